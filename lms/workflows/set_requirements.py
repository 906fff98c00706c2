"""Set the same requirement for several tiers and modules at once."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from lms.evidence.requirements import Rule, set_requirement


def set_requirements(
    session: Session, *, institution_id: int, rules: Iterable[Rule], from_on: date, now: datetime
) -> int:
    """Let every rule hold from a day on; `Invalid` for one leaves all as they were. Return how many were new."""
    changed = [
        set_requirement(session, institution_id=institution_id, rule=rule, from_on=from_on, now=now) for rule in rules
    ]
    return sum(changed)
