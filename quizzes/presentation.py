"""An item as a learner may see it."""

from quizzes.kinds.contract import Asked
from quizzes.model import FormItem, Item
from quizzes.parameters import fill, values_of
from quizzes.public import PublicItem
from quizzes.registry import RULES


def present(item: Item, form_item: FormItem, *, seed: str) -> PublicItem:
    """Return the item without key and feedback, in an order that follows from the seed and the item's id.

    The same seed shows the same order at every call; keep it secret and with the attempt. Parameters stand in the stem
    as 4,500. Raises QuizError when the form item is not of this item.
    """
    asked = as_asked(item, form_item, seed=seed)
    shown = RULES[item.kind].present(asked)
    return PublicItem(
        id=item.id,
        kind=item.kind,
        stem=fill(item.stem, asked.values),
        scenario=item.scenario,
        options=shown.options,
        left=shown.left,
        right=shown.right,
        unit=shown.unit,
    )


def as_asked(item: Item, form_item: FormItem, *, seed: str) -> Asked:
    """Return the body with the values and the seed of one form; a review shows the same order as the question did."""
    return Asked(item.body, values_of(item, form_item), seed=f"{seed}:{item.id}")
