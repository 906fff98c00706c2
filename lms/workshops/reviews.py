"""Reviews by the rubric: written as a draft, submitted, changed until the feedback is out.

What is returned for readers (`GivenReview`) has no field that could say who wrote it; `HeldReview` is for its writer
and for trainers.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from lms.errors import Conflict, NotFound
from lms.workshops.models import Proposal, Review, ReviewScore, Seat, Workshop
from lms.workshops.review_drafts import ReviewDraft, keep_draft

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NO_REVIEW = "There is no such review, or it is not yours."
RELEASED = "The feedback is out: reviews stay as they are now."
OWN_PROPOSAL = "You write this proposal yourself: another trainer judges it."
CALIBRATED = "You have scored the example and seen the reference: your scores stay as they were."


class ReviewKind(StrEnum):
    """Of the example, by a peer, or by a trainer."""

    CALIBRATION = "calibration"
    PEER = "peer"
    TRAINER = "trainer"


@dataclass(frozen=True, slots=True)
class GivenScore:
    """The level given for a criterion, None before one is chosen, and why."""

    criterion: str
    level: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class GivenReview:
    """A review as its reader may have it: `letter` parts it from the other reviews of the same proposal.

    `is_given_up`: its writer left before it was in.
    """

    id: str
    kind: ReviewKind
    proposal_id: str | None
    letter: str
    summary: str
    scores: tuple[GivenScore, ...]
    submitted_at: datetime | None
    flagged_at: datetime | None
    flag_reason: str
    flag_settled_at: datetime | None
    is_set_aside: bool
    is_given_up: bool = False
    version: int = 0

    @property
    def counts(self) -> bool:
        """Whether it is in, and no flag stands on it that the trainer has not looked at."""
        is_open_flag = self.flagged_at is not None and self.flag_settled_at is None
        return self.submitted_at is not None and not self.is_set_aside and not is_open_flag

    @property
    def levels(self) -> dict[str, int]:
        """The levels that were given, by criterion."""
        return {score.criterion: score.level for score in self.scores if score.level is not None}


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A review with who writes it: for herself and for trainers, never for who reads it."""

    workshop_id: str
    seat_id: int
    given: GivenReview


# A review, and whether who writes it has left the workshop; in an order that says nothing of who writes what.
_Held = Row[Review, bool]
_REVIEWS = select(Review, Seat.left_at.is_not(None)).join(Seat, Seat.id == Review.seat_id).order_by(Review.id)


def list_reviews(session: Session, *, proposal_id: str) -> tuple[GivenReview, ...]:
    """Return all reviews of a proposal, peers' first, in an order that says nothing about their writers.

    Drafts, flagged ones and those set aside are among them: `counts` tells which to reckon with.
    """
    query = _REVIEWS.where(Review.proposal_id == proposal_id)
    rows = session.execute(query).all()
    return _lettered(rows, _scores(session, select(Review.id).where(Review.id.in_([row.id for row, _away in rows]))))


def list_reviews_of_workshop(session: Session, *, workshop_id: str) -> dict[str, tuple[GivenReview, ...]]:
    """Return the reviews of every proposal by its id, in two queries however many there are."""
    query = _REVIEWS.where(Review.workshop_id == workshop_id, Review.proposal_id.is_not(None))
    rows = session.execute(query).all()
    scores = _scores(session, select(Review.id).where(Review.workshop_id == workshop_id))
    found: dict[str, list[_Held]] = {}
    for held in rows:
        found.setdefault(held[0].proposal_id or "", []).append(held)
    return {proposal_id: _lettered(reviews, scores) for proposal_id, reviews in found.items()}


def get_review(session: Session, *, workshop_id: str, review_id: str) -> HeldReview:
    """Return a review with its writer; `NotFound` outside its workshop."""
    row = session.get(Review, review_id)
    if row is None or row.workshop_id != workshop_id:
        raise NotFound(NO_REVIEW)
    if row.proposal_id is None:
        given = _given(row, "", _scores(session, select(Review.id).where(Review.id == review_id)))
    else:
        given = next(one for one in list_reviews(session, proposal_id=row.proposal_id) if one.id == review_id)
    return HeldReview(row.workshop_id, row.seat_id, given)


def find_calibration(session: Session, *, seat_id: int) -> GivenReview | None:
    """Return how somebody scored the example, or None before she began."""
    query = select(Review).where(Review.seat_id == seat_id, Review.kind == ReviewKind.CALIBRATION)
    row = session.execute(query).scalars().one_or_none()
    if row is None:
        return None
    return _given(row, "", _scores(session, select(Review.id).where(Review.id == row.id)))


def begin_calibration(session: Session, *, seat_id: int, now: datetime) -> str:
    """Return the id of her review of the example; the same one when there is one."""
    seat = _locked_seat(session, seat_id)
    query = select(Review.id).where(Review.seat_id == seat_id, Review.kind == ReviewKind.CALIBRATION)
    known = session.execute(query).scalar_one_or_none()
    return known or add_review(session, seat=seat, proposal_id=None, kind=ReviewKind.CALIBRATION, now=now)


def begin_trainer_review(session: Session, *, proposal_id: str, seat_id: int, now: datetime) -> str:
    """Return the id of a trainer's own review of a proposal of her workshop; the same one when there is one.

    `Conflict` for the one she writes.
    """
    seat = _locked_seat(session, seat_id)
    proposal = session.get(Proposal, proposal_id)
    if proposal is None or proposal.workshop_id != seat.workshop_id:
        raise NotFound("There is no such proposal in this workshop.")
    if proposal.seat_id == seat.id or (proposal.team_id is not None and proposal.team_id == seat.team_id):
        raise Conflict(OWN_PROPOSAL)
    query = select(Review.id).where(
        Review.seat_id == seat_id, Review.proposal_id == proposal_id, Review.kind == ReviewKind.TRAINER
    )
    known = session.execute(query).scalar_one_or_none()
    return known or add_review(session, seat=seat, proposal_id=proposal_id, kind=ReviewKind.TRAINER, now=now)


def add_review(session: Session, *, seat: Seat, proposal_id: str | None, kind: ReviewKind, now: datetime) -> str:
    """Give somebody a review to write, and return its id."""
    review = Review(
        id=str(uuid.uuid4()),
        workshop_id=seat.workshop_id,
        proposal_id=proposal_id,
        seat_id=seat.id,
        kind=kind,
        summary="",
        assigned_at=now,
        submitted_at=None,
        flagged_at=None,
        flag_reason="",
        flag_settled_at=None,
        is_set_aside=False,
        version=0,
        written_on_page="",
    )
    session.add(review)
    session.flush()
    return review.id


def save_review(session: Session, *, review_id: str, seat_id: int, draft: ReviewDraft, criteria: Sequence[str]) -> int:
    """Keep a draft, or change what was submitted, and return its version; `Conflict` once readers may have seen it.

    `NewerDraft` where another page has kept something else since. What was submitted stays whole: `Invalid` when a
    level or a reason is taken out of it.
    """
    review = _writable(session, review_id, seat_id)
    keep_draft(session, review, draft, criteria, is_whole=review.submitted_at is not None)
    return review.version


def submit_review(
    session: Session, *, review_id: str, seat_id: int, draft: ReviewDraft, criteria: Sequence[str], now: datetime
) -> None:
    """Keep what was typed and hand it in; `Invalid` names each criterion that has no level or no reason."""
    review = _writable(session, review_id, seat_id)
    keep_draft(session, review, draft, criteria, is_whole=True)
    review.submitted_at = review.submitted_at or now
    session.flush()


def _writable(session: Session, review_id: str, seat_id: int) -> Review:
    review = session.get(Review, review_id, with_for_update=True, populate_existing=True)
    if review is None or review.seat_id != seat_id:
        raise NotFound(NO_REVIEW)
    if review.kind == ReviewKind.CALIBRATION:
        if review.submitted_at is not None:
            raise Conflict(CALIBRATED)
    elif session.get_one(Workshop, review.workshop_id).released_at is not None:
        raise Conflict(RELEASED)
    return review


def _locked_seat(session: Session, seat_id: int) -> Seat:
    return session.get_one(Seat, seat_id, with_for_update=True)


def _lettered(rows: Sequence[_Held], scores: Mapping[str, tuple[GivenScore, ...]]) -> tuple[GivenReview, ...]:
    # The ids are random: their order is that of nothing else, and it stays.
    ordered = sorted(rows, key=lambda held: (held[0].kind, held[0].id))
    return tuple(_given(row, letter_of(place), scores, is_away=is_away) for place, (row, is_away) in enumerate(ordered))


def letter_of(place: int) -> str:
    """Return A for 0, B for 1, then AA after Z."""
    rounds, rest = divmod(place, len(LETTERS))
    return (LETTERS[rounds - 1] if rounds else "") + LETTERS[rest]


def _scores(session: Session, of: Select[str]) -> dict[str, tuple[GivenScore, ...]]:
    query = (
        select(ReviewScore.review_id, ReviewScore.criterion, ReviewScore.level, ReviewScore.reason)
        .where(ReviewScore.review_id.in_(of))
        .order_by(ReviewScore.review_id, ReviewScore.criterion)
    )
    found: dict[str, tuple[GivenScore, ...]] = {}
    for review_id, criterion, level, reason in session.execute(query):
        found[review_id] = (*found.get(review_id, ()), GivenScore(criterion, level, reason))
    return found


def _given(
    row: Review, letter: str, scores: Mapping[str, tuple[GivenScore, ...]], *, is_away: bool = False
) -> GivenReview:
    return GivenReview(
        id=row.id,
        kind=ReviewKind(row.kind),
        proposal_id=row.proposal_id,
        letter=letter,
        summary=row.summary,
        scores=scores.get(row.id, ()),
        submitted_at=row.submitted_at,
        flagged_at=row.flagged_at,
        flag_reason=row.flag_reason,
        flag_settled_at=row.flag_settled_at,
        is_set_aside=row.is_set_aside,
        is_given_up=is_away and row.submitted_at is None,
        version=row.version,
    )
