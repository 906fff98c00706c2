"""How far a person had read who stood in the roster twice, given to the one who stays."""

from sqlalchemy.orm import Session

from lms.db.repoint import repoint
from lms.learning.models import CaseRun, Place, SectionRead


def merge_learning(session: Session, *, old: int, new: int) -> None:
    """Give what `old` read and chose to `new`; what both have is there already."""
    repoint(session, SectionRead.member_id, old=old, new=new, once_by=("module_id", "section_id"))
    repoint(session, Place.member_id, old=old, new=new, once_by=("module_id",))
    repoint(session, CaseRun.member_id, old=old, new=new)
