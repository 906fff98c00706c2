"""The resolution by which a board endorses the principles: recorded with its file, withdrawn, replaced; never lost."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.boards.models import BoardMeeting, Endorsement, StoredFile
from lms.db.upsert import insert_once
from lms.errors import Conflict, Invalid, NotFound
from lms.ledger import service as ledger
from lms.ledger.canonical import write_day
from lms.ledger.kinds import Kind
from lms.lines import read_line

NO_RESOLUTION = "There is no such resolution in this institution."
NO_MEETING = "There is no such meeting in this institution. Choose one from the list, or none."
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A checked file, byte for byte as it is kept."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution as it is recorded; `meeting_id` None when it was passed in no meeting that is kept here."""

    number: str
    resolved_on: date
    meeting_id: str | None


def record(
    session: Session,
    *,
    institution_id: int,
    endorsement_id: str,
    resolution: Resolution,
    file: SignedFile,
    account_id: int | None,
    today: date,
    now: datetime,
    replaces: str = "",
) -> str:
    """Record a resolution with its file and return its id; `replaces` is one that is withdrawn by it.

    Pressed twice, it is one: the same number of the same day is refused, unless the file is the same too.
    """
    ledger.lock(session, institution_id=institution_id)
    number = read_line(resolution.number, field="number", longest=60)
    _check(session, institution_id, resolution, today)
    digest = sha256(file.content).hexdigest()
    if replaces:
        withdraw(session, institution_id=institution_id, endorsement_id=replaces, today=today, now=now)
    stands = _standing(session, institution_id, number, resolution.resolved_on)
    if stands is not None and stands.file_sha256 == digest:
        return stands.id
    if stands is not None:
        raise Invalid(
            {"number": f"Resolution {number} of that day is recorded already. Replace it, or correct this one."}
        )
    _store(session, institution_id, digest, file, now)
    session.add(
        Endorsement(
            id=endorsement_id,
            institution_id=institution_id,
            meeting_id=resolution.meeting_id,
            number=number,
            resolved_on=resolution.resolved_on,
            file_sha256=digest,
            file_name=file.name[-200:],
            recorded_by_id=account_id,
            recorded_at=now,
        )
    )
    session.flush()
    body = {
        "id": endorsement_id,
        "number": number,
        "resolved_on": write_day(resolution.resolved_on),
        "meeting": resolution.meeting_id,
        "file_sha256": digest,
        "media_type": file.media_type,
        "size": len(file.content),
    }
    ledger.append(session, institution_id=institution_id, records=[ledger.Record(Kind.ENDORSEMENT, body)], now=now)
    return endorsement_id


def withdraw(session: Session, *, institution_id: int, endorsement_id: str, today: date, now: datetime) -> bool:
    """Let a resolution count no longer from today on; its file and its entry stay. Return whether it stood."""
    ledger.lock(session, institution_id=institution_id)
    query = select(Endorsement).where(Endorsement.id == endorsement_id, Endorsement.institution_id == institution_id)
    found = session.execute(query.with_for_update()).scalars().one_or_none()
    if found is None:
        raise NotFound(NO_RESOLUTION)
    if found.withdrawn_at is not None:
        return False
    found.withdrawn_at, found.withdrawn_on = now, today
    session.flush()
    body = {"id": endorsement_id, "on": write_day(today)}
    entry = ledger.Record(Kind.ENDORSEMENT_WITHDRAWN, body)
    ledger.append(session, institution_id=institution_id, records=[entry], now=now)
    return True


def _check(session: Session, institution_id: int, resolution: Resolution, today: date) -> None:
    if not EARLIEST <= resolution.resolved_on <= today:
        raise Invalid({"resolved_on": "Give the day on which the board resolved it, not one that is still to come."})
    if resolution.meeting_id is None:
        return
    query = select(BoardMeeting.closed_at).where(
        BoardMeeting.id == resolution.meeting_id, BoardMeeting.institution_id == institution_id
    )
    row = session.execute(query).first()
    if row is None:
        raise Invalid({"meeting": NO_MEETING})
    if row.closed_at is None:
        raise Conflict("That meeting is still open. Close it first, then record its resolution.")


def _standing(session: Session, institution_id: int, number: str, resolved_on: date) -> Endorsement | None:
    query = select(Endorsement).where(
        Endorsement.institution_id == institution_id,
        Endorsement.number == number,
        Endorsement.resolved_on == resolved_on,
        Endorsement.withdrawn_at.is_(None),
    )
    return session.execute(query).scalars().one_or_none()


def _store(session: Session, institution_id: int, digest: str, file: SignedFile, now: datetime) -> None:
    """Keep a file once: the same bytes again are the same row."""
    values = {
        "institution_id": institution_id,
        "sha256": digest,
        "media_type": file.media_type,
        "size": len(file.content),
        "content": file.content,
        "stored_at": now,
    }
    insert_once(session, StoredFile, values)
