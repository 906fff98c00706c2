"""Who holds a place on a day: the directors of a meeting, the people of a register."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.db.portions import portions
from lms.institutions.models import Branch, Institution, Member, Tenure


@dataclass(frozen=True, slots=True)
class Office:
    """A member's place on a day; `name_other` may be empty, `language` is hers or else the institution's."""

    member_id: int
    name: str
    name_other: str
    staff_code: str
    language: str
    tier: Tier
    branch_id: int
    branch: str
    institution_name: str


def list_directors(session: Session, *, institution_id: int, on: date) -> tuple[Office, ...]:
    """Return who sits on the board on a day, by name."""
    query = _offices(institution_id, on).where(Tenure.tier == Tier.BOARD).order_by(Member.name, Member.id)
    return tuple(_office(row) for row in session.execute(query))


def find_offices(session: Session, *, institution_id: int, member_ids: Collection[int], on: date) -> dict[int, Office]:
    """Return the places of those of these members who have one on that day."""
    offices = _offices(institution_id, on)
    return {
        row.id: _office(row)
        for part in portions(sorted(set(member_ids)))
        for row in session.execute(offices.where(Member.id.in_(part)))
    }


def find_offices_by_code(
    session: Session, *, institution_id: int, staff_codes: Collection[str], on: date
) -> dict[str, Office]:
    """Return the same by staff code."""
    offices = _offices(institution_id, on)
    return {
        row.staff_code: _office(row)
        for part in portions(sorted(set(staff_codes)))
        for row in session.execute(offices.where(Member.staff_code.in_(part)))
    }


def _offices(institution_id: int, on: date) -> Select[*tuple[object, ...]]:
    return (
        select(
            Member.id,
            Member.name,
            Member.name_other,
            Member.staff_code,
            Member.language,
            Tenure.tier,
            Tenure.branch_id,
            Branch.name.label("branch"),
            Institution.name.label("institution_name"),
            Institution.language.label("institution_language"),
        )
        .join(Tenure, Tenure.member_id == Member.id)
        .join(Branch, Branch.id == Tenure.branch_id)
        .join(Institution, Institution.id == Member.institution_id)
        .where(
            Member.institution_id == institution_id,
            Member.merged_into_id.is_(None),
            Tenure.starts_on <= on,
            or_(Tenure.ends_on.is_(None), Tenure.ends_on > on),
        )
    )


def _office(row: Row[*tuple[object, ...]]) -> Office:
    found = row._mapping
    return Office(
        member_id=found["id"],
        name=found["name"],
        name_other=found["name_other"],
        staff_code=found["staff_code"],
        language=found["language"] or found["institution_language"],
        tier=Tier(found["tier"]),
        branch_id=found["branch_id"],
        branch=found["branch"],
        institution_name=found["institution_name"],
    )
