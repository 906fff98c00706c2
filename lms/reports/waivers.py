"""The waivers of an institution: for whom, why, by whom, until when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.errors import NotFound
from lms.evidence.models import Waiver
from lms.institutions.models import Branch, Member, Tenure
from lms.reports.roster import covers


class WaiverState(StrEnum):
    """Where a waiver stands on a day."""

    COUNTS = "counts"
    RUN_OUT = "run_out"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class WaiversQuery:
    """Which waivers of an institution, as they stand on a day; empty and None mean any."""

    institution_id: int
    on: date
    text: str = ""
    module_id: str = ""
    member_id: int | None = None
    state: WaiverState | None = None


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A waiver; `granted_by` is who recorded it, empty where that account is gone. `valid_until` is the first day on
    which it does not count."""

    id: str
    member_id: int
    member_name: str
    staff_code: str
    tier: str
    branch: str
    module_id: str
    reason: str
    approver_name: str
    granted_by: str
    granted_on: date
    valid_until: date | None
    withdrawn_on: date | None
    withdrawn_reason: str
    state: WaiverState


@dataclass(frozen=True, slots=True)
class WaiversPage:
    """A page of waivers, and how many there are in all."""

    rows: tuple[WaiverRow, ...]
    total: int


def list_waivers(session: Session, query: WaiversQuery, *, limit: int, offset: int) -> WaiversPage:
    """Return a page of the waivers, newest first."""
    where = _where(query)
    total = session.execute(
        select(func.count()).select_from(Waiver).join(Member, Member.id == Waiver.member_id).where(*where)
    ).scalar_one()
    found = session.execute(
        _rows(query.on).where(*where).order_by(Waiver.granted_at.desc(), Waiver.id).limit(limit).offset(offset)
    )
    return WaiversPage(rows=tuple(_row(row, on=query.on) for row in found), total=total)


def read_waiver(session: Session, *, institution_id: int, waiver_id: str, on: date) -> WaiverRow:
    """Return one waiver of that institution."""
    query = _rows(on).where(Waiver.institution_id == institution_id, Waiver.id == waiver_id)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such waiver in this institution.")
    return _row(row, on=on)


def _where(query: WaiversQuery) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Waiver.institution_id == query.institution_id]
    if query.text:
        like = f"%{query.text.replace('%', '').replace('_', '')}%"
        where.append(or_(Member.name.ilike(like), Member.staff_code.ilike(like), Waiver.approver_name.ilike(like)))
    if query.module_id:
        where.append(Waiver.module_id == query.module_id)
    if query.member_id is not None:
        where.append(Waiver.member_id == query.member_id)
    has_run_out = and_(Waiver.valid_until.is_not(None), Waiver.valid_until <= query.on)
    if query.state is WaiverState.WITHDRAWN:
        where.append(Waiver.withdrawn_on.is_not(None))
    elif query.state is WaiverState.RUN_OUT:
        where += [Waiver.withdrawn_on.is_(None), has_run_out]
    elif query.state is WaiverState.COUNTS:
        where += [Waiver.withdrawn_on.is_(None), or_(Waiver.valid_until.is_(None), Waiver.valid_until > query.on)]
    return where


def _rows(on: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Waiver.id,
            Waiver.member_id,
            Member.name.label("member_name"),
            Member.staff_code,
            func.coalesce(Tenure.tier, "").label("tier"),
            func.coalesce(Branch.name, "").label("branch"),
            Waiver.module_id,
            Waiver.reason,
            Waiver.approver_name,
            func.coalesce(Account.name, "").label("granted_by"),
            Waiver.granted_on,
            Waiver.valid_until,
            Waiver.withdrawn_on,
            Waiver.withdrawn_reason,
        )
        .join(Member, Member.id == Waiver.member_id)
        .outerjoin(Tenure, and_(Tenure.member_id == Member.id, covers(on)))
        .outerjoin(Branch, Branch.id == Tenure.branch_id)
        .outerjoin(Account, Account.id == Waiver.granted_by_id)
    )


def _row(row: Row[Any], *, on: date) -> WaiverRow:
    if row.withdrawn_on is not None:
        state = WaiverState.WITHDRAWN
    elif row.valid_until is not None and row.valid_until <= on:
        state = WaiverState.RUN_OUT
    else:
        state = WaiverState.COUNTS
    return WaiverRow(**row._mapping, state=state)
