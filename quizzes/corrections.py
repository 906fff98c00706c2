"""Correcting the key of an item that people have answered already: the corrected bank, or why it cannot be.

A key is written as the right response in JSON: {"choice": id}, {"choices": [id, …]}, {"value": true},
{"order": [id, …]}, {"pairs": {left: right}}; for a number {"answer": expression, "tolerance": "0.5"}. Where one option
is chosen and each of several is right by itself, {"any": [id, …]}. And {"withdrawn": true} says that no answer is
right: everybody gets the point.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from quizzes.errors import ItemError, ResponseError
from quizzes.expressions import parse
from quizzes.kinds.choices import by_id
from quizzes.kinds.contract import known_options, response_value
from quizzes.kinds.grids import grid_faults
from quizzes.model import (
    Bank,
    Body,
    Item,
    MatchingBody,
    MatchingResponse,
    MultipleBody,
    MultipleResponse,
    NumericBody,
    OrderingBody,
    OrderingResponse,
    SingleBody,
    SingleResponse,
    TrueFalseBody,
    TrueFalseResponse,
)
from quizzes.numbers import read_decimal, readable
from quizzes.registry import RULES

Key = Mapping[str, object]
WITHDRAWN: Key = {"withdrawn": True}


def key_of(item: Item) -> dict[str, object]:
    """Return the key of an item as `correct` reads it; giving it back changes nothing."""
    if item.is_withdrawn:
        return dict(WITHDRAWN)
    match item.body:
        case SingleBody(key=single, also=also):
            return {"any": sorted(map(str, item.body.accepted))} if also else {"choice": str(single)}
        case MultipleBody(key=several):
            return {"choices": sorted(map(str, several))}
        case TrueFalseBody(key=value):
            return {"value": value}
        case OrderingBody():
            return {"order": [str(each) for each in item.body.key]}
        case MatchingBody(key=pairs):
            return {"pairs": {str(left): str(right) for left, right in sorted(pairs.items())}}
        case NumericBody(answer=answer, tolerance=tolerance):
            return {"answer": answer, "tolerance": readable(tolerance).replace(",", "")}


def key_text(key: Key) -> str:
    """Return a key as one text, the same for equal keys."""
    return json.dumps(key, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def correct(bank: Bank, item_id: str, key: Key) -> Bank:
    """Return the bank with another key for one item; raise ItemError saying what is wrong with the key."""
    item = bank.find(item_id)
    if item is None:
        raise ItemError(f"The bank has no question {item_id}. Give the id of one that it has.")
    fixed = corrected(item, key)
    return replace(bank, items=tuple(fixed if each.id == item.id else each for each in bank.items))


def corrected(item: Item, key: Key) -> Item:
    """Return the item with another key; raise ItemError saying what is wrong with the key."""
    if key == WITHDRAWN:
        return replace(item, is_withdrawn=True)
    try:
        return replace(item, body=_with_key(item.body, item, key), is_withdrawn=False)
    except ResponseError as fault:
        raise ItemError(f"The key does not fit the question {item.id}: {fault}") from None


def fits(item: Item, key: Key) -> bool:
    """Return whether the item can have that key."""
    try:
        corrected(item, key)
    except ItemError:
        return False
    return True


def is_corrected(item: Item, asked: Item | None) -> bool:
    """Return whether an item is marked by another key than when it was asked."""
    return asked is None or key_of(item) != key_of(asked)


def widens(before: Key, after: Key) -> bool:
    """Return whether all that was right is right still, and more besides; of a withdrawn item nothing was."""
    return bool(_named(before)) and _named(before) < _named(after)


def _named(key: Key) -> frozenset[object]:
    several = key.get("any")
    if isinstance(several, list):
        return frozenset(several)
    return frozenset({key["choice"]}) if "choice" in key else frozenset()


def _with_key(body: Body, item: Item, key: Key) -> Body:
    if isinstance(body, NumericBody):
        return _with_answer(body, item, key)
    if isinstance(body, SingleBody) and "any" in key:
        return _with_any(body, key)
    right = RULES[item.kind].read_response(body, key)
    match body, right:
        case SingleBody(), SingleResponse(choice):
            return replace(body, key=choice, also=frozenset())
        case MultipleBody(), MultipleResponse(choices):
            if not choices:
                raise ResponseError("choices: none is right; name one, or withdraw the question")
            return replace(body, key=choices)
        case TrueFalseBody(), TrueFalseResponse(value):
            return replace(body, key=value)
        case OrderingBody(), OrderingResponse(order):
            return replace(body, corrected=() if order == tuple(step.id for step in body.steps) else order)
        case MatchingBody(), MatchingResponse(pairs):
            missing = [str(one.id) for one in body.left if one.id not in pairs]
            if missing:
                raise ResponseError(f"pairs: {', '.join(missing)} has no right one; join every entry on the left")
            return replace(body, key=dict(pairs))
    raise ResponseError("it answers another kind of question")


def _with_any(body: SingleBody, key: Key) -> SingleBody:
    named = known_options(response_value(key, "any"), by_id(body.options), name="any")
    if not named:
        raise ResponseError("any: none is right; name one, or withdraw the question")
    if len(named) == len(body.options):
        raise ResponseError("any: every option is right; withdraw the question, and everybody gets its point")
    first, *rest = (option.id for option in body.options if option.id in named)
    return replace(body, key=first, also=frozenset(rest))


def _with_answer(body: NumericBody, item: Item, key: Key) -> NumericBody:
    """Return the body with another expression and how far off still counts, tried on every number that may be drawn."""
    answer = key.get("answer", body.answer)
    written = key.get("tolerance", "")
    if not isinstance(answer, str) or not answer.strip() or not set(key) <= {"answer", "tolerance"} or not key:
        raise ResponseError('answer: is missing; give {"answer": expression, "tolerance": "0.5"}')
    tolerance = body.tolerance if "tolerance" not in key else read_decimal(str(written).strip())
    if tolerance is None or tolerance < 0:
        raise ResponseError(
            f'tolerance: {written!r} is no number from 0 on; write how far off still counts, like "0.1"'
        )
    try:
        fixed = replace(body, answer=parse(answer).text, tolerance=tolerance)
    except ItemError as fault:
        raise ResponseError(f"answer: {fault}") from None
    faults = grid_faults(
        fixed.parameters,
        answer=fixed.answer,
        slips=tuple((slip.id, slip.answer) for slip in fixed.slips),
        precision=(fixed.decimals, max(fixed.tolerance, Fraction(0))),
    )
    # A slip may be what turns out to be right: then only its words are out of date, which is no fault of the key.
    wrong = [f"{where}: {what}" for where, what in faults if where == "answer"]
    if wrong:
        raise ItemError(f"The key does not fit the question {item.id}: {'; '.join(wrong)}")
    return fixed
