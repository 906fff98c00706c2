"""Set the same requirement for several tiers and modules at once."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from lms.evidence import service
from lms.evidence.service import Rule


def set_requirements(session: Session, *, institution_id: int, rules: Iterable[Rule]) -> None:
    """Write every rule, in place of what stood there; `Invalid` for one leaves all as they were."""
    for rule in rules:
        service.set_requirement(session, institution_id=institution_id, rule=rule)
