"""Several right options: the share of them that was chosen, each wrong one cancelling a right one."""

from collections.abc import Mapping
from fractions import Fraction

from quizzes.kinds.choices import by_id, in_shown_order, joined, option_lines, public, read_options
from quizzes.kinds.contract import Asked, Shown, Told, body_of, known_options, response_of, response_value
from quizzes.model import Body, MultipleBody, MultipleResponse, OptionId, Response
from quizzes.tables import Table


def read(structure: Table, words: Table) -> MultipleBody:
    """Read options and the list of the right ones, at least one."""
    options = read_options(structure, words)
    key = structure.identifiers("key", least=1)
    for each in key:
        if options and each not in by_id(options):
            structure.fault("key", f"names {each}, which is not among the options; use their ids")
    return MultipleBody(options, frozenset(OptionId(each) for each in key))


def present(asked: Asked) -> Shown:
    """Return the options in shown order; how many are right is not said."""
    return Shown(options=public(in_shown_order(body_of(asked.body, MultipleBody).options, seed=asked.seed)))


def read_response(body: Body, data: Mapping[str, object]) -> MultipleResponse:
    """Read {"choices": [id, …]}; an empty list is an answer."""
    known = by_id(body_of(body, MultipleBody).options)
    return MultipleResponse(frozenset(known_options(response_value(data, "choices"), known, name="choices")))


def write_response(response: Response) -> dict[str, object]:
    """Return {"choices": [id, …]}, sorted so that equal answers are equal texts."""
    return {"choices": sorted(response_of(response, MultipleResponse).choices)}


def mark(asked: Asked, response: Response) -> Fraction:
    """Return the net share of right options."""
    key = body_of(asked.body, MultipleBody).key
    chosen = response_of(response, MultipleResponse).choices
    return _net_share(hits=len(chosen & key), misses=len(chosen - key), right=len(key))


def review(asked: Asked, response: Response | None) -> Told:
    """Tell of every option in shown order; a right one she missed carries its feedback too."""
    body = body_of(asked.body, MultipleBody)
    chosen = response_of(response, MultipleResponse).choices if response else frozenset[OptionId]()
    return Told(
        answer=joined(body.key, by_id(body.options)),
        given=joined(chosen, by_id(body.options)),
        lines=option_lines(in_shown_order(body.options, seed=asked.seed), chosen=chosen, key=body.key),
    )


def _net_share(*, hits: int, misses: int, right: int) -> Fraction:
    """Return hits less misses as a share of what is right; never below zero: a guess costs what it won, not more."""
    return max(Fraction(0), Fraction(hits - misses, right))
