"""What to type for a question, right or wrong, read from the bank that only the server has."""

from fractions import Fraction

from quizzes.expressions import evaluate, round_half_up
from quizzes.model import (
    FormItem,
    Item,
    MatchingBody,
    MultipleBody,
    NumericBody,
    OrderingBody,
    SingleBody,
    TrueFalseBody,
)


def fields_for(item: Item, form_item: FormItem, *, right: bool) -> dict[str, str | list[str]]:
    """Return the fields of a question's form, answered fully right, or wrong in every way."""
    match item.body:
        case SingleBody(options, key):
            return {"choice": key if right else next(option.id for option in options if option.id != key)}
        case MultipleBody(options, key):
            chosen = [option.id for option in options if (option.id in key) == right]
            return {"choices": [str(one) for one in chosen]}
        case TrueFalseBody(key):
            return {"value": "true" if key == right else "false"}
        case OrderingBody(steps):
            order = steps if right else tuple(reversed(steps))
            return {f"order-{step.id}": str(place) for place, step in enumerate(order, start=1)}
        case MatchingBody(left, right=others, key=key):
            rights = [key[one.id] for one in left]
            if not right:
                rights = rights[1:] + rights[:1]
            del others
            return {f"pair-{one.id}": rights[place] for place, one in enumerate(left)}
        case NumericBody():
            values = {name: Fraction(value) for name, value in form_item.parameters.items()}
            answer = round_half_up(evaluate(item.body.answer, values), decimals=item.body.decimals)
            return {"number": str(float(answer if right else answer + 1000))}
    raise AssertionError(item.kind)


def response_for(item: Item, form_item: FormItem, *, right: bool) -> dict[str, object]:
    """Return the same as a response in JSON."""
    fields = fields_for(item, form_item, right=right)
    if "value" in fields:
        return {"value": fields["value"] == "true"}
    if any(key.startswith("order-") for key in fields):
        return {"order": [key.removeprefix("order-") for key in sorted(fields, key=lambda key: int(str(fields[key])))]}
    if any(key.startswith("pair-") for key in fields):
        return {"pairs": {key.removeprefix("pair-"): value for key, value in fields.items()}}
    return dict(fields)
