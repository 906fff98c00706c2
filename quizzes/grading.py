"""Marking: exact shares of points, never rounded on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizzes.errors import QuizError
from quizzes.kinds.contract import Asked
from quizzes.model import Bank, Form, FormItem, Item, ItemId, Response
from quizzes.parameters import values_of
from quizzes.registry import RULES


@dataclass(frozen=True, slots=True)
class Score:
    """What an attempt earned: each item is worth one point, `shares` says how much of it by item."""

    points: Fraction
    possible: int
    shares: Mapping[ItemId, Fraction]

    @property
    def percent(self) -> Fraction:
        """Points of a hundred, exact; 0 for an empty form."""
        return self.points * 100 / self.possible if self.possible else Fraction(0)

    def passes(self, pass_percent: int) -> bool:
        """Tell whether the score reaches the pass mark; 79.99… does not reach 80. An empty form never passes."""
        return self.possible > 0 and self.percent >= pass_percent


def mark(item: Item, form_item: FormItem, response: Response | None) -> Fraction:
    """Return the credit for one item, from 0 to 1; an item left open earns 0, a withdrawn one 1 whatever was answered.

    Raises ResponseError when the response answers another kind, QuizError when the form item is not of this item.
    """
    values = values_of(item, form_item)
    if item.is_withdrawn:
        return Fraction(1)
    return Fraction(0) if response is None else RULES[item.kind].mark(Asked(item.body, values), response)


def score(bank: Bank, form: Form, responses: Mapping[ItemId, Response]) -> Score:
    """Return what the responses earn on the form. Responses to items the form does not ask count for nothing.

    Raises QuizError when the form asks an item the bank does not hold.
    """
    items = {item.id: item for item in bank.items}
    shares = {}
    for form_item in form.items:
        if form_item.item_id not in items:
            raise QuizError(
                f"items.{form_item.item_id}: the form asks this item and the bank does not hold it; "
                "mark with the edition the form was drawn from"
            )
        shares[form_item.item_id] = mark(items[form_item.item_id], form_item, responses.get(form_item.item_id))
    return Score(points=sum(shares.values(), Fraction(0)), possible=len(form.items), shares=shares)
