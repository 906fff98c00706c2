"""The trial of a numeric item: its answer and slips on every combination of parameters a form could draw."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from quizzes.errors import ItemError
from quizzes.expressions import Expression, parse, round_half_up
from quizzes.model import Parameter
from quizzes.numbers import readable
from quizzes.parameters import grid, grid_size

_MOST_POINTS = 10_000
_Fault = tuple[str, str]


# The same numbers stand behind every language of a bank, so they are tried once.
@lru_cache(maxsize=1024)
def grid_faults(
    parameters: tuple[Parameter, ...],
    *,
    answer: str,
    slips: tuple[tuple[str, str], ...],
    precision: tuple[int, Fraction],
) -> tuple[_Fault, ...]:
    """Return (field, what is wrong) for names without a parameter, divisions by zero, and slips that meet the answer.

    `precision` is decimals and tolerance. A slip that gives the right answer for some values would be marked right
    there, so a learner could pass on luck: each such slip is named with the first values where it happens. Empty
    expressions, already noted by who read them, are passed over.
    """
    expressions = {
        where: parse(text)
        for where, text in (("answer", answer), *((f"slips.{each}.answer", text) for each, text in slips))
        if text
    }
    faults = list(_unknown_names(expressions, parameters))
    if grid_size(parameters) > _MOST_POINTS:
        faults.append(("parameters", f"make more than {_MOST_POINTS} combinations; take larger steps"))
    return tuple(faults) if faults else tuple(_tried(expressions, parameters, precision))


def _unknown_names(expressions: Mapping[str, Expression], parameters: tuple[Parameter, ...]) -> list[_Fault]:
    known = {parameter.name for parameter in parameters}
    return [
        (where, f"“{expression.text}” names {name}, which is no parameter; add it or correct the name")
        for where, expression in expressions.items()
        for name in sorted(expression.names - known)
    ]


def _tried(
    expressions: Mapping[str, Expression], parameters: tuple[Parameter, ...], precision: tuple[int, Fraction]
) -> list[_Fault]:
    """Return at most one fault per expression: the first point where it fails."""
    decimals, tolerance = precision
    found: dict[str, str] = {}
    for point in grid(parameters):
        answer: Fraction | None = None
        for where, expression in expressions.items():
            try:
                value = round_half_up(expression.evaluate(point), decimals=decimals)
            except ItemError as fault:
                found.setdefault(where, str(fault))
                continue
            if where == "answer":
                answer = value
            elif answer is not None and abs(value - answer) <= tolerance:
                found.setdefault(where, _met(expression, answer, point))
    return list(found.items())


def _met(expression: Expression, answer: Fraction, point: Mapping[str, Fraction]) -> str:
    at = ", ".join(f"{name} = {readable(value)}" for name, value in point.items()) or "any value"
    return f"“{expression.text}” gives the right answer {readable(answer)} at {at}; change the slip or the parameters"
