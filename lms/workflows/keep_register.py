"""Keep the register of a session: write its lines, and count each for what it comes to, all in one transaction.

A line that is corrected is counted anew: what no longer holds is taken back with its certificate, what holds now is
written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from courses.days import day_words
from lms.errors import Conflict, Invalid
from lms.evidence.editions import edition_records
from lms.facilitation import registers, sessions
from lms.facilitation.registers import KeptLine, Line
from lms.facilitation.rules import ListLine
from lms.facilitation.sessions import KnownSession
from lms.institutions.offices import Office, find_offices, find_offices_by_code
from lms.ledger import service as ledger
from lms.workflows.count_attendance import Held, count_attendance


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps the register, in which institution, from what.

    `module_title` is what certificates say was learned; `code_seed` is secret: it makes codes that cannot be guessed.
    """

    institution_id: int
    account_id: int | None
    source: str
    module_title: str
    code_seed: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line of a list with whom it means: `office` None where nobody is meant, then `fault` says why."""

    listed: ListLine
    office: Office | None
    line: Line | None
    fault: str


def keep_register(
    session: Session, *, keeper: Keeper, session_id: str, lines: Sequence[Line], now: datetime
) -> tuple[KeptLine, ...]:
    """Write lines of a register and return those that are new or other than before; the rest changes nothing."""
    known = sessions.lock_session(session, institution_id=keeper.institution_id, session_id=session_id)
    held = _held(known, title=keeper.module_title, now=now)
    offices = find_offices(
        session, institution_id=keeper.institution_id, member_ids=[line.member_id for line in lines], on=held.on
    )
    _check_places(lines, offices, held.on)
    kept = registers.keep_lines(
        session, known=known, lines=lines, source=keeper.source, account_id=keeper.account_id, now=now
    )
    if kept:
        _enter_edition(session, known, now=now)
    for one in kept:
        office = offices.get(one.line.member_id)
        count_attendance(session, held=held, office=office, kept=one, seed=keeper.code_seed, now=now)
    return kept


def propose(
    session: Session, *, institution_id: int, session_id: str, listed: Sequence[ListLine], now: datetime
) -> tuple[Proposed, ...]:
    """Return whom each line of a list means on the session's day; nothing is written."""
    known = sessions.lock_session(session, institution_id=institution_id, session_id=session_id)
    day = _held(known, title="", now=now).on
    codes = [line.staff_code for line in listed if not line.fault]
    offices = find_offices_by_code(session, institution_id=institution_id, staff_codes=codes, on=day)
    return tuple(_propose(line, offices.get(line.staff_code), known, day) for line in listed)


def _propose(listed: ListLine, office: Office | None, known: KnownSession, day: date) -> Proposed:
    if listed.fault:
        return Proposed(listed, None, None, listed.fault)
    if office is None:
        fault = f"Nobody with this code had a place here on {day_words(day)}. Correct the code, or leave the line out."
        return Proposed(listed, None, None, fault)
    minutes = known.plan.minutes if listed.minutes is None else listed.minutes
    return Proposed(listed, office, Line(office.member_id, minutes, listed.test_percent), "")


def _held(known: KnownSession, *, title: str, now: datetime) -> Held:
    """Return a session with the day it counts for, that on the clocks of its own zone, and today there."""
    if known.is_cancelled:
        raise Conflict("This session was cancelled, so it has no register.")
    zone = ZoneInfo(known.plan.zone)
    on, today = (moment.astimezone(zone).date() for moment in (known.plan.starts_at, now))
    if on > today:
        raise Conflict("This session has not been held yet. Its register is kept from its day on.")
    return Held(known, on, today, title)


def _check_places(lines: Sequence[Line], offices: dict[int, Office], day: date) -> None:
    missing = [line.member_id for line in lines if line.minutes and line.member_id not in offices]
    if missing:
        sentence = f"{len(missing)} of these people had no place in this institution on {day_words(day)}."
        raise Invalid({"": f"{sentence} Reload the page: the list shows who had one."})


def _enter_edition(session: Session, known: KnownSession, *, now: datetime) -> None:
    plan = known.plan
    records = edition_records(
        session,
        institution_id=known.institution_id,
        module_id=plan.module_id,
        edition=plan.edition,
        language=plan.language,
    )
    ledger.append(session, institution_id=known.institution_id, records=records, now=now)
