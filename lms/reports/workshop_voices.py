"""Who speaks in the remarks on a proposal, as she who looks may know it: trainers who do not write learn reviewers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.comments import Onlooker, Remark, Thread, Voice
from lms.workshops.models import Review, Seat
from lms.workshops.reviews import list_reviews


@dataclass(frozen=True, slots=True)
class Voices:
    """The names of seats she may know, and the letters of reviews."""

    names: Mapping[int, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who writes a review."""

    seat_id: int
    name: str


def read_voices(session: Session, *, onlooker: Onlooker, threads: Iterable[Thread], proposal_id: str) -> Voices:
    """Return who speaks in threads she may see.

    A trainer knows everybody by name, but reviewers where she writes a proposal herself; authors know each other, and
    all others know nobody.
    """
    found = tuple(threads)
    spoken = [(thread, remark) for thread in found for remark in (thread.remark, *thread.answers)]
    seat_ids = {remark.seat_id for thread, remark in spoken if _may_know(thread, remark, onlooker)}
    names = list_names(session, seat_ids=seat_ids) if seat_ids else {}
    has_reviews = any(thread.voice is Voice.REVIEW for thread in found)
    letters = {one.id: one.letter for one in list_reviews(session, proposal_id=proposal_id)} if has_reviews else {}
    return Voices(names, letters)


def list_names(session: Session, *, seat_ids: Iterable[int]) -> dict[int, str]:
    """Return the names behind seats, of those who left too."""
    query = select(Seat.id, Account.name).join(Account, Account.id == Seat.account_id).where(Seat.id.in_(seat_ids))
    return dict(session.execute(query).all())


def list_reviewers(session: Session, *, seat: WorkshopSeat, proposal_id: str) -> dict[str, Reviewer]:
    """Return who writes each review of a proposal, by the review's id, as far as that trainer may know it."""
    query = (
        select(Review.id, Seat.id, Account.name)
        .join(Seat, Seat.id == Review.seat_id)
        .join(Account, Account.id == Seat.account_id)
        .where(Review.workshop_id == seat.workshop_id, Review.proposal_id == proposal_id)
    )
    if not seat.knows_reviewers:
        query = query.where(Seat.id == seat.seat_id)
    return {review_id: Reviewer(seat_id, name) for review_id, seat_id, name in session.execute(query)}


def _may_know(thread: Thread, remark: Remark, onlooker: Onlooker) -> bool:
    if onlooker.is_trainer and (onlooker.knows_reviewers or thread.voice is not Voice.REVIEW or remark.is_author):
        return True
    is_hers = thread.remark.proposal_id == onlooker.proposal_id
    return is_hers and (remark.is_author or thread.voice is Voice.TEAM)
