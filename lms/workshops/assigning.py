"""Giving out reviews: when they begin, and again for proposals that came late and reviewers who left."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid
from lms.permissions import SeatRole
from lms.workshops.allocation import Allocation, Pair, Reader, Standing, allocate
from lms.workshops.models import PartEdit, Proposal, Review, Seat, Workshop
from lms.workshops.reviews import ReviewKind, add_review
from lms.workshops.seats import open_reviews
from lms.workshops.written import list_written

MOST_EACH = 9
USUAL_EACH = 2
NOT_OPEN = "The reviews have not begun. Open them first."
CLOSED = "The workshop is closed. Open it again before you give out reviews."
OUT = "The feedback is out, so no more reviews are given out."


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was given out: `made` reviews of `proposals`; `short` proposals have fewer than asked for."""

    made: int
    proposals: int
    readers: int
    short: int


def begin_reviews(session: Session, *, workshop_id: str, each: int, seed: int, now: datetime) -> Assigned:
    """Open the reviews and give them out; begun already, only what is missing is given out.

    `each` is how many reviews a proposal gets at least. Proposals without a word get none.
    """
    _check_each(each)
    open_reviews(session, workshop_id=workshop_id, now=now)
    return top_up(session, workshop_id=workshop_id, each=each, seed=seed, now=now)


def top_up(session: Session, *, workshop_id: str, each: int, seed: int, now: datetime) -> Assigned:
    """Give out what is missing: for what was written late, for reviewers who left, for reviews set aside.

    What somebody was given she keeps. `Conflict` before the reviews were opened, once the feedback is out, and in a
    closed workshop.
    """
    _check_each(each)
    query = select(Workshop).where(Workshop.id == workshop_id).with_for_update()
    workshop = session.execute(query).scalars().one()
    if workshop.reviews_open_at is None:
        raise Conflict(NOT_OPEN)
    if workshop.closed_at is not None:
        raise Conflict(CLOSED)
    if workshop.released_at is not None:
        raise Conflict(OUT)
    seats = _readers(session, workshop_id)
    proposals = list_reviewable(session, workshop_id=workshop_id)
    found = _allocation(session, workshop_id, seats, proposals, each=each, seed=seed)
    for seat_id, proposal_id in found.pairs:
        add_review(session, seat=seats[seat_id], proposal_id=proposal_id, kind=ReviewKind.PEER, now=now)
    return Assigned(len(found.pairs), len(proposals), len(seats), len(found.short))


def list_reviewable(session: Session, *, workshop_id: str) -> tuple[str, ...]:
    """Return the proposals that can be reviewed: with something written in them, of people who are still there.

    Handed in without a word there is nothing to read. What somebody wrote alone before she joined a team is not
    among them.
    """
    here = exists().where(
        Seat.left_at.is_(None),
        ((Seat.id == Proposal.seat_id) & Seat.team_id.is_(None))
        | (Proposal.team_id.is_not(None) & (Seat.team_id == Proposal.team_id)),
    )
    return tuple(sorted(list_written(session, here, workshop_id=workshop_id)))


def _allocation(
    session: Session, workshop_id: str, seats: dict[int, Seat], proposals: tuple[str, ...], *, each: int, seed: int
) -> Allocation:
    own = _own(session, workshop_id, seats)
    readers = [Reader(seat_id, frozenset(own.get(seat_id, ()))) for seat_id in seats]
    return allocate(proposals, readers, each=each, seed=seed, before=_standing(session, workshop_id, set(seats)))


def _readers(session: Session, workshop_id: str) -> dict[int, Seat]:
    query = select(Seat).where(Seat.workshop_id == workshop_id, Seat.role == SeatRole.TRAINEE, Seat.left_at.is_(None))
    return {seat.id: seat for seat in session.execute(query).scalars()}


def _own(session: Session, workshop_id: str, seats: dict[int, Seat]) -> dict[int, set[str]]:
    """Return what each may not review: hers, her team's, and what she wrote in before she changed teams."""
    proposals = select(Proposal.id, Proposal.team_id, Proposal.seat_id).where(Proposal.workshop_id == workshop_id)
    found: dict[int, set[str]] = {}
    for proposal_id, team_id, owner_id in session.execute(proposals):
        for seat in seats.values():
            if owner_id == seat.id or (team_id is not None and team_id == seat.team_id):
                found.setdefault(seat.id, set()).add(proposal_id)
    wrote = (
        select(PartEdit.seat_id, PartEdit.proposal_id)
        .join(Proposal, Proposal.id == PartEdit.proposal_id)
        .where(Proposal.workshop_id == workshop_id)
        .distinct()
    )
    for seat_id, proposal_id in session.execute(wrote):
        found.setdefault(seat_id, set()).add(proposal_id)
    return found


def _standing(session: Session, workshop_id: str, here: set[int]) -> Standing:
    query = select(Review.seat_id, Review.proposal_id, Review.submitted_at, Review.is_set_aside).where(
        Review.workshop_id == workshop_id, Review.kind == ReviewKind.PEER
    )
    counted: set[Pair] = set()
    spent: set[Pair] = set()
    for seat_id, proposal_id, submitted_at, is_set_aside in session.execute(query):
        will_come = submitted_at is not None or seat_id in here
        (counted if will_come and not is_set_aside else spent).add((seat_id, proposal_id or ""))
    return Standing(frozenset(counted), frozenset(spent))


def _check_each(each: int) -> None:
    if not 1 <= each <= MOST_EACH:
        raise Invalid({"each": f"Give the reviews of a proposal as a whole number from 1 to {MOST_EACH}."})
