"""Reviews as lists: those somebody has to write, without a name in them; all of a workshop, for its trainers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.models import Proposal, Review, ReviewScore, Seat, Team
from lms.workshops.reviews import GivenReview, ReviewKind, letter_of


@dataclass(frozen=True, slots=True)
class OwnReview:
    """A review somebody was given: `letter` is what she calls the proposal."""

    id: str
    proposal_id: str
    letter: str
    is_begun: bool
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review as trainers see it; `points` is the sum of its levels so far.

    `seat_id` and `reviewer` are empty where she may not know who writes it: then the letter stands for him.
    """

    id: str
    kind: ReviewKind
    seat_id: int | None
    reviewer: str
    has_left: bool
    is_begun: bool
    points: int
    submitted_at: datetime | None
    flagged_at: datetime | None
    flag_reason: str
    flag_settled_at: datetime | None
    is_set_aside: bool
    letter: str = ""

    @property
    def is_given_up(self) -> bool:
        """Whether who was to write it left before it was in."""
        return self.has_left and self.submitted_at is None

    @property
    def asks_to_be_looked_at(self) -> bool:
        """Whether a flag stands on it that no trainer has settled."""
        return self.flagged_at is not None and self.flag_settled_at is None


@dataclass(frozen=True, slots=True)
class ReviewedProposal:
    """A proposal with its reviews; `author` is a team's name or a person's."""

    id: str
    author: str
    handed_in_at: datetime | None
    reviews: tuple[ReviewLine, ...]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """How somebody scored the example."""

    review_id: str
    seat_id: int
    name: str
    submitted_at: datetime | None
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReviewBoard:
    """All reviews of a workshop, by name where she who looks may know it: for its trainers alone."""

    proposals: tuple[ReviewedProposal, ...]
    calibrations: tuple[Calibrated, ...]


def may_read(seat: WorkshopSeat, review: GivenReview) -> bool:
    """Return whether a review is for somebody to read: a trainer any but of her own, authors once the feedback is out.

    What was never submitted, or was set aside, is for trainers alone.
    """
    is_for_her = review.proposal_id is not None and review.proposal_id == seat.proposal_id
    is_out = seat.released_at is not None and review.submitted_at is not None and not review.is_set_aside
    return seat.judges(review.proposal_id) or (is_for_her and is_out)


def list_own_reviews(session: Session, *, seat_id: int) -> tuple[OwnReview, ...]:
    """Return what somebody has to review, as A, B and so on: by chance, and what was added later after it."""
    begun = select(ReviewScore.review_id).where(ReviewScore.review_id == Review.id).exists()
    query = (
        select(Review.id, Review.proposal_id, begun, Review.submitted_at)
        .where(Review.seat_id == seat_id, Review.kind == ReviewKind.PEER)
        .order_by(Review.assigned_at, Review.id)
    )
    return tuple(
        OwnReview(review_id, proposal_id or "", letter_of(place), is_begun, submitted_at)
        for place, (review_id, proposal_id, is_begun, submitted_at) in enumerate(session.execute(query))
    )


def read_review_board(session: Session, *, seat: WorkshopSeat) -> ReviewBoard:
    """Return who reviews what, how far it is, what is flagged, and how each scored the example.

    A trainer who writes too learns nothing here of the reviews of her own proposal, and reviewers are letters to her.
    """
    workshop_id = seat.workshop_id
    lines: dict[str, list[ReviewLine]] = {}
    for proposal_id, line in _lines(session, workshop_id):
        if seat.judges(proposal_id):
            lines.setdefault(proposal_id, []).append(line)
    query = (
        select(Proposal.id, func.coalesce(Team.name, Account.name), Proposal.handed_in_at)
        .outerjoin(Team, Team.id == Proposal.team_id)
        .outerjoin(Seat, Seat.id == Proposal.seat_id)
        .outerjoin(Account, Account.id == Seat.account_id)
        .where(Proposal.workshop_id == workshop_id)
        .order_by(Team.id.is_(None), Team.id, Account.name, Proposal.id)
    )
    proposals = tuple(
        ReviewedProposal(proposal_id, author, handed_in_at, _as_known(seat, lines[proposal_id]))
        for proposal_id, author, handed_in_at in session.execute(query)
        if proposal_id in lines
    )
    return ReviewBoard(proposals, _calibrations(session, workshop_id))


def _as_known(seat: WorkshopSeat, lines: Sequence[ReviewLine]) -> tuple[ReviewLine, ...]:
    if seat.knows_reviewers:
        return tuple(lines)
    # In the order and under the letters of `lms.workshops.reviews`: by ids made by chance, which say nothing.
    ordered = enumerate(sorted(lines, key=lambda line: (line.kind, line.id)))
    return tuple(_unnamed(seat, line, letter_of(place)) for place, line in ordered)


def _unnamed(seat: WorkshopSeat, line: ReviewLine, letter: str) -> ReviewLine:
    if line.seat_id == seat.seat_id:
        return line
    return replace(line, seat_id=None, reviewer="", has_left=line.is_given_up, letter=letter)


def _lines(session: Session, workshop_id: str) -> list[tuple[str, ReviewLine]]:
    query = (
        select(
            Review.proposal_id,
            Review.id,
            Review.kind,
            Review.seat_id,
            Account.name,
            Seat.left_at.is_not(None),
            func.count(ReviewScore.criterion) > 0,
            func.coalesce(func.sum(ReviewScore.level), 0),
            Review.submitted_at,
            Review.flagged_at,
            Review.flag_reason,
            Review.flag_settled_at,
            Review.is_set_aside,
        )
        .join(Seat, Seat.id == Review.seat_id)
        .join(Account, Account.id == Seat.account_id)
        .outerjoin(ReviewScore, ReviewScore.review_id == Review.id)
        .where(Review.workshop_id == workshop_id, Review.kind != ReviewKind.CALIBRATION)
        .group_by(Review.id, Account.name, Seat.left_at)
        .order_by(Review.kind, Account.name, Review.id)
    )
    return [_line(row) for row in session.execute(query)]


def _line(row: Row[*tuple[Any, ...]]) -> tuple[str, ReviewLine]:
    proposal_id, review_id, kind, *rest = row
    return proposal_id or "", ReviewLine(review_id, ReviewKind(kind), *rest)


def _calibrations(session: Session, workshop_id: str) -> tuple[Calibrated, ...]:
    query = (
        select(Review.id, Review.seat_id, Account.name, Review.submitted_at, ReviewScore.criterion, ReviewScore.level)
        .join(Seat, Seat.id == Review.seat_id)
        .join(Account, Account.id == Seat.account_id)
        .outerjoin(ReviewScore, ReviewScore.review_id == Review.id)
        .where(Review.workshop_id == workshop_id, Review.kind == ReviewKind.CALIBRATION, Seat.left_at.is_(None))
        .order_by(Account.name, Review.seat_id)
    )
    heads: dict[str, tuple[int, str, datetime | None]] = {}
    levels: dict[str, dict[str, int]] = {}
    for review_id, seat_id, name, submitted_at, criterion, level in session.execute(query):
        heads[review_id] = (seat_id, name, submitted_at)
        levels.setdefault(review_id, {})
        if level is not None:
            levels[review_id][criterion] = level
    return tuple(Calibrated(review_id, *head, levels[review_id]) for review_id, head in heads.items())
