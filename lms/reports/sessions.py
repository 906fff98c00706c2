"""Training sessions, and their registers line by line: one query for the screen, the print and the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import Account
from lms.errors import NotFound
from lms.evidence.models import Requirement
from lms.facilitation.models import Attendance, TrainingSession
from lms.facilitation.rules import USUAL_PASS_PERCENT, Outcome, outcome
from lms.institutions.models import Branch, Institution, Member, Tenure

NO_SESSION = "There is no such training session in this institution."


class SessionState(StrEnum):
    """`open` has been held and has no register yet."""

    PLANNED = "planned"
    OPEN = "open"
    KEPT = "kept"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class SessionsQuery:
    """Which sessions are asked for: empty fields and None mean any; the days are those of the institution's zone."""

    institution_id: int
    zone: str
    module_id: str = ""
    state: SessionState | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session; `lines` is how many stand in its register, `attended` how many of them reached the minimum."""

    id: str
    module_id: str
    edition: str
    language: str
    title: str
    mode: str
    starts_at: datetime
    zone: str
    minutes: int
    minimum_minutes: int
    place: str
    facilitator_name: str
    cancelled_at: datetime | None
    lines: int
    attended: int

    @property
    def day(self) -> date:
        """Return the day it counts for: that of its own zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone)).date()

    def state(self, *, now: datetime) -> SessionState:
        """Return where it stands now."""
        if self.cancelled_at is not None:
            return SessionState.CANCELLED
        if self.lines:
            return SessionState.KEPT
        today = now.astimezone(ZoneInfo(self.zone)).date()
        return SessionState.OPEN if self.day <= today else SessionState.PLANNED


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """A page of the list, and how many there are in all."""

    rows: tuple[SessionView, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of a register: tier and branch as on the session's day, empty for who had no place then."""

    attendance_id: int
    member_id: int
    name: str
    staff_code: str
    tier: str
    branch: str
    minutes: int
    test_percent: int | None
    pass_percent: int
    outcome: Outcome
    source: str
    recorded_by: str
    recorded_at: datetime


def list_sessions(session: Session, query: SessionsQuery, *, now: datetime, limit: int, offset: int) -> SessionsPage:
    """Return a page of the sessions, the latest first."""
    found = _sessions(query.institution_id).where(*_conditions(query, now))
    total = session.execute(select(func.count()).select_from(found.order_by(None).subquery())).scalar_one()
    return SessionsPage(tuple(_session(row) for row in session.execute(found.limit(limit).offset(offset))), total)


def get_session(session: Session, *, institution_id: int, session_id: str) -> SessionView:
    """Return one session."""
    row = session.execute(_sessions(institution_id).where(TrainingSession.id == session_id)).one_or_none()
    if row is None:
        raise NotFound(NO_SESSION)
    return _session(row)


def read_register(session: Session, *, institution_id: int, found: SessionView) -> tuple[RegisterRow, ...]:
    """Return the register of a session by name, each line with what it comes to by the rules of the session's day."""
    day = found.day
    of_branch, of_tier = aliased(Requirement), aliased(Requirement)
    query = (
        select(
            Attendance.id.label("attendance_id"),
            Attendance.member_id,
            Member.name,
            Member.staff_code,
            func.coalesce(Tenure.tier, "").label("tier"),
            func.coalesce(Branch.name, "").label("branch"),
            Attendance.minutes,
            Attendance.test_percent,
            func.coalesce(of_branch.pass_percent, of_tier.pass_percent, USUAL_PASS_PERCENT).label("pass_percent"),
            Attendance.source,
            func.coalesce(Account.name, "").label("recorded_by"),
            Attendance.recorded_at,
        )
        .join(Member, Member.id == Attendance.member_id)
        .outerjoin(
            Tenure,
            and_(
                Tenure.member_id == Member.id,
                Tenure.starts_on <= day,
                or_(Tenure.ends_on.is_(None), Tenure.ends_on > day),
            ),
        )
        .outerjoin(Branch, Branch.id == Tenure.branch_id)
        .outerjoin(Account, Account.id == Attendance.recorded_by_id)
        .outerjoin(of_tier, and_(_asks(of_tier, found.module_id, day), of_tier.branch_id.is_(None)))
        .outerjoin(of_branch, and_(_asks(of_branch, found.module_id, day), of_branch.branch_id == Tenure.branch_id))
        .where(Attendance.session_id == found.id, Attendance.institution_id == institution_id)
        .order_by(Member.name, Member.id)
    )
    return tuple(_line(row, found) for row in session.execute(query))


def count_outcomes(rows: Sequence[RegisterRow]) -> dict[Outcome, int]:
    """Return how many lines came to each outcome."""
    return {one: sum(row.outcome is one for row in rows) for one in Outcome}


def _asks(rule: type[Requirement], module_id: str, day: date) -> ColumnElement[bool]:
    return and_(
        rule.institution_id == Attendance.institution_id,
        rule.tier == Tenure.tier,
        rule.module_id == module_id,
        rule.starts_on <= day,
        or_(rule.ends_on.is_(None), rule.ends_on > day),
    )


def _line(row: Row[*tuple[object, ...]], found: SessionView) -> RegisterRow:
    held = row._mapping
    came_to = outcome(
        held["minutes"], held["test_percent"], minimum=found.minimum_minutes, pass_percent=held["pass_percent"]
    )
    return RegisterRow(**held, outcome=came_to)


def _sessions(institution_id: int) -> Select[*tuple[object, ...]]:
    was_there = and_(Attendance.session_id == TrainingSession.id, Attendance.minutes > 0)
    lines = select(func.count()).where(Attendance.session_id == TrainingSession.id)
    attended = select(func.count()).where(was_there, Attendance.minutes >= TrainingSession.minimum_minutes)
    return (
        select(
            *(
                getattr(TrainingSession, name)
                for name in SessionView.__dataclass_fields__
                if name not in ("lines", "attended")
            ),
            lines.correlate(TrainingSession).scalar_subquery().label("lines"),
            attended.correlate(TrainingSession).scalar_subquery().label("attended"),
        )
        .join(Institution, Institution.id == TrainingSession.institution_id)
        .where(TrainingSession.institution_id == institution_id)
        .order_by(TrainingSession.starts_at.desc(), TrainingSession.id)
    )


def _session(row: Row[*tuple[object, ...]]) -> SessionView:
    return SessionView(**row._mapping)


def _conditions(query: SessionsQuery, now: datetime) -> list[ColumnElement[bool]]:
    has_lines = exists().where(Attendance.session_id == TrainingSession.id)
    stands = TrainingSession.cancelled_at.is_(None)
    tomorrow = _start_of(now.astimezone(ZoneInfo(query.zone)).date() + timedelta(days=1), query.zone)
    conditions: list[ColumnElement[bool]] = []
    if query.module_id:
        conditions.append(TrainingSession.module_id == query.module_id)
    if query.from_on is not None:
        conditions.append(TrainingSession.starts_at >= _start_of(query.from_on, query.zone))
    if query.to_on is not None:
        conditions.append(TrainingSession.starts_at < _start_of(query.to_on + timedelta(days=1), query.zone))
    match query.state:
        case SessionState.CANCELLED:
            conditions.append(~stands)
        case SessionState.KEPT:
            conditions.append(and_(stands, has_lines))
        case SessionState.OPEN:
            conditions.append(and_(stands, ~has_lines, TrainingSession.starts_at < tomorrow))
        case SessionState.PLANNED:
            conditions.append(and_(stands, ~has_lines, TrainingSession.starts_at >= tomorrow))
    return conditions


def _start_of(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone)).astimezone(UTC)
