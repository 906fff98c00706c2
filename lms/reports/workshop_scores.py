"""All proposals of a workshop with their scores and what is missing before the feedback can go out: for trainers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from lms.reports.workshop_people import TakingPart, list_people
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.reviews import list_reviews_of_workshop
from lms.workshops.scoring import Scores, Source, score
from lms.workshops.written import list_written


class Missing(StrEnum):
    """What a proposal still lacks before its authors can be told."""

    NOTHING_WRITTEN = "nothing_written"
    NOT_HANDED_IN = "not_handed_in"
    REVIEWS = "reviews"
    FLAGS = "flags"
    LEVELS = "levels"


@dataclass(frozen=True, slots=True)
class ScoredProposal:
    """A proposal with who writes it and what it came to."""

    proposal_id: str
    team_name: str
    authors: tuple[str, ...]
    handed_in_at: datetime | None
    scores: Scores
    missing: tuple[Missing, ...]

    @property
    def label(self) -> str:
        """What the trainer calls it: the team's name, or the name of who writes alone."""
        return self.team_name or ", ".join(self.authors)


def list_scored(session: Session, *, seat: WorkshopSeat, criteria: Sequence[str]) -> tuple[ScoredProposal, ...]:
    """Return the proposals that somebody writes now, in the order of teams and names; six queries, however many.

    Her own is not among them: a trainer who writes gets to know what others think of it as any author does.
    """
    workshop_id = seat.workshop_id
    reviews = list_reviews_of_workshop(session, workshop_id=workshop_id)
    written = list_written(session, workshop_id=workshop_id)
    found = []
    for proposal_id, people in _authors(list_people(session, workshop_id=workshop_id)):
        if not seat.judges(proposal_id):
            continue
        scores = score(reviews.get(proposal_id, ()), criteria)
        handed_in_at = people[0].handed_in_at
        missing = tuple(_missing(scores, is_written=proposal_id in written, is_handed_in=handed_in_at is not None))
        found.append(
            ScoredProposal(
                proposal_id,
                people[0].team_name,
                tuple(one.name for one in people),
                handed_in_at,
                scores,
                missing,
            )
        )
    return tuple(found)


def _authors(people: Iterable[TakingPart]) -> Iterator[tuple[str, tuple[TakingPart, ...]]]:
    by_proposal: dict[str, list[TakingPart]] = {}
    for one in people:
        if one.proposal_id is not None:
            by_proposal.setdefault(one.proposal_id, []).append(one)
    for proposal_id, authors in by_proposal.items():
        yield proposal_id, tuple(authors)


def _missing(scores: Scores, *, is_written: bool, is_handed_in: bool) -> Iterator[Missing]:
    if not is_written:
        yield Missing.NOTHING_WRITTEN
        return
    if not is_handed_in:
        yield Missing.NOT_HANDED_IN
    if scores.submitted < scores.asked:
        yield Missing.REVIEWS
    if scores.open_flags:
        yield Missing.FLAGS
    if any(one.source is Source.NOBODY for one in scores.criteria):
        yield Missing.LEVELS
