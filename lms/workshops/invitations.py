"""Whom trainers invited to a workshop by letter: written down with each letter, taken off the list, forgotten."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.workshops.models import Seat, Workshop, WorkshopInvitation

NOBODY = "Nobody with this number is on the list. Look at the list again: she may have been taken off it."


@dataclass(frozen=True, slots=True)
class KnownInvitation:
    """Somebody on the list; `sent_on` is the day of the last letter where the workshop is held."""

    id: int
    email: str
    name: str
    language: str
    sent_on: date


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that goes out: to whom, and who asked for it."""

    email: str
    name: str
    language: str
    asked_by_id: int


def note_letter(session: Session, *, workshop_id: str, letter: Letter, now: datetime) -> None:
    """Write down that a letter goes out; the newest name and language count."""
    row = _find(session, workshop_id, letter.email)
    if row is None:
        row = WorkshopInvitation(workshop_id=workshop_id, email=letter.email, first_sent_at=now, letters=0)
        session.add(row)
    row.name, row.language, row.asked_by_id = letter.name, letter.language, letter.asked_by_id
    row.sent_at = now
    row.letters += 1
    session.flush()


def list_known(session: Session, *, workshop_id: str) -> dict[str, KnownInvitation]:
    """Return who is on the list by address, and hold the list: whoever else would write to somebody waits."""
    zone = _locked_zone(session, workshop_id)
    query = select(WorkshopInvitation).where(WorkshopInvitation.workshop_id == workshop_id)
    return {row.email: _known(row, zone) for row in session.execute(query).scalars()}


def get_invitation(session: Session, *, workshop_id: str, invitation_id: int) -> KnownInvitation:
    """Return somebody on the list, and hold the list."""
    zone = _locked_zone(session, workshop_id)
    row = session.get(WorkshopInvitation, invitation_id)
    if row is None or row.workshop_id != workshop_id:
        raise NotFound(NOBODY)
    return _known(row, zone)


def take_off(session: Session, *, workshop_id: str, invitation_id: int) -> KnownInvitation:
    """Take somebody off the list and return who it was; nothing is kept of her there."""
    found = get_invitation(session, workshop_id=workshop_id, invitation_id=invitation_id)
    session.execute(delete(WorkshopInvitation).where(WorkshopInvitation.id == invitation_id))
    return found


def forget_invited(session: Session, *, address: str) -> int:
    """Take an address off the lists of all workshops, and return off how many."""
    hers = WorkshopInvitation.email == address
    many = session.execute(select(func.count()).select_from(WorkshopInvitation).where(hers)).scalar_one()
    session.execute(delete(WorkshopInvitation).where(hers))
    return many


def sits_here(session: Session, *, workshop_id: str, account_id: int) -> bool:
    """Return whether an account has a seat and has not left."""
    query = select(Seat.id).where(
        Seat.workshop_id == workshop_id, Seat.account_id == account_id, Seat.left_at.is_(None)
    )
    return session.execute(query).scalar_one_or_none() is not None


def _find(session: Session, workshop_id: str, email: str) -> WorkshopInvitation | None:
    query = select(WorkshopInvitation).where(
        WorkshopInvitation.workshop_id == workshop_id, WorkshopInvitation.email == email
    )
    return session.execute(query).scalars().one_or_none()


def _locked_zone(session: Session, workshop_id: str) -> ZoneInfo:
    query = select(Workshop.zone).where(Workshop.id == workshop_id).with_for_update()
    zone = session.execute(query).scalar_one_or_none()
    if zone is None:
        raise NotFound("There is no such workshop.")
    return ZoneInfo(zone)


def _known(row: WorkshopInvitation, zone: ZoneInfo) -> KnownInvitation:
    return KnownInvitation(row.id, row.email, row.name, row.language, row.sent_at.astimezone(zone).date())
