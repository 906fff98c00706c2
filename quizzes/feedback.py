"""What a learner reads about an item once she has submitted."""

from dataclasses import replace

from quizzes.grading import mark
from quizzes.kinds.contract import Told
from quizzes.model import FormItem, Item, Response
from quizzes.parameters import fill
from quizzes.presentation import as_asked
from quizzes.public import Review
from quizzes.registry import RULES


def review(
    item: Item, form_item: FormItem, response: Response | None, *, seed: str, is_explained: bool = True
) -> Review:
    """Return what she did, what was right and what it teaches, in the order `present` showed with the same seed.

    An item left open has `is_answered` false and an empty `given`. Where there are options, statements or pairs to
    speak about, feedback stands on their lines; for ordering and numeric items it stands in `feedback`.
    `details["slip"]` names the slip that explains a wrong number. A withdrawn item tells no answer and teaches nothing:
    what stood there was wrong. Nor does one that is not `is_explained`, as where its key was corrected since: what was
    written for the key before would contradict the new one.
    """
    asked = as_asked(item, form_item, seed=seed)
    told = RULES[item.kind].review(asked, response)
    if item.is_withdrawn:
        told = _without_answer(told)
    elif not is_explained:
        told = _without_explanations(told)
    return Review(
        item_id=item.id,
        kind=item.kind,
        stem=fill(item.stem, asked.values),
        scenario=item.scenario,
        share=str(mark(item, form_item, response)),
        is_answered=response is not None,
        given=told.given,
        answer=told.answer,
        lines=told.lines,
        feedback=told.feedback,
        section=item.section,
        details=told.details,
    )


def _without_answer(told: Told) -> Told:
    lines = tuple(replace(line, is_right=False) for line in told.lines)
    return _without_explanations(replace(told, answer="", lines=lines))


def _without_explanations(told: Told) -> Told:
    return replace(told, feedback="", lines=tuple(replace(line, feedback="") for line in told.lines), details={})
