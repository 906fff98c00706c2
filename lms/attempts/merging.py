"""The quizzes of a person who stood in the roster twice, given to the one who stays."""

from sqlalchemy.orm import Session

from lms.attempts.models import Attempt
from lms.db.repoint import count_of, repoint


def merge_attempts(session: Session, *, old: int, new: int) -> None:
    """Give all attempts of `old` to `new`; an open one stays where `new` has the same open already."""
    once = ("module_id", "purpose")
    repoint(session, Attempt.member_id, old=old, new=new, once_by=once, only_where="submitted_at")


def count_attempts(session: Session, *, member_id: int) -> int:
    """Return how many attempts there are."""
    return count_of(session, Attempt.member_id, member_id)
