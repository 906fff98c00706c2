"""An attempt for its learner: the questions before it is handed in, the review only after."""

from lms.api.block_tree import Json
from lms.reports.attempt import AttemptView, ScoreView
from quizzes.corrections import is_corrected
from quizzes.documents import read_form, read_response
from quizzes.feedback import review
from quizzes.model import Bank, FormItem, Item
from quizzes.presentation import present


def write_attempt(attempt: AttemptView, bank: Bank) -> Json:
    """Return the questions as shown, in the order asked, with the newest answers."""
    asked = read_form(attempt.form).items
    return {
        "id": attempt.id,
        "module": attempt.module_id,
        "edition": attempt.edition,
        "language": attempt.language,
        "tier": attempt.tier,
        "purpose": attempt.purpose,
        "pass_percent": attempt.pass_percent,
        "started_at": attempt.started_at,
        "submitted_at": attempt.submitted_at,
        "items": [present(_item(bank, one), one, seed=attempt.seed) for one in asked],
        "answers": attempt.answers,
    }


def write_result(attempt: AttemptView, bank: Bank, score: ScoreView, *, as_asked: Bank) -> Json:
    """Return score and review of an attempt that was handed in; numbers are exact text.

    `bank` has the keys that were corrected since `as_asked`.
    """
    reviews, corrected = [], []
    for one in read_form(attempt.form).items:
        item = _item(bank, one)
        given = attempt.answers.get(item.id)
        response = None if given is None else read_response(item, given)
        is_fixed = is_corrected(item, as_asked.find(item.id))
        reviews.append(review(item, one, response, seed=attempt.seed, is_explained=not is_fixed))
        if is_fixed:
            corrected.append(item.id)
    return {
        "attempt": attempt.id,
        "module": attempt.module_id,
        "edition": score.edition,
        "points": str(score.points),
        "possible": score.possible,
        "percent": str(score.points * 100 / score.possible),
        "pass_percent": attempt.pass_percent,
        "is_passed": score.is_passed,
        "scored_at": score.scored_at,
        "certificate": score.certificate_code or None,
        "review": reviews,
        "corrected": corrected,
    }


def _item(bank: Bank, asked: FormItem) -> Item:
    item = bank.find(asked.item_id)
    if item is None:
        raise LookupError(f"the bank of this edition does not hold the item {asked.item_id}")
    return item
