"""Reviews as JSON, without a name in them."""

from collections.abc import Iterable

from lms.api.block_tree import Json
from lms.db.engine import session
from lms.http.cases import workshop_content
from lms.reports.workshop_reviews import OwnReview
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.parts import list_parts
from lms.workshops.reviews import GivenReview, GivenScore


def write_rubric(seat: WorkshopSeat) -> Json:
    """Return the rubric."""
    rubric = workshop_content(seat.language).rubric
    return {
        "note": rubric.note,
        "most": rubric.most,
        "criteria": [
            {
                "id": one.id,
                "title": one.title,
                "question": one.question,
                "levels": [{"points": level.points, "text": level.text} for level in one.levels],
            }
            for one in rubric.criteria
        ],
    }


def write_own(one: OwnReview) -> Json:
    """Return a review somebody was given."""
    state = "submitted" if one.submitted_at is not None else "draft" if one.is_begun else "open"
    return {"id": one.id, "letter": one.letter, "state": state}


def write_review(review: GivenReview, *, is_writer: bool, own: Iterable[OwnReview]) -> Json:
    """Return a review: to its writer with the proposal, under the letter she knows that by."""
    letter = next((one.letter for one in own if one.id == review.id), review.letter)
    return {
        "id": review.id,
        "kind": review.kind.value,
        "letter": letter,
        "summary": review.summary,
        "scores": write_scores(review.scores),
        "is_submitted": review.submitted_at is not None,
        "version": review.version if is_writer else 0,
        "is_flagged": not is_writer and review.flagged_at is not None,
        "is_settled": not is_writer and review.flag_settled_at is not None,
        "parts": _parts(review.proposal_id) if is_writer and review.proposal_id else [],
    }


def write_scores(scores: Iterable[GivenScore]) -> list[Json]:
    """Return levels with their reasons."""
    return [{"criterion": one.criterion, "level": one.level, "reason": one.reason} for one in scores]


def _parts(proposal_id: str) -> list[Json]:
    parts = list_parts(session(), proposal_id=proposal_id)
    return [{"key": part.key, "content": part.content} for part in parts if not part.is_out and part.content]
