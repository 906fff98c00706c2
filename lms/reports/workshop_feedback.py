"""What comes back to the authors of a proposal once the feedback is out. No field of it can hold a reviewer's name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.cases import Case
from courses.claims import check_claims
from courses.completeness import Completeness, assess
from courses.proposals import Proposal
from courses.traces import TraceWarning, trace
from courses.workshop import Workshop
from lms.reports.workshop_claims import stance_of
from lms.reports.workshop_reading import Reading, read_proposal
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.comments import Onlooker, Thread, Voice, list_threads
from lms.workshops.models import Review
from lms.workshops.reviews import GivenReview, ReviewKind, list_reviews_of_workshop
from lms.workshops.scoring import CriterionScore, Scores, score

STRONG = 3
BEST = 4
NEXT_THINGS = 3


@dataclass(frozen=True, slots=True)
class FactCheck:
    """A sentence about a passage that the case contradicts, in the part of that key."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class OwnJudgement:
    """A review she wrote, held against what that proposal came to.

    `near`: on so many of `compared` criteria she was at most half a point off; `lean` is by how many points she was
    more generous in all, below zero stricter.
    """

    compared: int
    near: int
    lean: Fraction


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything that comes back. `reviews` are those submitted and not set aside, by letters."""

    reading: Reading
    scores: Scores
    reviews: tuple[GivenReview, ...]
    threads: tuple[Thread, ...]
    completeness: Completeness
    hanging: tuple[TraceWarning, ...]
    contradictions: tuple[FactCheck, ...]
    judgements: tuple[OwnJudgement, ...]

    @property
    def strong(self) -> tuple[CriterionScore, ...]:
        """The criteria of three points and more, best first."""
        known = [one for one in self.scores.criteria if one.final is not None and one.final >= STRONG]
        return tuple(sorted(known, key=lambda one: -(one.final or 0)))

    @property
    def weakest(self) -> tuple[CriterionScore, ...]:
        """The three criteria with the most to win, weakest first."""
        known = [one for one in self.scores.criteria if one.final is not None and one.final < BEST]
        return tuple(sorted(known, key=lambda one: one.final or 0)[:NEXT_THINGS])


def read_feedback(session: Session, *, seat: WorkshopSeat, case: Case, workshop: Workshop) -> Feedback | None:
    """Return what came back to the proposal of that seat; None before it is out, and for who writes none."""
    if seat.released_at is None or seat.proposal_id is None:
        return None
    reading = read_proposal(session, seat.proposal_id, case=case, workshop=workshop, workshop_id=seat.workshop_id)
    criteria = tuple(one.id for one in workshop.rubric.criteria)
    of_all = list_reviews_of_workshop(session, workshop_id=seat.workshop_id)
    given = of_all.get(seat.proposal_id, ())
    # A trainer who writes a proposal too gets here what any author gets.
    onlooker = Onlooker(seat.workshop_id, seat.seat_id, False, seat.proposal_id, True)
    threads = list_threads(session, onlooker=onlooker, proposal_id=seat.proposal_id)
    return Feedback(
        reading=reading,
        scores=score(given, criteria),
        reviews=tuple(one for one in given if one.kind is ReviewKind.PEER and _is_shown(one)),
        threads=tuple(one for one in threads if one.voice is not Voice.TEAM),
        completeness=assess(reading.proposal, workshop),
        hanging=trace(reading.proposal, case, workshop).warnings if not reading.is_empty else (),
        contradictions=find_contradictions(reading, case),
        judgements=_judgements(session, seat.seat_id, of_all, criteria),
    )


def judge(own: GivenReview, scores: Scores) -> OwnJudgement:
    """Return how a review lies to what the proposal came to."""
    apart = [
        Fraction(own.levels[one.criterion]) - one.final
        for one in scores.criteria
        if one.final is not None and one.criterion in own.levels
    ]
    near = sum(abs(one) <= Fraction(1, 2) for one in apart)
    return OwnJudgement(len(apart), near, sum(apart, Fraction(0)))


def _is_shown(review: GivenReview) -> bool:
    return review.submitted_at is not None and not review.is_set_aside


def find_contradictions(reading: Reading, case: Case) -> tuple[FactCheck, ...]:
    """Return what a proposal says against the case, part by part."""
    return tuple(
        FactCheck(key, claim.sentence)
        for key, text in _texts(reading.proposal)
        for claim in check_claims(text, case, stance=stance_of(key))
        if not claim.is_reported
    )


def _texts(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """Yield every text that is held against the case while it is written."""
    yield from ((f"section:{name}", text) for name, text in proposal.sections.items())
    yield from ((f"finding:{one.id}", one.text) for one in proposal.findings)
    for answer in proposal.recommendations:
        yield from ((f"recommendation:{answer.id}", text) for text in (answer.title, answer.text))
    for risk in proposal.risks:
        yield from ((f"risk:{risk.id}", text) for text in (risk.text, risk.answer))


def _judgements(
    session: Session, seat_id: int, of_all: Mapping[str, Sequence[GivenReview]], criteria: Sequence[str]
) -> tuple[OwnJudgement, ...]:
    query = select(Review.id).where(
        Review.seat_id == seat_id, Review.kind == ReviewKind.PEER, Review.submitted_at.is_not(None)
    )
    own = frozenset(session.execute(query.order_by(Review.assigned_at, Review.id)).scalars())
    return tuple(
        judge(review, score(reviews, criteria))
        for reviews in of_all.values()
        for review in reviews
        if review.id in own and not review.is_set_aside
    )
