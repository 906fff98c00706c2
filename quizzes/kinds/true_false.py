"""A statement that holds or does not: all or nothing.

In a review the words are the tokens "true" and "false"; delivery says them in the learner's language.
"""

from collections.abc import Mapping
from fractions import Fraction

from quizzes.errors import ResponseError
from quizzes.kinds.contract import Asked, Shown, Told, body_of, response_of, response_value
from quizzes.model import Body, Response, TrueFalseBody, TrueFalseResponse
from quizzes.public import Line
from quizzes.tables import Table

_VALUES: Mapping[object, bool] = {True: True, False: False, "true": True, "false": False}


def read(structure: Table, words: Table) -> TrueFalseBody:
    """Read the key and what to say to who answered true, and false."""
    feedback = words.table("feedback").texts(("true", "false"))
    return TrueFalseBody(structure.flag("key"), feedback["true"], feedback["false"])


def present(asked: Asked) -> Shown:
    """Return nothing beyond the statement."""
    body_of(asked.body, TrueFalseBody)
    return Shown()


def read_response(body: Body, data: Mapping[str, object]) -> TrueFalseResponse:
    """Read {"value": true}; the texts "true" and "false", which forms send, are read too."""
    body_of(body, TrueFalseBody)
    value = response_value(data, "value")
    if not isinstance(value, bool | str) or value not in _VALUES:
        raise ResponseError(f"value: {value!r} is neither true nor false; send one of them")
    return TrueFalseResponse(_VALUES[value])


def write_response(response: Response) -> dict[str, object]:
    """Return {"value": true}."""
    return {"value": response_of(response, TrueFalseResponse).value}


def mark(asked: Asked, response: Response) -> Fraction:
    """Return 1 when the answer is the key, otherwise 0."""
    return Fraction(int(response_of(response, TrueFalseResponse).value == body_of(asked.body, TrueFalseBody).key))


def review(asked: Asked, response: Response | None) -> Told:
    """Tell of both answers, true first; the right one carries its feedback even when she left the item open."""
    body = body_of(asked.body, TrueFalseBody)
    value = response_of(response, TrueFalseResponse).value if response else None
    feedback = {True: body.feedback_true, False: body.feedback_false}
    return Told(
        answer=_token(body.key),
        given="" if value is None else _token(value),
        lines=tuple(
            Line(
                text=_token(each),
                is_chosen=each is value,
                is_right=each is body.key,
                feedback=feedback[each] if each in (value, body.key) else "",
            )
            for each in (True, False)
        ),
    )


def _token(value: object) -> str:
    return "true" if value else "false"
