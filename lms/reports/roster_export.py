"""The roster as a list to take away, in the very columns that an import reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.institutions.models import Branch, Member, Tenure

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person with her newest place: `since` is its first day, `left_on` its last, `joined_on` that of her first."""

    staff_code: str
    name: str
    name_other: str
    email: str
    branch: str
    tier: str
    since: date | None
    joined_on: date | None
    left_on: date | None
    language: str


def read_roster_rows(session: Session, *, institution_id: int) -> Iterator[RosterRow]:
    """Give everybody by name, those who left as well; doubles that were merged and people erased are left out."""
    places = (
        select(Tenure.member_id, Tenure.tier, Branch.name, Tenure.starts_on, Tenure.ends_on)
        .join(Branch, Branch.id == Tenure.branch_id)
        .where(Tenure.institution_id == institution_id)
        .order_by(Tenure.member_id, Tenure.starts_on)
    )
    newest: dict[int, tuple[str, str, date, date | None]] = {}
    joined: dict[int, date] = {}
    for member_id, tier, branch, starts_on, ends_on in session.execute(places):
        newest[member_id] = (tier, branch, starts_on, ends_on)
        joined.setdefault(member_id, starts_on)
    members = (
        select(Member.id, Member.staff_code, Member.name, Member.name_other, Member.email, Member.language)
        .where(Member.institution_id == institution_id, Member.merged_into_id.is_(None), Member.erased_at.is_(None))
        .order_by(Member.name, Member.id)
    )
    for member_id, staff_code, name, name_other, email, language in session.execute(members):
        tier, branch, since, ends_on = newest.get(member_id, ("", "", None, None))
        yield RosterRow(
            staff_code=staff_code,
            name=name,
            name_other=name_other,
            email=email,
            branch=branch,
            tier=tier,
            since=since,
            joined_on=joined.get(member_id),
            left_on=None if ends_on is None else ends_on - DAY,
            language=language,
        )
