"""Answers as people of the demo give them: the right one, or a wrong one that somebody could mean."""

from fractions import Fraction
from random import Random

from quizzes.documents import write_response
from quizzes.expressions import evaluate, round_half_up
from quizzes.model import (
    FormItem,
    Item,
    MatchingBody,
    MatchingResponse,
    MultipleBody,
    MultipleResponse,
    NumericBody,
    NumericResponse,
    OrderingBody,
    OrderingResponse,
    Response,
    SingleBody,
    SingleResponse,
    TrueFalseBody,
    TrueFalseResponse,
)
from quizzes.parameters import values_of


def give_answer(item: Item, form_item: FormItem, *, is_right: bool, chance: Random) -> dict[str, object]:
    """Return a response to an item as it was drawn, right or wrong, as it would arrive."""
    return write_response(_right(item, form_item) if is_right else _wrong(item, form_item, chance))


def _right(item: Item, form_item: FormItem) -> Response:
    match item.body:
        case SingleBody(key=key):
            return SingleResponse(key)
        case MultipleBody(key=keys):
            return MultipleResponse(keys)
        case TrueFalseBody(key=value):
            return TrueFalseResponse(value)
        case OrderingBody(steps=steps):
            return OrderingResponse(tuple(step.id for step in steps))
        case MatchingBody(key=pairs):
            return MatchingResponse(pairs)
        case NumericBody() as body:
            return _number(body, body.answer, item, form_item)


def _wrong(item: Item, form_item: FormItem, chance: Random) -> Response:
    match item.body:
        case SingleBody(options=options) as single:
            return SingleResponse(chance.choice([one.id for one in options if one.id not in single.accepted]))
        case MultipleBody(options=options, key=keys):
            missed = chance.choice(sorted(keys))
            taken = [option.id for option in options if option.id not in keys][:1]
            return MultipleResponse(keys - {missed} | frozenset(taken))
        case TrueFalseBody(key=value):
            return TrueFalseResponse(not value)
        case OrderingBody(steps=steps):
            order = [step.id for step in steps]
            place = chance.randrange(len(order) - 1)
            order[place], order[place + 1] = order[place + 1], order[place]
            return OrderingResponse(tuple(order))
        case MatchingBody(key=pairs):
            first, second = chance.sample(sorted(pairs), 2)
            return MatchingResponse({**pairs, first: pairs[second], second: pairs[first]})
        case NumericBody() as body:
            return _wrong_number(body, item, form_item, chance)


def _wrong_number(body: NumericBody, item: Item, form_item: FormItem, chance: Random) -> Response:
    if body.slips:
        return _number(body, chance.choice(body.slips).answer, item, form_item)
    off = _number(body, body.answer, item, form_item).number + body.tolerance + 1
    return NumericResponse(off, _typed(off, body.decimals))


def _number(body: NumericBody, expression: str, item: Item, form_item: FormItem) -> NumericResponse:
    value = round_half_up(evaluate(expression, values_of(item, form_item)), decimals=body.decimals)
    return NumericResponse(value, _typed(value, body.decimals))


def _typed(value: Fraction, decimals: int) -> str:
    """Return the number as somebody types it; it is rounded already, so that the float prints it exactly."""
    return f"{float(value):.{decimals}f}"
