"""What every kind of question can do, phase by phase. Nothing here knows how a page, a form or a file looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol, TypeVar

from quizzes.errors import QuizError, ResponseError
from quizzes.model import Body, OptionId, Response
from quizzes.public import Line, PublicOption
from quizzes.tables import Table

B = TypeVar("B")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Asked:
    """A body as one form asks it: `values` are its parameters, `seed` decides the shown order (marking needs none)."""

    body: Body
    values: Mapping[str, Fraction]
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a kind adds to a public item."""

    options: tuple[PublicOption, ...] = ()
    left: tuple[PublicOption, ...] = ()
    right: tuple[PublicOption, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a kind adds to a review. `given` is empty when the item was left open."""

    answer: str
    given: str = ""
    lines: tuple[Line, ...] = ()
    feedback: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


class KindRules(Protocol):
    """The phases of a kind. A module that has these functions is a kind; `quizzes.registry` names it."""

    def read(self, structure: Table, words: Table) -> Body:
        """Read the body, noting faults in the two tables; what is returned counts only when there is no fault."""

    def present(self, asked: Asked) -> Shown:
        """Return what a learner may see, in an order that follows from the seed."""

    def read_response(self, body: Body, data: Mapping[str, object]) -> Response:
        """Read a response in authored ids. Raises ResponseError when it does not fit the body."""

    def write_response(self, response: Response) -> dict[str, object]:
        """Return the response ready for JSON; `read_response` reads it back."""

    def mark(self, asked: Asked, response: Response) -> Fraction:
        """Return the credit, from 0 to 1. What the body does not know earns nothing."""

    def review(self, asked: Asked, response: Response | None) -> Told:
        """Return what a learner reads afterwards; None is an item left open."""


def body_of(body: Body, expected: type[B]) -> B:
    """Return the body as its kind knows it. Raises QuizError when item and kind do not belong together."""
    if not isinstance(body, expected):
        raise QuizError(f"a {type(body).__name__} stands where a {expected.__name__} belongs; correct the item's kind")
    return body


def response_of(response: Response, expected: type[R]) -> R:
    """Return the response as its kind knows it. Raises ResponseError when it answers another kind of item."""
    if not isinstance(response, expected):
        raise ResponseError(
            f"a {type(response).__name__} answers another kind of question; this one takes a {expected.__name__}"
        )
    return response


def response_value(data: Mapping[str, object], name: str) -> object:
    """Return the one value a response holds. Raises ResponseError when it is missing or not alone."""
    if set(data) != {name}:
        found = ", ".join(sorted(map(str, data))) or "nothing"
        raise ResponseError(f"the response should hold “{name}” and nothing else, and holds {found}; send {name}")
    return data[name]


def known_option(value: object, known: Mapping[OptionId, object], *, name: str) -> OptionId:
    """Return an id that the item has. Raises ResponseError otherwise."""
    if not isinstance(value, str) or value not in known:
        raise ResponseError(f"{name}: {value!r} is no option of this question; choose one of {', '.join(known)}")
    return OptionId(value)


def known_options(value: object, known: Mapping[OptionId, object], *, name: str) -> tuple[OptionId, ...]:
    """Return ids that the item has, each once at most. Raises ResponseError otherwise."""
    if not isinstance(value, list):
        raise ResponseError(f"{name}: {value!r} is no list; send a list of option ids")
    found = tuple(known_option(each, known, name=name) for each in value)
    if len(set(found)) != len(found):
        raise ResponseError(f"{name}: an option stands twice; send each once")
    return found
