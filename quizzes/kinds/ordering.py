"""Steps to put in order: the share of pairs that stand right, each reversed pair cancelling one."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

from quizzes.errors import ResponseError
from quizzes.kinds.choices import by_id, numbered, public
from quizzes.kinds.contract import Asked, Shown, Told, body_of, known_options, response_of, response_value
from quizzes.model import Body, Option, OptionId, OrderingBody, OrderingResponse, Response
from quizzes.public import Line
from quizzes.shuffle import disordered
from quizzes.tables import Table


def read(structure: Table, words: Table) -> OrderingBody:
    """Read the steps; the authored order is the key."""
    ids = structure.identifiers("steps", least=2)
    texts = words.table("steps").texts(ids)
    feedback = words.table("feedback").texts(("right", "wrong"))
    steps = tuple(Option(OptionId(each), texts[each]) for each in ids)
    return OrderingBody(steps, feedback["right"], feedback["wrong"])


def present(asked: Asked) -> Shown:
    """Return the steps in any order but the right one: that one would give the answer to who touches nothing."""
    return Shown(options=public(_in_shown_order(asked)))


def read_response(body: Body, data: Mapping[str, object]) -> OrderingResponse:
    """Read {"order": [id, …]}, which holds every step once."""
    known = by_id(body_of(body, OrderingBody).steps)
    order = known_options(response_value(data, "order"), known, name="order")
    missing = [each for each in known if each not in order]
    if missing:
        raise ResponseError(f"order: {', '.join(missing)} has no place; put every step in order")
    return OrderingResponse(order)


def write_response(response: Response) -> dict[str, object]:
    """Return {"order": [id, …]}."""
    return {"order": [str(each) for each in response_of(response, OrderingResponse).order]}


def mark(asked: Asked, response: Response) -> Fraction:
    """Return the net share of pairs in the right order, never below zero; a step that has no place earns nothing."""
    key = body_of(asked.body, OrderingBody).key
    place = {each: number for number, each in enumerate(response_of(response, OrderingResponse).order)}
    pairs = list(combinations(key, 2))
    if not pairs:
        return Fraction(int(set(key) == set(place)))
    placed = [(first, then) for first, then in pairs if first in place and then in place]
    kept = sum(place[first] < place[then] for first, then in placed)
    return max(Fraction(0), Fraction(kept - (len(placed) - kept), len(pairs)))


def review(asked: Asked, response: Response | None) -> Told:
    """Tell of the steps in her order, right where one stands in its place; in shown order when she left it open."""
    body = body_of(asked.body, OrderingBody)
    steps, key = by_id(body.steps), body.key
    order = response_of(response, OrderingResponse).order if response else ()
    shown = order or tuple(step.id for step in _in_shown_order(asked))
    return Told(
        answer=numbered(key, steps),
        given=numbered(order, steps),
        lines=tuple(
            Line(text=steps[each].text, is_chosen=bool(order), is_right=bool(order) and each == right, feedback="")
            for each, right in zip(shown, key, strict=False)
            if each in steps
        ),
        feedback=body.feedback_right if order == key else body.feedback_wrong,
    )


def _in_shown_order(asked: Asked) -> tuple[Option, ...]:
    return disordered(body_of(asked.body, OrderingBody).steps, seed=f"{asked.seed}:steps")
