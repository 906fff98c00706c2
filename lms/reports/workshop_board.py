"""What a trainer sees of everybody at once: who is in, what is written, reviews done. One query a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.permissions import SeatRole
from lms.reports.workshop_people import TakingPart, list_people
from lms.workshops.models import Nudge, Part, Proposal, Review, Seat

PEER = "peer"


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A part of a proposal as it stands; parts taken out are not among them."""

    key: str
    content: str
    version: int
    place: int
    saved_at: datetime
    saved_by_id: int


@dataclass(frozen=True, slots=True)
class ReviewCount:
    """How many peer reviews somebody was given, and how many of them are in."""

    assigned: int = 0
    submitted: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """The people who write, trainers who take part too among them; what each proposal holds, by its id."""

    people: tuple[TakingPart, ...]
    parts: Mapping[str, tuple[WrittenPart, ...]]
    reviews: Mapping[int, ReviewCount]
    unread: Mapping[int, int]


def read_board(session: Session, *, workshop_id: str) -> Board:
    """Return the board of a workshop."""
    people = list_people(session, workshop_id=workshop_id)
    return Board(
        people=tuple(one for one in people if one.role is SeatRole.TRAINEE or one.proposal_id is not None),
        parts=_parts(session, workshop_id),
        reviews=_reviews(session, workshop_id),
        unread=_unread(session, workshop_id),
    )


def _parts(session: Session, workshop_id: str) -> Mapping[str, tuple[WrittenPart, ...]]:
    query = (
        select(Part.proposal_id, Part.key, Part.content, Part.version, Part.place, Part.saved_at, Part.saved_by_id)
        .join(Proposal, Proposal.id == Part.proposal_id)
        .where(Proposal.workshop_id == workshop_id, Part.is_out.is_(False), Part.content != "")
        .order_by(Part.place, Part.key)
    )
    found: dict[str, list[WrittenPart]] = {}
    for proposal_id, key, content, version, place, saved_at, saved_by_id in session.execute(query):
        part = WrittenPart(key, content, version, place, saved_at, saved_by_id)
        found.setdefault(proposal_id, []).append(part)
    return {proposal_id: tuple(parts) for proposal_id, parts in found.items()}


def _reviews(session: Session, workshop_id: str) -> Mapping[int, ReviewCount]:
    query = (
        select(Review.seat_id, func.count(Review.id), func.count(Review.submitted_at))
        .where(Review.workshop_id == workshop_id, Review.kind == PEER, Review.is_set_aside.is_(False))
        .group_by(Review.seat_id)
    )
    return {seat_id: ReviewCount(assigned, submitted) for seat_id, assigned, submitted in session.execute(query)}


def _unread(session: Session, workshop_id: str) -> Mapping[int, int]:
    query = (
        select(Nudge.seat_id, func.count(Nudge.id))
        .join(Seat, Seat.id == Nudge.seat_id)
        .where(Seat.workshop_id == workshop_id, Nudge.read_at.is_(None))
        .group_by(Nudge.seat_id)
    )
    return dict(session.execute(query).all())
