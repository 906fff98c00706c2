"""The members of an institution as a list, and what a coordinator may see of one: states and days, never a score."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Pin
from lms.attempts.models import Attempt, Score
from lms.attempts.rules import Purpose
from lms.errors import NotFound
from lms.evidence.models import Certificate, Completion
from lms.institutions.models import Branch, Member, Tenure
from lms.reports.name_search import is_named
from lms.reports.roster import covers


class Presence(StrEnum):
    """Whether a tenure covers the day: `gone` also stands for who has not come yet."""

    HERE = "here"
    GONE = "gone"


class Login(StrEnum):
    """Whether a member can sign in: `invited` is one who has not chosen a password yet, `pin` one with a PIN."""

    NONE = "none"
    INVITED = "invited"
    ACTIVE = "active"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class MembersQuery:
    """Who is looked for: `text` in names, staff code or address; empty fields and None mean any."""

    institution_id: int
    on: date
    text: str = ""
    branch_id: int | None = None
    tier: str = ""
    presence: Presence | None = None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member on the list; `tier`, `branch` and `since` are those of the day, or of her last place when she is gone.

    `ends_on` is the first day she is no longer there; `is_here` says whether a tenure covers the day. `name_other` is
    her name in a second script, `language` that of her letters: empty, the institution's.
    """

    id: int
    name: str
    staff_code: str
    email: str
    login: Login
    is_here: bool
    tier: str
    branch: str
    branch_id: int | None
    since: date | None
    ends_on: date | None
    name_other: str = ""
    language: str = ""
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class MembersPage:
    """A page of the list, and how many there are in all."""

    rows: tuple[MemberRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TenureRow:
    """A place a member held from a day up to, not including, another."""

    tier: str
    branch: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """A quiz she handed in, or has open. What it was worth she sees on her own pages."""

    module_id: str
    started_at: datetime
    submitted_at: datetime | None
    is_passed: bool


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """A completion and its certificate; the code is empty where there is none."""

    module_id: str
    source: str
    completed_on: date
    valid_until: date | None
    edition: str
    certificate_code: str


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """All there is of a member, newest last in the tenures and first elsewhere."""

    row: MemberRow
    tenures: tuple[TenureRow, ...]
    attempts: tuple[AttemptRow, ...]
    completions: tuple[CompletionRow, ...]


def list_members(session: Session, query: MembersQuery, *, limit: int, offset: int) -> MembersPage:
    """Return a page of the members by name."""
    found = _members(query.institution_id, query.on)
    if query.text:
        found = found.where(is_named(session, institution_id=query.institution_id, text=query.text, with_address=True))
    if query.presence is not None:
        found = found.where(_is_here(query.on) if query.presence is Presence.HERE else ~_is_here(query.on))
    if query.branch_id is not None:
        found = found.where(Tenure.branch_id == query.branch_id)
    if query.tier:
        found = found.where(Tenure.tier == query.tier)
    total = session.execute(select(func.count()).select_from(found.order_by(None).subquery())).scalar_one()
    rows = session.execute(found.limit(limit).offset(offset)).all()
    return MembersPage(rows=tuple(_row(row, query.on) for row in rows), total=total)


def read_member(session: Session, *, institution_id: int, member_id: int, on: date) -> MemberRecord:
    """Return all there is of a member; one of another institution is not found."""
    row = session.execute(_members(institution_id, on).where(Member.id == member_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such person in this institution.")
    return MemberRecord(
        row=_row(row, on),
        tenures=_tenures(session, member_id),
        attempts=_attempts(session, member_id),
        completions=_completions(session, member_id),
    )


def _members(institution_id: int, on: date) -> Select[*tuple[Any, ...]]:
    """Return a query of the members with the tenure of the day, or else with the newest one before it, or the first."""
    newest = (
        select(Tenure.id)
        .where(Tenure.member_id == Member.id)
        .order_by((Tenure.starts_on <= on).desc(), Tenure.starts_on.desc())
        .limit(1)
        .correlate(Member)
        .scalar_subquery()
    )
    return (
        select(
            Member.id,
            Member.name,
            Member.name_other,
            Member.language,
            Member.erased_at,
            Member.staff_code,
            Member.email,
            Account.id.label("account_id"),
            Account.password_hash,
            Pin.account_id.label("pin_of"),
            Tenure.tier,
            Branch.name.label("branch"),
            Tenure.branch_id,
            Tenure.starts_on,
            Tenure.ends_on,
        )
        .outerjoin(Account, Account.id == Member.account_id)
        .outerjoin(Pin, Pin.account_id == Account.id)
        .outerjoin(Tenure, Tenure.id == newest)
        .outerjoin(Branch, Branch.id == Tenure.branch_id)
        .where(Member.institution_id == institution_id, Member.merged_into_id.is_(None))
        .order_by(Member.name, Member.id)
    )


def _is_here(on: date) -> ColumnElement[bool]:
    return and_(Tenure.id.is_not(None), covers(on))


def _row(row: Row[Any], on: date) -> MemberRow:
    is_here = row.starts_on is not None and row.starts_on <= on and (row.ends_on is None or row.ends_on > on)
    return MemberRow(
        id=row.id,
        name=row.name,
        staff_code=row.staff_code,
        email=row.email,
        login=_login(row),
        is_here=is_here,
        tier=row.tier or "",
        branch=row.branch or "",
        branch_id=row.branch_id,
        since=row.starts_on,
        ends_on=row.ends_on,
        name_other=row.name_other,
        language=row.language,
        is_erased=row.erased_at is not None,
    )


def _login(row: Row[Any]) -> Login:
    if row.account_id is None:
        return Login.NONE
    if row.pin_of is not None:
        return Login.PIN
    return Login.ACTIVE if row.password_hash else Login.INVITED


def _tenures(session: Session, member_id: int) -> tuple[TenureRow, ...]:
    query = (
        select(Tenure.tier, Branch.name.label("branch"), Tenure.starts_on, Tenure.ends_on)
        .join(Branch, Branch.id == Tenure.branch_id)
        .where(Tenure.member_id == member_id)
        .order_by(Tenure.starts_on)
    )
    return tuple(TenureRow(**row._mapping) for row in session.execute(query))


def _attempts(session: Session, member_id: int) -> tuple[AttemptRow, ...]:
    query = (
        select(
            Attempt.id,
            Attempt.module_id,
            Attempt.started_at,
            Attempt.submitted_at,
            Score.is_passed,
        )
        .outerjoin(Score, Score.attempt_id == Attempt.id)
        .where(Attempt.member_id == member_id, Attempt.purpose == Purpose.QUIZ)
        .order_by(Attempt.started_at.desc(), Attempt.id, Score.scored_at, Score.id)
    )
    newest = {row.id: row for row in session.execute(query)}
    return tuple(
        AttemptRow(row.module_id, row.started_at, row.submitted_at, bool(row.is_passed)) for row in newest.values()
    )


def _completions(session: Session, member_id: int) -> tuple[CompletionRow, ...]:
    query = (
        select(
            Completion.module_id,
            Completion.source,
            Completion.completed_on,
            Completion.valid_until,
            Completion.edition,
            func.coalesce(Certificate.code, "").label("certificate_code"),
        )
        .outerjoin(Certificate, (Certificate.completion_id == Completion.id) & Certificate.revoked_at.is_(None))
        .where(Completion.member_id == member_id)
        .order_by(Completion.completed_on.desc(), Completion.id.desc())
    )
    return tuple(CompletionRow(**row._mapping) for row in session.execute(query))
