"""Workshops and who takes part: opening one, joining by its code, leaving, and its dates."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.model import Mode
from lms.errors import Conflict, Invalid, NotFound
from lms.lines import read_line
from lms.permissions import SeatRole
from lms.workshops.models import Proposal, Seat, Workshop
from lms.workshops.teams import add_proposal, place_of_newcomer
from webinar_kits.jobs import Json

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
CODE_GONE = "This code does not open a workshop. Check it letter by letter, or ask your trainer for it."
LEFT_BY_HERSELF = "She left by herself. The code lets her in again when she wants."
LAST_TRAINER = "A workshop needs a trainer. Make somebody else one before you leave."


@dataclass(frozen=True, slots=True)
class NewWorkshop:
    """A workshop as it is opened; one of `institution_id` and `network_id` says who holds it."""

    title: str
    case_id: str
    language: str
    mode: Mode
    zone: str
    starts_on: date
    due_at: datetime | None = None
    institution_id: int | None = None
    network_id: int | None = None
    schedule: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownWorkshop:
    """A workshop as its trainer may know it; `code` lets trainees in."""

    id: str
    title: str
    code: str
    zone: str
    due_at: datetime | None
    reviews_open_at: datetime | None
    released_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody writes: her seat, and her own proposal or her team's."""

    seat_id: int
    proposal_id: str


def open_workshop(session: Session, *, new: NewWorkshop, account_id: int, now: datetime) -> KnownWorkshop:
    """Open a workshop, its trainer being who opens it; `Invalid` names what cannot be."""
    if new.zone not in available_timezones():
        raise Invalid({"zone": "There is no such time zone. Write it like Africa/Nairobi."})
    workshop = Workshop(
        id=str(uuid.uuid4()),
        network_id=new.network_id,
        institution_id=new.institution_id,
        title=read_line(new.title, field="title", longest=200),
        case_id=new.case_id,
        language=new.language,
        mode=new.mode,
        code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
        zone=new.zone,
        starts_on=new.starts_on,
        schedule=dict(new.schedule) or None,
        due_at=new.due_at,
        reviews_open_at=None,
        released_at=None,
        closed_at=None,
        created_at=now,
    )
    session.add(workshop)
    session.flush()
    _add_seat(session, workshop.id, account_id, SeatRole.TRAINER, now)
    return _known(workshop)


def join(session: Session, *, code: str, account_id: int, now: datetime) -> str:
    """Take a seat by the code as somebody typed it, and return the id of the workshop.

    She gets a proposal of her own, or, where teams are made already, a place in the smallest one. Who has a seat
    keeps it; who left is back where she was.
    """
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    query = select(Workshop).where(Workshop.code == typed).with_for_update()
    workshop = session.execute(query).scalars().one_or_none()
    if workshop is None:
        raise NotFound(CODE_GONE)
    if workshop.closed_at is not None:
        raise Conflict("This workshop is closed: nobody can join it any more.")
    held = select(Seat).where(Seat.workshop_id == workshop.id, Seat.account_id == account_id)
    seat = session.execute(held).scalars().one_or_none()
    if seat is not None:
        seat.left_at, seat.is_taken_out = None, False
        session.flush()
        return workshop.id
    seat = _add_seat(session, workshop.id, account_id, SeatRole.TRAINEE, now)
    place_of_newcomer(session, workshop_id=workshop.id, seat_id=seat.id, now=now)
    return workshop.id


def leave(session: Session, *, workshop_id: str, seat_id: int, now: datetime) -> None:
    """Give up a seat; what was written stays. The last trainer stays too: `Conflict`."""
    seat = _seat(session, workshop_id, seat_id)
    if seat.role == SeatRole.TRAINER and len(_trainers(session, workshop_id)) == 1:
        raise Conflict(LAST_TRAINER)
    seat.left_at = now
    session.flush()


def take_out(session: Session, *, workshop_id: str, seat_id: int, now: datetime) -> None:
    """Take somebody out of the workshop; who is out already stays as she is. The last trainer stays: `Conflict`."""
    seat = _seat(session, workshop_id, seat_id)
    if seat.left_at is None:
        leave(session, workshop_id=workshop_id, seat_id=seat_id, now=now)
        seat.is_taken_out = True
        session.flush()


def take_back(session: Session, *, workshop_id: str, seat_id: int) -> None:
    """Undo a taking out: she is where she was, her team among it. `Conflict` for who left by herself."""
    seat = _seat(session, workshop_id, seat_id)
    if seat.left_at is not None and not seat.is_taken_out:
        raise Conflict(LEFT_BY_HERSELF)
    seat.left_at, seat.is_taken_out = None, False
    session.flush()


def make_trainer(session: Session, *, workshop_id: str, seat_id: int) -> None:
    """Let a trainee hold the workshop too; she keeps what she writes."""
    _seat(session, workshop_id, seat_id).role = SeatRole.TRAINER
    session.flush()


def take_part(session: Session, *, workshop_id: str, seat_id: int, now: datetime) -> str:
    """Give a seat a proposal of its own, a trainer's too, and return its id; the same one when there is one."""
    seat = _seat(session, workshop_id, seat_id)
    query = select(Proposal.id).where(Proposal.workshop_id == workshop_id, Proposal.seat_id == seat.id)
    known = session.execute(query).scalar_one_or_none()
    if known is not None:
        return known
    return add_proposal(session, workshop_id=workshop_id, seat_id=seat.id, now=now)


def set_due(session: Session, *, workshop_id: str, due_at: datetime | None) -> None:
    """Set until when proposals are asked for; it reminds and never shuts."""
    _locked(session, workshop_id).due_at = due_at
    session.flush()


def open_reviews(session: Session, *, workshop_id: str, now: datetime) -> None:
    """Begin the reviews: teams stay as they are from now on."""
    workshop = _locked(session, workshop_id)
    workshop.reviews_open_at = workshop.reviews_open_at or now
    session.flush()


def release(session: Session, *, workshop_id: str, now: datetime) -> None:
    """Show trainees what came back; `Conflict` before the reviews were opened."""
    workshop = _locked(session, workshop_id)
    if workshop.reviews_open_at is None:
        raise Conflict("There are no reviews yet. Open them first; what comes back is shown afterwards.")
    workshop.released_at = workshop.released_at or now
    session.flush()


def close(session: Session, *, workshop_id: str, now: datetime) -> None:
    """Make a workshop read-only."""
    workshop = _locked(session, workshop_id)
    workshop.closed_at = workshop.closed_at or now
    session.flush()


def reopen(session: Session, *, workshop_id: str) -> None:
    """Let people write in a closed workshop again."""
    _locked(session, workshop_id).closed_at = None
    session.flush()


def get_workshop(session: Session, *, workshop_id: str) -> KnownWorkshop:
    """Return a workshop with its code: for its trainers alone."""
    workshop = session.get(Workshop, workshop_id)
    if workshop is None:
        raise NotFound("There is no such workshop.")
    return _known(workshop)


def get_place(session: Session, *, workshop_id: str, account_id: int) -> Place:
    """Return where an account writes; `NotFound` for who takes no part, or writes nothing."""
    query = select(Seat).where(Seat.workshop_id == workshop_id, Seat.account_id == account_id, Seat.left_at.is_(None))
    seat = session.execute(query).scalars().one_or_none()
    if seat is not None:
        hers = Proposal.team_id == seat.team_id if seat.team_id is not None else Proposal.seat_id == seat.id
        proposal_id = session.execute(select(Proposal.id).where(hers)).scalar_one_or_none()
        if proposal_id is not None:
            return Place(seat.id, proposal_id)
    raise NotFound("This account writes no proposal in the workshop.")


def get_seat_id(session: Session, *, workshop_id: str, account_id: int) -> int:
    """Return the seat of an account, whether it writes or not; `NotFound` for who takes no part."""
    query = select(Seat.id).where(
        Seat.workshop_id == workshop_id, Seat.account_id == account_id, Seat.left_at.is_(None)
    )
    seat_id = session.execute(query).scalar_one_or_none()
    if seat_id is None:
        raise NotFound("This account takes no part in the workshop.")
    return seat_id


def _add_seat(session: Session, workshop_id: str, account_id: int, role: SeatRole, now: datetime) -> Seat:
    seat = Seat(
        workshop_id=workshop_id,
        account_id=account_id,
        role=role,
        team_id=None,
        joined_at=now,
        seen_at=None,
        left_at=None,
    )
    session.add(seat)
    session.flush()
    return seat


def _seat(session: Session, workshop_id: str, seat_id: int) -> Seat:
    seat = session.get(Seat, seat_id)
    if seat is None or seat.workshop_id != workshop_id:
        raise NotFound("Nobody with this number takes part in the workshop.")
    return seat


def _trainers(session: Session, workshop_id: str) -> list[int]:
    query = select(Seat.id).where(
        Seat.workshop_id == workshop_id, Seat.role == SeatRole.TRAINER, Seat.left_at.is_(None)
    )
    return list(session.execute(query).scalars())


def _locked(session: Session, workshop_id: str) -> Workshop:
    query = select(Workshop).where(Workshop.id == workshop_id).with_for_update()
    workshop = session.execute(query).scalars().one_or_none()
    if workshop is None:
        raise NotFound("There is no such workshop.")
    return workshop


def _known(workshop: Workshop) -> KnownWorkshop:
    return KnownWorkshop(
        id=workshop.id,
        title=workshop.title,
        code=workshop.code,
        zone=workshop.zone,
        due_at=workshop.due_at,
        reviews_open_at=workshop.reviews_open_at,
        released_at=workshop.released_at,
        closed_at=workshop.closed_at,
    )
