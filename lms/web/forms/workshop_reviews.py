"""The form by the rubric: a level and a reason for each criterion, and a word on the whole."""

from collections.abc import Mapping, Sequence

from lms.workshops.review_drafts import ReviewDraft
from lms.workshops.reviews import GivenReview

NO_LEVEL = 0
LONGEST_PAGE = 36
MOST_DIGITS = 9


def read_draft(form: Mapping[str, str], *, criteria: Sequence[str]) -> ReviewDraft:
    """Return what was typed; a level that is none is kept as one that the service refuses."""
    return ReviewDraft(
        summary=form.get("summary", ""),
        levels={one: _level(form.get(f"level-{one}", "").strip()) for one in criteria},
        reasons={one: form.get(f"reason-{one}", "") for one in criteria},
        base_version=_version(form.get("base_version", "")),
        page=form.get("page", "")[:LONGEST_PAGE],
    )


def write_values(review: GivenReview | None) -> dict[str, str]:
    """Return what the form holds for a review as it stands."""
    if review is None:
        return {}
    values = {"summary": review.summary}
    for score in review.scores:
        values[f"level-{score.criterion}"] = str(score.level or "")
        values[f"reason-{score.criterion}"] = score.reason
    return values


def _version(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS else None


def _level(typed: str) -> int | None:
    if not typed:
        return None
    return int(typed) if typed.isdecimal() and len(typed) == 1 else NO_LEVEL
