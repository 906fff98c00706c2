"""The board meetings of a person who stood in the roster twice, given to the one who stays."""

from sqlalchemy.orm import Session

from lms.boards.models import BoardPresence
from lms.db.repoint import repoint


def merge_presence(session: Session, *, old: int, new: int) -> None:
    """Give the meetings of `old` to `new`; of a meeting where both were called, the line of `new` counts."""
    repoint(session, BoardPresence.member_id, old=old, new=new, once_by=("meeting_id",))
