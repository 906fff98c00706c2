"""Reviews by the rubric: written as a draft, submitted, changed until the feedback is out.

What is returned for readers (`GivenReview`) has no field that could say who wrote it; `HeldReview` is for its writer
and for trainers.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid, NotFound
from lms.workshops.models import Proposal, Review, ReviewScore, Seat, Workshop

LEVELS = range(1, 5)
LONGEST_REASON = 4_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NO_REVIEW = "There is no such review, or it is not yours."
RELEASED = "The feedback is out: reviews stay as they are now."
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
    """A review as its reader may have it: `letter` parts it from the other reviews of the same proposal."""

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


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What somebody typed into the rubric: a level and a reason for each criterion, and a word on the whole."""

    summary: str = ""
    levels: Mapping[str, int | None] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


def list_reviews(session: Session, *, proposal_id: str) -> tuple[GivenReview, ...]:
    """Return all reviews of a proposal, peers' first, in an order that says nothing about their writers.

    Drafts, flagged ones and those set aside are among them: `counts` tells which to reckon with.
    """
    query = select(Review).where(Review.proposal_id == proposal_id)
    return _with_letters(session, list(session.execute(query).scalars()))


def list_reviews_of_workshop(session: Session, *, workshop_id: str) -> dict[str, tuple[GivenReview, ...]]:
    """Return the reviews of every proposal by its id, in two queries however many there are."""
    query = select(Review).where(Review.workshop_id == workshop_id, Review.proposal_id.is_not(None))
    rows = list(session.execute(query).scalars())
    scores = _scores(session, select(Review.id).where(Review.workshop_id == workshop_id))
    found: dict[str, list[Review]] = {}
    for row in rows:
        found.setdefault(row.proposal_id or "", []).append(row)
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
    """Return the id of a trainer's own review of a proposal of her workshop; the same one when there is one."""
    seat = _locked_seat(session, seat_id)
    proposal = session.get(Proposal, proposal_id)
    if proposal is None or proposal.workshop_id != seat.workshop_id:
        raise NotFound("There is no such proposal in this workshop.")
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
    )
    session.add(review)
    session.flush()
    return review.id


def save_review(session: Session, *, review_id: str, seat_id: int, draft: ReviewDraft, criteria: Sequence[str]) -> None:
    """Keep a draft, or change what was submitted; `Conflict` once readers may have seen it.

    What was submitted stays whole: `Invalid` when a level or a reason is taken out of it.
    """
    review = _writable(session, review_id, seat_id)
    _check(draft, criteria, is_whole=review.submitted_at is not None)
    _write(session, review, draft, criteria)


def submit_review(
    session: Session, *, review_id: str, seat_id: int, draft: ReviewDraft, criteria: Sequence[str], now: datetime
) -> None:
    """Keep what was typed and hand it in; `Invalid` names each criterion that has no level or no reason."""
    review = _writable(session, review_id, seat_id)
    _check(draft, criteria, is_whole=True)
    _write(session, review, draft, criteria)
    review.submitted_at = review.submitted_at or now
    session.flush()


def _check(draft: ReviewDraft, criteria: Sequence[str], *, is_whole: bool) -> None:
    faults: dict[str, str] = {}
    strange = sorted({*draft.levels, *draft.reasons} - set(criteria))
    if strange:
        faults["scores"] = f"The rubric has no criterion {strange[0]!r}; there are: {', '.join(criteria)}."
    for criterion in criteria:
        level, reason = draft.levels.get(criterion), draft.reasons.get(criterion, "").strip()
        if level is not None and level not in LEVELS:
            faults[f"level-{criterion}"] = "Choose one of the four levels."
        elif level is None and is_whole:
            faults[f"level-{criterion}"] = "Choose a level: read the four from the top and take the last that fits."
        if fault := _text_fault(reason):
            faults[f"reason-{criterion}"] = fault
        elif not reason and is_whole:
            faults[f"reason-{criterion}"] = "Say why: name the sentence, figure or gap that made you choose this level."
    if fault := _text_fault(draft.summary):
        faults["summary"] = fault
    elif not draft.summary.strip() and is_whole:
        faults["summary"] = "Write two sentences to the authors: what is strong, and what to do first."
    if faults:
        raise Invalid(faults)


def _text_fault(text: str) -> str:
    """Return what to put right in a text that cannot be kept; empty where nothing is."""
    if "\0" in text:
        return "The text holds a character that no document can hold. Type it again."
    if len(text) > LONGEST_REASON:
        return f"This text has {len(text)} characters. Shorten it to {LONGEST_REASON}."
    return ""


def _write(session: Session, review: Review, draft: ReviewDraft, criteria: Sequence[str]) -> None:
    review.summary = draft.summary.strip()
    kept = {
        row.criterion: row
        for row in session.execute(select(ReviewScore).where(ReviewScore.review_id == review.id)).scalars()
    }
    for criterion in criteria:
        level, reason = draft.levels.get(criterion), draft.reasons.get(criterion, "").strip()
        row = kept.get(criterion)
        if row is None:
            session.add(ReviewScore(review_id=review.id, criterion=criterion, level=level, reason=reason))
        else:
            row.level, row.reason = level, reason
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


def _with_letters(session: Session, rows: list[Review]) -> tuple[GivenReview, ...]:
    return _lettered(rows, _scores(session, select(Review.id).where(Review.id.in_([row.id for row in rows]))))


def _lettered(rows: list[Review], scores: Mapping[str, tuple[GivenScore, ...]]) -> tuple[GivenReview, ...]:
    # The ids are random: their order is that of nothing else, and it stays.
    ordered = sorted(rows, key=lambda row: (row.kind, row.id))
    return tuple(_given(row, letter_of(place), scores) for place, row in enumerate(ordered))


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


def _given(row: Review, letter: str, scores: Mapping[str, tuple[GivenScore, ...]]) -> GivenReview:
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
    )
