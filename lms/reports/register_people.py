"""Who may stand in the register of a session: the people of its day, with what stands there of each already."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from lms.facilitation.models import Attendance
from lms.institutions.models import Branch, Member, Tenure
from lms.reports.name_search import is_named
from lms.reports.roster import covers


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """Who is looked for: `text` in names or staff code; empty and None mean any."""

    institution_id: int
    session_id: str
    on: date
    text: str = ""
    branch_id: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member of that day; `minutes` None when she stands in no line."""

    member_id: int
    name: str
    staff_code: str
    tier: str
    branch: str
    minutes: int | None
    test_percent: int | None


@dataclass(frozen=True, slots=True)
class CandidatesPage:
    """A page of them, and how many there are in all."""

    rows: tuple[Candidate, ...]
    total: int


def list_candidates(session: Session, query: PeopleQuery, *, limit: int, offset: int) -> CandidatesPage:
    """Return the people of a day: who stands in the register already first, then by name."""
    found = (
        select(
            Member.id.label("member_id"),
            Member.name,
            Member.staff_code,
            Tenure.tier,
            Branch.name.label("branch"),
            Attendance.minutes,
            Attendance.test_percent,
        )
        .join(Tenure, and_(Tenure.member_id == Member.id, covers(query.on)))
        .join(Branch, Branch.id == Tenure.branch_id)
        .outerjoin(Attendance, and_(Attendance.member_id == Member.id, Attendance.session_id == query.session_id))
        .where(Member.institution_id == query.institution_id, Member.merged_into_id.is_(None))
        .order_by(Attendance.minutes.is_(None), Member.name, Member.id)
    )
    if query.branch_id is not None:
        found = found.where(Tenure.branch_id == query.branch_id)
    if query.text:
        found = found.where(is_named(session, institution_id=query.institution_id, text=query.text))
    total = session.execute(select(func.count()).select_from(found.order_by(None).subquery())).scalar_one()
    rows = session.execute(found.limit(limit).offset(offset))
    return CandidatesPage(tuple(Candidate(**row._mapping) for row in rows), total)
