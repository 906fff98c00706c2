"""Where a person was in her reading, and how she played the cases: deleted when she is erased."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.learning.models import CaseRun, Place, SectionRead


def forget_reading(session: Session, *, member_ids: Sequence[int]) -> None:
    """Delete her places, the sections she read and her runs through cases: none of it is evidence."""
    for model in (SectionRead, Place, CaseRun):
        session.execute(delete(model).where(model.member_id.in_(member_ids)))
