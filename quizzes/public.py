"""The item as a learner may see it before she has answered: no key, no feedback, no authored order."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizzes.model import ItemId, Kind, OptionId


@dataclass(frozen=True, slots=True)
class PublicOption:
    """An option as shown."""

    id: OptionId
    text: str


@dataclass(frozen=True, slots=True)
class PublicItem:
    """A question as shown, in shown order.

    `options` serve single, multiple and ordering; `left` and `right` serve matching; `unit` serves numeric. Parameters
    are already written into `stem`.
    """

    id: ItemId
    kind: Kind
    stem: str
    scenario: str = ""
    options: tuple[PublicOption, ...] = ()
    left: tuple[PublicOption, ...] = ()
    right: tuple[PublicOption, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a review: what the learner did, whether that was right, and what it teaches."""

    text: str
    is_chosen: bool
    is_right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a learner sees of an item after she has submitted.

    `share` is the credit as text ("1", "0", "1/2"). `answer` is the right answer in words; of a single item it may hold
    several, each right by itself. `lines` hold the options in
    shown order with feedback where she chose, or should have.
    """

    item_id: ItemId
    kind: Kind
    stem: str
    scenario: str
    share: str
    is_answered: bool
    given: str
    answer: str
    lines: tuple[Line, ...]
    feedback: str
    section: str
    details: Mapping[str, str]
