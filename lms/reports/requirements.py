"""What each tier is asked, and what a change would mean on the day it is made."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.evidence.models import Requirement
from lms.institutions.models import Tenure
from lms.reports.cells import Rule, Status
from lms.reports.roster import covers
from lms.reports.status_filter import with_status


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement as it stands; `track` empty means the tier's own."""

    tier: str
    module_id: str
    pass_percent: int
    valid_months: int | None
    due_on: date | None
    due_days: int | None
    track: str


@dataclass(frozen=True, slots=True)
class Effect:
    """How many members stand in the tiers, and how many of them would be late with one of the modules at once."""

    members: int
    late: int


def list_requirements(session: Session, *, institution_id: int) -> tuple[RequirementRow, ...]:
    """Return all requirements of an institution."""
    query = select(
        Requirement.tier,
        Requirement.module_id,
        Requirement.pass_percent,
        Requirement.valid_months,
        Requirement.due_on,
        Requirement.due_days,
        Requirement.track,
    ).where(Requirement.institution_id == institution_id)
    return tuple(RequirementRow(**row._mapping) for row in session.execute(query))


def foresee(
    session: Session, *, institution_id: int, tiers: tuple[str, ...], module_ids: tuple[str, ...], rule: Rule, on: date
) -> Effect:
    """Return what asking these modules of these tiers would mean on that day; nothing is written."""
    roster = select(Tenure.member_id).where(Tenure.institution_id == institution_id, Tenure.tier.in_(tiers), covers(on))
    late = with_status(
        roster,
        Status.LATE,
        institution_id=institution_id,
        module_ids=module_ids,
        rules={(tier, module_id): rule for tier in tiers for module_id in module_ids},
        on=on,
    )
    counts = [select(func.count()).select_from(one.subquery()).scalar_subquery() for one in (roster, late)]
    members, late_at_once = session.execute(select(*counts)).one()
    return Effect(members=members, late=late_at_once)
