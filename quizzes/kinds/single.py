"""One option to choose among several, and mostly one that is right: all or nothing."""

from collections.abc import Mapping
from fractions import Fraction

from quizzes.kinds.choices import by_id, in_shown_order, joined, option_lines, public, read_options
from quizzes.kinds.contract import Asked, Shown, Told, body_of, known_option, response_of, response_value
from quizzes.model import Body, OptionId, Response, SingleBody, SingleResponse
from quizzes.tables import Table


def read(structure: Table, words: Table) -> SingleBody:
    """Read options, the id of the right one, and those that are right besides, if any."""
    options = read_options(structure, words)
    key = structure.identifier("key")
    if key and options and key not in by_id(options):
        structure.fault("key", f"names {key}, which is not among the options; use one of their ids")
    also = structure.identifiers("also")
    for each in also:
        if options and each not in by_id(options):
            structure.fault("also", f"names {each}, which is not among the options; use their ids")
        if each == key:
            structure.fault("also", f"names {each}, which is the key; name only what is right besides it")
    if options and {key, *also} >= set(by_id(options)):
        structure.fault("also", "leaves no option that is wrong; leave one out, or ask something else")
    return SingleBody(options, OptionId(key), frozenset(OptionId(each) for each in also))


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
    """Return 1 for an option that is right and 0 for any other."""
    body, choice = body_of(asked.body, SingleBody), response_of(response, SingleResponse).choice
    return Fraction(int(choice == body.key or choice in body.also))


def review(asked: Asked, response: Response | None) -> Told:
    """Tell of every option in shown order; what is right carries its feedback even when she left the item open."""
    body = body_of(asked.body, SingleBody)
    chosen = {response_of(response, SingleResponse).choice} if response else set[OptionId]()
    return Told(
        answer=joined(body.accepted, by_id(body.options)),
        given=joined(chosen, by_id(body.options)),
        lines=option_lines(in_shown_order(body.options, seed=asked.seed), chosen=chosen, key=body.accepted),
    )
