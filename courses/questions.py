"""A question as a list of named facts, whatever its kind, so that two editions of it can be compared."""

from collections.abc import Iterable, Mapping

from quizzes.model import (
    Body,
    Item,
    MatchingBody,
    MultipleBody,
    NumericBody,
    Option,
    OrderingBody,
    SingleBody,
    TrueFalseBody,
)


def describe_item(item: Item) -> Mapping[str, object]:
    """Return everything an item says, asks and is marked by; two are equal when the items mean the same.

    The right answer stands under `key` whatever the kind: id, ids, order, pairs, or an expression with its tolerance.
    """
    return {
        **_describe_body(item.body),
        "kind": item.kind,
        "stem": item.stem,
        "objectives": item.objectives,
        "tiers": item.tiers,
        "section": item.section,
        "whether it is on a case": item.case,
        "scenario": (item.scenario_id, item.scenario),
    }


def _describe_body(body: Body) -> Mapping[str, object]:
    match body:
        case SingleBody(options) | MultipleBody(options):
            return {
                "key": body.accepted if isinstance(body, SingleBody) and body.also else body.key,
                "options": _texts(options),
                "order of options": _ids(options),
                "feedback": _told(options),
            }
        case TrueFalseBody(key, yes, no):
            return {"key": key, "feedback": (yes, no)}
        case OrderingBody(steps, right, wrong):
            return {"key": _ids(steps), "steps": _texts(steps), "feedback": (right, wrong, _told(steps))}
        case MatchingBody(left, right, key):
            return {
                "key": dict(key),
                "left entries": _texts(left),
                "right entries": _texts(right),
                "order of entries": (_ids(left), _ids(right)),
                "feedback": (_told(left), _told(right)),
            }
        case NumericBody():
            return {
                "key": (body.answer, body.tolerance, body.decimals),
                "parameters": {one.name: one for one in body.parameters},
                "unit": body.unit,
                "slips": {one.id: one for one in body.slips},
                "feedback": (body.feedback_right, body.feedback_wrong),
            }


def _ids(options: Iterable[Option]) -> tuple[str, ...]:
    return tuple(option.id for option in options)


def _texts(options: Iterable[Option]) -> Mapping[str, str]:
    return {option.id: option.text for option in options}


def _told(options: Iterable[Option]) -> Mapping[str, str]:
    return {option.id: option.feedback for option in options}
