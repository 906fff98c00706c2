"""Who has committed herself to a module, on which edition, and who of those here today has not."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from lms.evidence.models import Attestation
from lms.institutions.models import Branch, Member, Tenure
from lms.reports.roster import covers


class PledgeState(StrEnum):
    """Whether somebody has committed herself, on whichever edition; `missing` is told of those here today alone."""

    GIVEN = "given"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PledgesQuery:
    """What is asked: of which module, on which day, in which part."""

    institution_id: int
    module_id: str
    on: date
    state: PledgeState | None = None
    tier: str = ""
    branch_id: int | None = None


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A member and her newest commitment, `attested_at` None without one; no tier and no branch: she is gone."""

    member_id: int
    name: str
    staff_code: str
    tier: str
    branch: str
    attested_at: datetime | None
    edition: str
    language: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PledgesPage:
    """A page of them; `total` in all, `given` of `here` members of that day have committed themselves."""

    rows: tuple[PledgeRow, ...]
    total: int
    given: int
    here: int


def list_pledges(session: Session, query: PledgesQuery, *, limit: int | None = None, offset: int = 0) -> PledgesPage:
    """Return members by name with their newest commitment: all of the day, and who is gone and had given hers."""
    found = _narrowed(_members(query), query)
    total = session.execute(select(func.count()).select_from(found.order_by(None).subquery())).scalar_one()
    here = _members(query).where(Tenure.id.is_not(None)).order_by(None).subquery()
    counts = session.execute(select(func.count(), func.count(here.c.attested_at)).select_from(here)).one()
    rows = session.execute(found.limit(limit).offset(offset))
    return PledgesPage(tuple(PledgeRow(**row._mapping) for row in rows), total, counts[1], counts[0])


def _narrowed(found: Select[*tuple[object, ...]], query: PledgesQuery) -> Select[*tuple[object, ...]]:
    if query.state is PledgeState.GIVEN:
        found = found.where(Attestation.id.is_not(None))
    if query.state is PledgeState.MISSING:
        found = found.where(Attestation.id.is_(None))
    if query.tier:
        found = found.where(Tenure.tier == query.tier)
    if query.branch_id is not None:
        found = found.where(Tenure.branch_id == query.branch_id)
    return found


def _members(query: PledgesQuery) -> Select[*tuple[object, ...]]:
    newest = (
        select(func.max(Attestation.id))
        .where(Attestation.member_id == Member.id, Attestation.module_id == query.module_id)
        .correlate(Member)
        .scalar_subquery()
    )
    return (
        select(
            Member.id.label("member_id"),
            Member.name,
            Member.staff_code,
            func.coalesce(Tenure.tier, "").label("tier"),
            func.coalesce(Branch.name, "").label("branch"),
            Attestation.attested_at,
            func.coalesce(Attestation.edition, "").label("edition"),
            func.coalesce(Attestation.language, "").label("language"),
            func.coalesce(Attestation.sentence, "").label("sentence"),
        )
        .outerjoin(Tenure, and_(Tenure.member_id == Member.id, covers(query.on)))
        .outerjoin(Branch, Branch.id == Tenure.branch_id)
        .outerjoin(Attestation, Attestation.id == newest)
        .where(Member.institution_id == query.institution_id, Member.merged_into_id.is_(None))
        .where(or_(Tenure.id.is_not(None), Attestation.id.is_not(None)))
        .order_by(Member.name, Member.id)
    )
