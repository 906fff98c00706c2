"""A board meeting on one device: opened, the roll called, attested by name, closed once for good."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.boards.models import BoardMeeting, BoardPresence
from lms.boards.rules import ReadModule, read_modules, write_modules
from lms.db.upsert import insert_or_update
from lms.errors import Conflict, Invalid, NotFound
from lms.ledger import service as ledger
from lms.ledger.canonical import Json, write_day
from lms.ledger.kinds import Kind
from lms.ledger.people import list_keys
from lms.lines import read_line

NO_MEETING = "There is no such board meeting in this institution."
IS_CLOSED = "This meeting is closed: what was attested in it stands. Open another meeting for those who were absent."


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """A meeting as it is opened; `place` may be empty."""

    held_on: date
    place: str
    modules: tuple[ReadModule, ...]


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting as it stands."""

    id: str
    held_on: date
    modules: tuple[ReadModule, ...]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """A director who attested, and when."""

    member_id: int
    attested_at: datetime


def open_meeting(
    session: Session, *, institution_id: int, meeting_id: str, plan: MeetingPlan, account_id: int | None, now: datetime
) -> bool:
    """Open a meeting. `meeting_id` comes from the page, so that pressing twice opens one. Return whether it was new."""
    if not plan.modules:
        raise Invalid({"module": "Choose at least one module that the board reads."})
    found = session.get(BoardMeeting, meeting_id)
    if found is not None:
        if found.institution_id != institution_id:
            raise NotFound(NO_MEETING)
        return False
    place = read_line(plan.place, field="place", longest=200) if plan.place.strip() else ""
    session.add(
        BoardMeeting(
            id=meeting_id,
            institution_id=institution_id,
            held_on=plan.held_on,
            place=place,
            modules=write_modules(plan.modules),
            opened_by_id=account_id,
            opened_at=now,
        )
    )
    session.flush()
    return True


def lock_meeting(session: Session, *, institution_id: int, meeting_id: str) -> KnownMeeting:
    """Return a meeting and hold it until this transaction ends: nobody attests while it is being closed."""
    ledger.lock(session, institution_id=institution_id)
    query = (
        select(BoardMeeting)
        .where(BoardMeeting.id == meeting_id, BoardMeeting.institution_id == institution_id)
        .with_for_update()
    )
    found = session.execute(query).scalars().one_or_none()
    if found is None:
        raise NotFound(NO_MEETING)
    return KnownMeeting(
        id=found.id,
        held_on=found.held_on,
        modules=read_modules(found.modules),
        is_closed=found.closed_at is not None,
    )


def lock_open(session: Session, *, institution_id: int, meeting_id: str) -> KnownMeeting:
    """Return a meeting that is still open, held; `Conflict` when it is closed."""
    meeting = lock_meeting(session, institution_id=institution_id, meeting_id=meeting_id)
    if meeting.is_closed:
        raise Conflict(IS_CLOSED)
    return meeting


def note_presence(session: Session, *, meeting: KnownMeeting, member_ids: Collection[int], is_present: bool) -> None:
    """Note that directors are there, or not; who is not there has attested nothing."""
    for member_id in sorted(member_ids):
        values = {"meeting_id": meeting.id, "member_id": member_id, "is_present": is_present, "attested_at": None}
        change = ("is_present",) if is_present else ("is_present", "attested_at")
        insert_or_update(session, BoardPresence, values, key=("meeting_id", "member_id"), change=change)


def note_attestation(session: Session, *, meeting: KnownMeeting, member_id: int, at: datetime | None) -> None:
    """Note that a director who is there attested at that moment, or, with None, that it was a slip of the finger.

    The first press stands.
    """
    query = select(BoardPresence).where(BoardPresence.meeting_id == meeting.id, BoardPresence.member_id == member_id)
    found = session.execute(query.execution_options(populate_existing=True)).scalars().one_or_none()
    if found is None or not found.is_present:
        raise Conflict("She is not marked as present. Mark her in the roll-call first.")
    if at is None or found.attested_at is None:
        found.attested_at = at
        session.flush()


def drop_meeting(session: Session, *, meeting: KnownMeeting) -> None:
    """Take away a meeting that was opened by mistake; nothing of it has counted."""
    session.execute(delete(BoardMeeting).where(BoardMeeting.id == meeting.id))


def close_meeting(
    session: Session, *, institution_id: int, meeting: KnownMeeting, directors: Sequence[int], now: datetime
) -> tuple[Heard, ...]:
    """Close an open meeting with the roll of its `directors`, tell the ledger, and return who attested."""
    query = select(BoardPresence).where(BoardPresence.meeting_id == meeting.id)
    noted = {row.member_id: row for row in session.execute(query.execution_options(populate_existing=True)).scalars()}
    for member_id in noted.keys() - set(directors):
        session.delete(noted.pop(member_id))
    for member_id in directors:
        if member_id not in noted:
            noted[member_id] = BoardPresence(meeting_id=meeting.id, member_id=member_id, is_present=False)
            session.add(noted[member_id])
    heard = tuple(
        Heard(member_id, at)
        for member_id in directors
        if noted[member_id].is_present and (at := noted[member_id].attested_at) is not None
    )
    if not heard:
        raise Conflict("Nobody has attested yet, so there is nothing to close. Let each director present attest first.")
    found = session.get_one(BoardMeeting, meeting.id)
    found.closed_at = now
    session.flush()
    keys = list_keys(session, directors)
    roll: list[Json] = [
        [keys[member_id], noted[member_id].is_present, noted[member_id].attested_at is not None]
        for member_id in sorted(directors, key=lambda one: keys[one])
    ]
    body: dict[str, Json] = {
        "meeting": meeting.id,
        "held_on": write_day(meeting.held_on),
        "modules": [module.module_id for module in meeting.modules],
        "roll": roll,
    }
    entry = ledger.Record(Kind.BOARD_MEETING, body)
    ledger.append(session, institution_id=institution_id, records=[entry], now=now)
    return heard
