"""Parameters of an item: their grid, their drawing for a form, and their way into words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from quizzes.errors import QuizError
from quizzes.model import Body, FormItem, Item, NumericBody, Parameter
from quizzes.numbers import readable
from quizzes.shuffle import whole_below

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def parameters_of(body: Body) -> tuple[Parameter, ...]:
    """Return the parameters of a body: none for every kind but numeric."""
    return body.parameters if isinstance(body, NumericBody) else ()


def grid_size(parameters: Sequence[Parameter]) -> int:
    """Return how many different forms the parameters can take."""
    return prod(_steps(parameter) for parameter in parameters)


def grid(parameters: Sequence[Parameter]) -> Iterator[dict[str, Fraction]]:
    """Yield every combination of values that a form can draw."""
    names = [parameter.name for parameter in parameters]
    columns = [[_value(parameter, step) for step in range(_steps(parameter))] for parameter in parameters]
    return (dict(zip(names, point, strict=True)) for point in product(*columns))


def draw_parameters(body: Body, *, seed: str) -> dict[str, str]:
    """Return a value on the grid for each parameter, as exact text ("4500", "9/2"); empty for most kinds."""
    return {
        parameter.name: str(_value(parameter, whole_below(_steps(parameter), seed=f"{seed}:{parameter.name}")))
        for parameter in parameters_of(body)
    }


def values_of(item: Item, form_item: FormItem) -> dict[str, Fraction]:
    """Return the values a form froze for this item.

    Raises QuizError when the form item belongs to another item, lacks a parameter or holds what is no number.
    """
    if form_item.item_id != item.id:
        raise QuizError(f"items.{item.id}: the form item is of {form_item.item_id}; pass the item that was drawn")
    values = {}
    for parameter in parameters_of(item.body):
        try:
            values[parameter.name] = Fraction(form_item.parameters[parameter.name])
        except (KeyError, ValueError, ZeroDivisionError):
            raise QuizError(
                f"items.{item.id}: the form holds no number for {parameter.name}; use the bank the form was drawn from"
            ) from None
    return values


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces."""
    return frozenset(_PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, Fraction]) -> str:
    """Return the text with values for the names in braces, readable: "4,500". Braces around other words stay."""
    return _PLACEHOLDER.sub(lambda match: readable(values[match[1]]) if match[1] in values else match[0], text)


def _steps(parameter: Parameter) -> int:
    return (parameter.stop - parameter.start) // parameter.step + 1


def _value(parameter: Parameter, step: int) -> Fraction:
    return parameter.start + step * parameter.step
