"""Left entries to join with right ones: the share of left entries that meet theirs."""

from collections.abc import Mapping
from fractions import Fraction

from quizzes.errors import ResponseError
from quizzes.kinds.choices import by_id, public
from quizzes.kinds.contract import Asked, Shown, Told, body_of, known_option, response_of, response_value
from quizzes.model import Body, MatchingBody, MatchingResponse, Option, OptionId, Response
from quizzes.public import Line
from quizzes.shuffle import shuffled
from quizzes.tables import Table

_MOST_SPARE = 2


def read(structure: Table, words: Table) -> MatchingBody:
    """Read both sides, the key as a table from left to right, and feedback per left entry."""
    left_ids = structure.identifiers("left", least=2)
    right_ids = structure.identifiers("right", least=2)
    if left_ids and right_ids and not len(left_ids) <= len(right_ids) <= len(left_ids) + _MOST_SPARE:
        structure.fault(
            "right", f"holds {len(right_ids)} for {len(left_ids)} on the left; give as many, or one or two more"
        )
    left, right = words.table("left").texts(left_ids), words.table("right").texts(right_ids)
    feedback = words.table("feedback").texts(left_ids)
    return MatchingBody(
        left=tuple(Option(OptionId(each), left[each], feedback[each]) for each in left_ids),
        right=tuple(Option(OptionId(each), right[each]) for each in right_ids),
        key=_read_key(structure, left_ids, right_ids),
    )


def present(asked: Asked) -> Shown:
    """Return both sides, each shuffled by itself."""
    body = body_of(asked.body, MatchingBody)
    return Shown(
        left=public(_left_in_shown_order(asked)), right=public(shuffled(body.right, seed=f"{asked.seed}:right"))
    )


def read_response(body: Body, data: Mapping[str, object]) -> MatchingResponse:
    """Read {"pairs": {left: right}}; some left entries may be open, and no right one is used twice."""
    known = body_of(body, MatchingBody)
    pairs = response_value(data, "pairs")
    if not isinstance(pairs, Mapping):
        raise ResponseError(f"pairs: {pairs!r} is no table; send right ids by left ids")
    left, right = by_id(known.left), by_id(known.right)
    read_pairs = {
        known_option(one, left, name="pairs, left"): known_option(other, right, name="pairs, right")
        for one, other in pairs.items()
    }
    if len(set(read_pairs.values())) != len(read_pairs):
        raise ResponseError("pairs: a right entry is used twice; use each once at most")
    return MatchingResponse(read_pairs)


def write_response(response: Response) -> dict[str, object]:
    """Return {"pairs": {left: right}}, sorted so that equal answers are equal texts."""
    return {
        "pairs": {str(one): str(other) for one, other in sorted(response_of(response, MatchingResponse).pairs.items())}
    }


def mark(asked: Asked, response: Response) -> Fraction:
    """Return the share of left entries that meet their right one."""
    key = body_of(asked.body, MatchingBody).key
    pairs = response_of(response, MatchingResponse).pairs
    return Fraction(sum(pairs.get(one) == other for one, other in key.items()), len(key))


def review(asked: Asked, response: Response | None) -> Told:
    """Tell of every left entry in shown order with what she joined it to; each carries its feedback."""
    body = body_of(asked.body, MatchingBody)
    pairs = response_of(response, MatchingResponse).pairs if response else {}
    right = by_id(body.right)
    return Told(
        answer=_in_words(body, body.key),
        given=_in_words(body, pairs),
        lines=tuple(
            Line(
                text=_pair(entry, right.get(pairs.get(entry.id, OptionId("")))),
                is_chosen=entry.id in pairs,
                is_right=pairs.get(entry.id) == body.key[entry.id],
                feedback=entry.feedback,
            )
            for entry in _left_in_shown_order(asked)
        ),
    )


def _read_key(structure: Table, left: tuple[str, ...], right: tuple[str, ...]) -> dict[OptionId, OptionId]:
    table = structure.table("key")
    key = {one: table.identifier(one) for one in left}
    table.finish()
    for one, other in key.items():
        if other and right and other not in right:
            table.fault(one, f"names {other}, which is not on the right; use one of the ids there")
    used = [other for other in key.values() if other]
    for twice in sorted({other for other in used if used.count(other) > 1}):
        structure.fault("key", f"uses {twice} twice; give each left entry a right one of its own")
    return {OptionId(one): OptionId(other) for one, other in key.items()}


def _left_in_shown_order(asked: Asked) -> tuple[Option, ...]:
    return shuffled(body_of(asked.body, MatchingBody).left, seed=f"{asked.seed}:left")


def _in_words(body: MatchingBody, pairs: Mapping[OptionId, OptionId]) -> str:
    right = by_id(body.right)
    return "; ".join(_pair(entry, right.get(pairs[entry.id])) for entry in body.left if entry.id in pairs)


def _pair(left: Option, right: Option | None) -> str:
    return f"{left.text} – {right.text}" if right else left.text
