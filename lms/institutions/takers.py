"""Who took a quiz: where she belongs, what she is called, and how a letter finds her."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.db.portions import portions
from lms.institutions.models import Institution, Member, Tenure


@dataclass(frozen=True, slots=True)
class Taker:
    """A member by her number; `language` is her own, or empty, `house_language` that of the institution."""

    member_id: int
    institution_id: int
    institution_name: str
    zone: str
    house_language: str
    name: str
    name_other: str
    email: str
    language: str
    account_id: int | None
    is_erased: bool


@dataclass(frozen=True, slots=True)
class Stay:
    """A branch somebody was in between two days, the second not included."""

    branch_id: int
    starts_on: date
    ends_on: date | None


def list_takers(session: Session, member_ids: Iterable[int]) -> dict[int, Taker]:
    """Return members by their numbers, those who left and those who were erased among them."""
    found: dict[int, Taker] = {}
    for part in portions(sorted(set(member_ids))):
        query = (
            select(
                Member.id.label("member_id"),
                Member.institution_id,
                Institution.name.label("institution_name"),
                Institution.zone,
                Institution.language.label("house_language"),
                Member.name,
                Member.name_other,
                Member.email,
                Member.language,
                Member.account_id,
                Member.erased_at.is_not(None).label("is_erased"),
            )
            .join(Institution, Institution.id == Member.institution_id)
            .where(Member.id.in_(part))
        )
        found |= {row.member_id: Taker(**row._mapping) for row in session.execute(query)}
    return found


def list_stays(session: Session, member_ids: Iterable[int]) -> dict[int, list[Stay]]:
    """Return the branches of members with their days."""
    found: dict[int, list[Stay]] = {}
    for part in portions(sorted(set(member_ids))):
        query = select(Tenure.member_id, Tenure.branch_id, Tenure.starts_on, Tenure.ends_on)
        for row in session.execute(query.where(Tenure.member_id.in_(part)).order_by(Tenure.starts_on)):
            found.setdefault(row[0], []).append(Stay(*row[1:]))
    return found
