"""One right option among several: all or nothing."""

from collections.abc import Mapping
from fractions import Fraction

from quizzes.kinds.choices import by_id, in_shown_order, joined, option_lines, public, read_options
from quizzes.kinds.contract import Asked, Shown, Told, body_of, known_option, response_of, response_value
from quizzes.model import Body, OptionId, Response, SingleBody, SingleResponse
from quizzes.tables import Table


def read(structure: Table, words: Table) -> SingleBody:
    """Read options and the id of the right one."""
    options = read_options(structure, words)
    key = structure.identifier("key")
    if key and options and key not in by_id(options):
        structure.fault("key", f"names {key}, which is not among the options; use one of their ids")
    return SingleBody(options, OptionId(key))


def present(asked: Asked) -> Shown:
    """Return the options in shown order."""
    return Shown(options=public(in_shown_order(body_of(asked.body, SingleBody).options, seed=asked.seed)))


def read_response(body: Body, data: Mapping[str, object]) -> SingleResponse:
    """Read {"choice": id}."""
    known = by_id(body_of(body, SingleBody).options)
    return SingleResponse(known_option(response_value(data, "choice"), known, name="choice"))


def write_response(response: Response) -> dict[str, object]:
    """Return {"choice": id}."""
    return {"choice": str(response_of(response, SingleResponse).choice)}


def mark(asked: Asked, response: Response) -> Fraction:
    """Return 1 for the key and 0 for any other option."""
    return Fraction(int(response_of(response, SingleResponse).choice == body_of(asked.body, SingleBody).key))


def review(asked: Asked, response: Response | None) -> Told:
    """Tell of every option in shown order; the right one carries its feedback even when she left the item open."""
    body = body_of(asked.body, SingleBody)
    chosen = {response_of(response, SingleResponse).choice} if response else set[OptionId]()
    return Told(
        answer=joined({body.key}, by_id(body.options)),
        given=joined(chosen, by_id(body.options)),
        lines=option_lines(in_shown_order(body.options, seed=asked.seed), chosen=chosen, key={body.key}),
    )
