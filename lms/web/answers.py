"""From the fields of a question's form to a response in authored ids, and back to what the form shows."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.web.contexts.quiz import Given
from quizzes.model import Item, Kind, MatchingBody, OrderingBody

ORDER, PAIR = "order-", "pair-"


def response_from(item: Item, form: MultiDict[str, str]) -> dict[str, object] | None:
    """Return the response a form holds; None when it is left empty. Raises `Invalid` when it cannot be one."""
    match item.kind:
        case Kind.SINGLE:
            return {"choice": form["choice"]} if form.get("choice") else None
        case Kind.MULTIPLE:
            return {"choices": form.getlist("choices")} if form.getlist("choices") else None
        case Kind.TRUE_FALSE:
            return {"value": form["value"] == "true"} if form.get("value") in ("true", "false") else None
        case Kind.ORDERING:
            return _order(item.body, form) if isinstance(item.body, OrderingBody) else None
        case Kind.MATCHING:
            return _pairs(item.body, form) if isinstance(item.body, MatchingBody) else None
        case Kind.NUMERIC:
            typed = form.get("number", "").strip()
            return {"number": typed} if typed else None


def given_by(response: Mapping[str, object] | None) -> Given:
    """Return what a form shows for a response that was kept."""
    match response or {}:
        case {"choice": str(choice)}:
            return Given(choice=choice)
        case {"choices": list(choices)}:
            return Given(choices=frozenset(str(one) for one in choices))
        case {"value": bool(value)}:
            return Given(value="true" if value else "false")
        case {"order": list(order)}:
            return Given(order={str(step): str(place + 1) for place, step in enumerate(order)})
        case {"pairs": dict(pairs)}:
            return Given(pairs={str(left): str(right) for left, right in pairs.items()})
        case {"number": number}:
            return Given(number=str(number))
    return Given()


def typed_in(form: MultiDict[str, str]) -> Given:
    """Return what a form held, as it was sent, so that a mistake loses nothing."""
    return Given(
        choice=form.get("choice", ""),
        choices=frozenset(form.getlist("choices")),
        value=form.get("value", ""),
        order={key.removeprefix(ORDER): value for key, value in form.items() if key.startswith(ORDER)},
        pairs={key.removeprefix(PAIR): value for key, value in form.items() if key.startswith(PAIR)},
        number=form.get("number", ""),
    )


def _order(body: OrderingBody, form: MultiDict[str, str]) -> dict[str, object] | None:
    typed = {step.id: form.get(f"{ORDER}{step.id}", "").strip() for step in body.steps}
    if not any(typed.values()):
        return None
    if sorted(typed.values()) != sorted(str(place + 1) for place in range(len(typed))):
        last = len(typed)
        raise Invalid({"response": _("Give each step a place of its own, from 1 to %(last)s.", last=last)})
    return {"order": sorted(typed, key=lambda step: int(typed[step]))}


def _pairs(body: MatchingBody, form: MultiDict[str, str]) -> dict[str, object] | None:
    pairs = {left.id: form[f"{PAIR}{left.id}"] for left in body.left if form.get(f"{PAIR}{left.id}")}
    if len(set(pairs.values())) != len(pairs):
        raise Invalid({"response": _("You have used one answer twice. Give each a different one.")})
    return {"pairs": pairs} if pairs else None
