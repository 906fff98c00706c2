"""Going on from a section: it is read, and the next is where she is."""

from datetime import datetime

from sqlalchemy.orm import Session

from courses.model import Module
from lms.learning import service as learning


def read_on(
    session: Session, *, member_id: int, module: Module, section_id: str, next_section_id: str, now: datetime
) -> None:
    """Note that a member went on from a section, and where to; without a next section she stays at this one."""
    learning.mark_read(
        session, member_id=member_id, module_id=module.id, section_id=section_id, edition=module.edition, now=now
    )
    place = next_section_id or section_id
    learning.move_to(session, member_id=member_id, module_id=module.id, section_id=place, now=now)
