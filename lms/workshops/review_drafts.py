"""What somebody types into the rubric: what of it cannot be kept, in words at each field, and keeping the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid
from lms.workshops.models import Review, ReviewScore

LEVELS = range(1, 5)
LONGEST_REASON = 4_000
NEWER = "A newer draft of this review was kept from another window of yours. Look at both before you keep one."


class NewerDraft(Conflict):
    """Another page of hers has kept something else since: neither is to go without her having seen both."""

    def __init__(self) -> None:
        super().__init__(NEWER)


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What somebody typed into the rubric: a level and a reason for each criterion, and a word on the whole.

    `base_version` is the version of the review she began from and `page` the id of the page she typed it on: a page
    follows on itself, whatever became of its answers. Without a version what is sent stands.
    """

    summary: str = ""
    levels: Mapping[str, int | None] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    base_version: int | None = None
    page: str = ""


def keep_draft(
    session: Session, review: Review, draft: ReviewDraft, criteria: Sequence[str], *, is_whole: bool
) -> None:
    """Write a draft into a review whose row is locked; `NewerDraft` or `Invalid` where it cannot be, and nothing is."""
    rows = _rows(session, review)
    _refuse_older(review, rows, draft, criteria)
    check_draft(draft, criteria, is_whole=is_whole)
    _write(session, review, rows, draft, criteria)


def check_draft(draft: ReviewDraft, criteria: Sequence[str], *, is_whole: bool) -> None:
    """Raise `Invalid` with a sentence for each field; with `is_whole` for those that are empty too."""
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


def _rows(session: Session, review: Review) -> dict[str, ReviewScore]:
    query = select(ReviewScore).where(ReviewScore.review_id == review.id)
    return {row.criterion: row for row in session.execute(query).scalars()}


def _refuse_older(review: Review, rows: Mapping[str, ReviewScore], draft: ReviewDraft, criteria: Sequence[str]) -> None:
    follows = draft.base_version in (None, review.version) or draft.page == review.written_on_page != ""
    if not follows and _typed(draft, criteria) != _held(review, rows, criteria):
        raise NewerDraft


def _typed(draft: ReviewDraft, criteria: Sequence[str]) -> list[object]:
    return [
        draft.summary.strip(),
        *((draft.levels.get(one), draft.reasons.get(one, "").strip()) for one in criteria),
    ]


def _held(review: Review, rows: Mapping[str, ReviewScore], criteria: Sequence[str]) -> list[object]:
    return [review.summary, *((rows[one].level, rows[one].reason) if one in rows else (None, "") for one in criteria)]


def _write(
    session: Session, review: Review, rows: Mapping[str, ReviewScore], draft: ReviewDraft, criteria: Sequence[str]
) -> None:
    if _typed(draft, criteria) != _held(review, rows, criteria):
        review.version, review.written_on_page = review.version + 1, draft.page
    review.summary = draft.summary.strip()
    for criterion in criteria:
        level, reason = draft.levels.get(criterion), draft.reasons.get(criterion, "").strip()
        row = rows.get(criterion)
        if row is None:
            session.add(ReviewScore(review_id=review.id, criterion=criterion, level=level, reason=reason))
        else:
            row.level, row.reason = level, reason
    session.flush()
