"""The sessions a person attended who stood in the roster twice, given to the one who stays."""

from sqlalchemy.orm import Session

from lms.db.repoint import count_of, repoint
from lms.facilitation.models import Attendance


def merge_attendance(session: Session, *, old: int, new: int) -> None:
    """Give the attendance of `old` to `new`; of a session that both attended, the line of `new` counts."""
    repoint(session, Attendance.member_id, old=old, new=new, once_by=("session_id",))


def count_attendance(session: Session, *, member_id: int) -> int:
    """Return how many sessions were attended."""
    return count_of(session, Attendance.member_id, member_id)
