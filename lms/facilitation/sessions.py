"""Training sessions: planned, changed while nobody stands in their register, cancelled. The ledger is told of each."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from courses.model import Mode
from lms.errors import Conflict, Invalid, NotFound
from lms.facilitation.models import Attendance, TrainingSession
from lms.facilitation.rules import LONGEST_MINUTES
from lms.ledger import service as ledger
from lms.ledger.canonical import Json, write_moment
from lms.ledger.kinds import Kind
from lms.lines import read_line

NO_SESSION = "There is no such training session in this institution."
HAS_REGISTER = "This session has a register, so it stays as it was held. Correct the lines of the register instead."
IS_CANCELLED = "This session is cancelled. Plan another one."
FARTHEST = timedelta(days=1830)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session as it is planned, on one edition of a module; `place` and `facilitator_name` may be empty."""

    module_id: str
    edition: str
    language: str
    title: str
    mode: str
    starts_at: datetime
    zone: str
    minutes: int
    minimum_minutes: int
    place: str = ""
    facilitator_name: str = ""


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session as its register needs it."""

    id: str
    institution_id: int
    plan: SessionPlan
    is_cancelled: bool


def plan_session(
    session: Session, *, institution_id: int, session_id: str, plan: SessionPlan, account_id: int | None, now: datetime
) -> bool:
    """Plan a session. `session_id` comes from the page: pressing twice plans one. Return whether it was new."""
    ledger.lock(session, institution_id=institution_id)
    found = session.get(TrainingSession, session_id)
    if found is not None:
        if found.institution_id != institution_id:
            raise NotFound(NO_SESSION)
        return False
    row = TrainingSession(id=session_id, institution_id=institution_id, created_by_id=account_id, created_at=now)
    _write(row, plan, now=now)
    session.add(row)
    session.flush()
    _tell(session, row, now=now)
    return True


def change_session(session: Session, *, institution_id: int, session_id: str, plan: SessionPlan, now: datetime) -> None:
    """Write a session anew; refused once somebody stands in its register."""
    row = _free(session, institution_id, session_id)
    before = _plan_of(row)
    _write(row, plan, now=now)
    session.flush()
    if _plan_of(row) != before:
        _tell(session, row, now=now)


def cancel_session(session: Session, *, institution_id: int, session_id: str, now: datetime) -> None:
    """Cancel a session that has no register; a second time changes nothing."""
    ledger.lock(session, institution_id=institution_id)
    row = _locked(session, institution_id, session_id)
    if row.cancelled_at is not None:
        return
    _check_is_free(session, row)
    row.cancelled_at = now
    session.flush()
    entry = ledger.Record(Kind.SESSION_CANCELLED, {"session": row.id})
    ledger.append(session, institution_id=institution_id, records=[entry], now=now)


def lock_session(session: Session, *, institution_id: int, session_id: str) -> KnownSession:
    """Return a session and hold it until this transaction ends."""
    ledger.lock(session, institution_id=institution_id)
    row = _locked(session, institution_id, session_id)
    return KnownSession(row.id, row.institution_id, _plan_of(row), is_cancelled=row.cancelled_at is not None)


def _free(session: Session, institution_id: int, session_id: str) -> TrainingSession:
    ledger.lock(session, institution_id=institution_id)
    row = _locked(session, institution_id, session_id)
    if row.cancelled_at is not None:
        raise Conflict(IS_CANCELLED)
    _check_is_free(session, row)
    return row


def _check_is_free(session: Session, row: TrainingSession) -> None:
    if session.execute(select(Attendance.id).where(Attendance.session_id == row.id).limit(1)).first() is not None:
        raise Conflict(HAS_REGISTER)


def _locked(session: Session, institution_id: int, session_id: str) -> TrainingSession:
    row = session.execute(_one(institution_id, session_id).with_for_update()).scalars().one_or_none()
    if row is None:
        raise NotFound(NO_SESSION)
    return row


def _one(institution_id: int, session_id: str) -> Select[TrainingSession]:
    query = select(TrainingSession).where(
        TrainingSession.id == session_id, TrainingSession.institution_id == institution_id
    )
    return query.execution_options(populate_existing=True)


def _write(row: TrainingSession, plan: SessionPlan, *, now: datetime) -> None:
    _check(plan, now=now)
    for field in fields(SessionPlan):
        setattr(row, field.name, getattr(plan, field.name))
    for name in ("place", "facilitator_name"):
        text = getattr(plan, name)
        setattr(row, name, read_line(text, field=name, longest=200) if text.strip() else "")
    row.title = read_line(plan.title, field="title", longest=200)
    row.starts_at = plan.starts_at.replace(second=0, microsecond=0)


def _check(plan: SessionPlan, *, now: datetime) -> None:
    faults = {}
    if plan.mode not in set(Mode):
        faults["mode"] = "Choose in person or webinar."
    if not 1 <= plan.minutes <= LONGEST_MINUTES:
        faults["minutes"] = f"A session takes 1 to {LONGEST_MINUTES} minutes. Give a whole number in between."
    elif not 1 <= plan.minimum_minutes <= plan.minutes:
        faults["minimum_minutes"] = f"Give a whole number from 1 to {plan.minutes}: nobody can be there longer."
    if not now - FARTHEST <= plan.starts_at <= now + FARTHEST:
        faults["date"] = "Give a day within five years from today."
    if faults:
        raise Invalid(faults)


def _plan_of(row: TrainingSession) -> SessionPlan:
    return SessionPlan(**{field.name: getattr(row, field.name) for field in fields(SessionPlan)})


def _tell(session: Session, row: TrainingSession, *, now: datetime) -> None:
    body: dict[str, Json] = {
        "session": row.id,
        "module": row.module_id,
        "edition": row.edition,
        "language": row.language,
        "title": row.title,
        "mode": row.mode,
        "starts_at": write_moment(row.starts_at),
        "zone": row.zone,
        "minutes": row.minutes,
        "minimum_minutes": row.minimum_minutes,
    }
    private: dict[str, Json] = {"facilitator": row.facilitator_name, "place": row.place}
    entry = ledger.Record(Kind.SESSION, body, private=private)
    ledger.append(session, institution_id=row.institution_id, records=[entry], now=now)
