"""The final level of each criterion, and the trainer's own scores.

The rule: where a trainer gave a level, it is the final one; else it is the median of the reviews that count. A review
counts once it is submitted, unless it was set aside or carries a flag that no trainer has settled. With an even number
of reviews the median may lie half-way between two levels, and it stays there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from statistics import median

from sqlalchemy.orm import Session

from lms.errors import Invalid
from lms.workshops.review_drafts import ReviewDraft
from lms.workshops.reviews import GivenReview, ReviewKind, begin_trainer_review, save_review

WIDE = 2


class Source(StrEnum):
    """Where a final level comes from."""

    TRAINER = "trainer"
    PEERS = "peers"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class PeerLevel:
    """The level that one review gave, and why."""

    review_id: str
    letter: str
    level: int
    reason: str


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """A criterion: what peers whose reviews count gave, what the trainer gave, and what it comes to.

    `final` is None where nobody gave a level.
    """

    criterion: str
    peers: tuple[PeerLevel, ...]
    trainer: int | None
    trainer_reason: str
    final: Fraction | None
    source: Source

    @property
    def spread(self) -> int:
        """How many levels lie between the strictest and the most generous peer."""
        levels = [one.level for one in self.peers]
        return max(levels) - min(levels) if levels else 0

    @property
    def is_wide(self) -> bool:
        """Whether peers are so far apart that the trainer should look."""
        return self.spread >= WIDE


@dataclass(frozen=True, slots=True)
class Scores:
    """All criteria of a proposal in the order of the rubric; `total` is None until each has a final level.

    `asked` are the reviews that can still come or are in: not those of people who left before theirs was.
    """

    criteria: tuple[CriterionScore, ...]
    asked: int
    submitted: int
    open_flags: int
    trainer_summary: str

    @property
    def total(self) -> Fraction | None:
        """The points in all."""
        known = [one.final for one in self.criteria if one.final is not None]
        return sum(known, Fraction(0)) if known and len(known) == len(self.criteria) else None

    @property
    def by_trainer(self) -> int:
        """How many criteria a trainer has scored."""
        return sum(one.trainer is not None for one in self.criteria)


def score(reviews: Sequence[GivenReview], criteria: Sequence[str]) -> Scores:
    """Return what the reviews of one proposal come to; of several trainers' levels the median holds, rounded down."""
    peers = [one for one in reviews if one.kind is ReviewKind.PEER and not one.is_set_aside]
    trainers = [one for one in reviews if one.kind is ReviewKind.TRAINER and not one.is_set_aside]
    return Scores(
        criteria=tuple(_criterion(name, peers, trainers) for name in criteria),
        asked=sum(not one.is_given_up for one in peers),
        submitted=sum(one.submitted_at is not None for one in peers),
        open_flags=sum(one.flagged_at is not None and one.flag_settled_at is None for one in peers),
        trainer_summary="\n\n".join(one.summary for one in trainers if one.summary),
    )


def save_trainer_scores(
    session: Session, *, proposal_id: str, seat_id: int, draft: ReviewDraft, criteria: Sequence[str], now: datetime
) -> str:
    """Keep a trainer's own levels, for some criteria or all, and return the review's id.

    They count at once and are shown with the feedback. `Invalid` for a level without a reason; `Conflict` once the
    feedback is out.
    """
    faults = _faults(draft.levels, draft.reasons, criteria)
    if faults:
        raise Invalid(faults)
    review_id = begin_trainer_review(session, proposal_id=proposal_id, seat_id=seat_id, now=now)
    save_review(session, review_id=review_id, seat_id=seat_id, draft=draft, criteria=criteria)
    return review_id


def _faults(levels: Mapping[str, int | None], reasons: Mapping[str, str], criteria: Sequence[str]) -> dict[str, str]:
    return {
        f"reason-{name}": "Say why: the authors read it beside your level."
        for name in criteria
        if levels.get(name) is not None and not reasons.get(name, "").strip()
    }


def _criterion(name: str, peers: Sequence[GivenReview], trainers: Sequence[GivenReview]) -> CriterionScore:
    given = tuple(
        PeerLevel(review.id, review.letter, one.level, one.reason)
        for review in peers
        if review.counts
        for one in review.scores
        if one.criterion == name and one.level is not None
    )
    own = [one for review in trainers for one in review.scores if one.criterion == name and one.level is not None]
    trainer = int(median(one.level or 0 for one in own)) if own else None
    if trainer is not None:
        final, source = Fraction(trainer), Source.TRAINER
    elif given:
        final, source = Fraction(median(Fraction(one.level) for one in given)), Source.PEERS
    else:
        final, source = None, Source.NOBODY
    reason = "\n\n".join(one.reason for one in own if one.reason)
    return CriterionScore(name, given, trainer, reason, final, source)
