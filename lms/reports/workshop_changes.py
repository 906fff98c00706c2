"""What has changed in a proposal since somebody last looked: newer parts, and who else is writing where."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.reports.workshop_board import WrittenPart
from lms.workshops.models import Part, PartLock, Proposal, Seat

# An edit carries the moment its request began, and others may have looked before it was committed.
OVERLAP = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class LiveLock:
    """Somebody else who is writing in a part, and until when that is known."""

    key: str
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class NewerPart:
    """A part as it stands now, and who saved it."""

    key: str
    content: str
    version: int
    is_out: bool
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new; `is_shared`: several people may write here."""

    parts: tuple[NewerPart, ...]
    locks: tuple[LiveLock, ...]
    handed_in_at: datetime | None
    is_shared: bool


def read_changes(session: Session, *, proposal_id: str, seat_id: int, since: datetime, now: datetime) -> Changes:
    """Return what was saved since a moment; some of it may have been told before, its version says so."""
    whole = select(Proposal.handed_in_at, Proposal.team_id).where(Proposal.id == proposal_id)
    handed_in_at, team_id = session.execute(whole).one()
    query = (
        select(Part.key, Part.content, Part.version, Part.is_out, Part.saved_at, Account.name)
        .join(Seat, Seat.id == Part.saved_by_id)
        .join(Account, Account.id == Seat.account_id)
        .where(Part.proposal_id == proposal_id, Part.saved_at > since - OVERLAP)
        .order_by(Part.place, Part.key)
    )
    return Changes(
        parts=tuple(NewerPart(*row) for row in session.execute(query)),
        locks=list_live_locks(session, proposal_id=proposal_id, seat_id=seat_id, now=now),
        handed_in_at=handed_in_at,
        is_shared=team_id is not None,
    )


def list_live_locks(session: Session, *, proposal_id: str, seat_id: int, now: datetime) -> tuple[LiveLock, ...]:
    """Return who else is writing where right now; one's own seat is left out."""
    query = (
        select(PartLock.key, Account.name, PartLock.until)
        .join(Seat, Seat.id == PartLock.seat_id)
        .join(Account, Account.id == Seat.account_id)
        .where(PartLock.proposal_id == proposal_id, PartLock.until > now, PartLock.seat_id != seat_id)
        .order_by(PartLock.key)
    )
    return tuple(LiveLock(*row) for row in session.execute(query))


def list_written(session: Session, *, proposal_id: str) -> tuple[WrittenPart, ...]:
    """Return the parts that hold something, in their order."""
    query = (
        select(Part.key, Part.content, Part.version, Part.place, Part.saved_at, Part.saved_by_id)
        .where(Part.proposal_id == proposal_id, Part.is_out.is_(False), Part.content != "")
        .order_by(Part.place, Part.key)
    )
    return tuple(WrittenPart(*row) for row in session.execute(query))
