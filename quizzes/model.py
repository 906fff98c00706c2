"""The full item, key included: what authors write and only the server may see.

Words are those of one language; ids are the same in all. Delivery to a learner goes through `quizzes.public`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NewType

ItemId = NewType("ItemId", str)
OptionId = NewType("OptionId", str)


class Kind(StrEnum):
    """The kinds of question."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    ORDERING = "ordering"
    MATCHING = "matching"
    NUMERIC = "numeric"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a learner can choose, order or match; `feedback` is what she reads when she chose it."""

    id: OptionId
    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class SingleBody:
    """One right option among several; where each of several is right by itself, the others stand in `also`."""

    options: tuple[Option, ...]
    key: OptionId
    also: frozenset[OptionId] = frozenset()

    @property
    def accepted(self) -> frozenset[OptionId]:
        """The options that are right, each by itself."""
        return self.also | {self.key}


@dataclass(frozen=True, slots=True)
class MultipleBody:
    """Any number of right options; each wrong one chosen cancels a right one."""

    options: tuple[Option, ...]
    key: frozenset[OptionId]


@dataclass(frozen=True, slots=True)
class TrueFalseBody:
    """A statement; feedback by what the learner answered."""

    key: bool
    feedback_true: str
    feedback_false: str


@dataclass(frozen=True, slots=True)
class OrderingBody:
    """Steps in their right order, which is the key, unless a correction says another: then that stands in `corrected`.

    What is shown follows from the authored order for ever, so a correction moves nothing on a page that is open.
    """

    steps: tuple[Option, ...]
    feedback_right: str
    feedback_wrong: str
    corrected: tuple[OptionId, ...] = ()

    @property
    def key(self) -> tuple[OptionId, ...]:
        """The ids of the steps in the order that is right."""
        return self.corrected or tuple(step.id for step in self.steps)


@dataclass(frozen=True, slots=True)
class MatchingBody:
    """Left entries, each with one right entry; there may be more right entries than left.

    Feedback stands on the left.
    """

    left: tuple[Option, ...]
    right: tuple[Option, ...]
    key: Mapping[OptionId, OptionId]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number drawn for each form: `start`, `start + step`, … up to `stop`."""

    name: str
    start: Fraction
    stop: Fraction
    step: Fraction


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong way people really take, and what to say to who took it."""

    id: str
    answer: str
    feedback: str


@dataclass(frozen=True, slots=True)
class NumericBody:
    """A number to compute; `answer` is an expression of + - * / ( ), numbers and parameter names."""

    parameters: tuple[Parameter, ...]
    answer: str
    tolerance: Fraction
    decimals: int
    unit: str
    feedback_right: str
    feedback_wrong: str
    slips: tuple[Slip, ...] = ()


Body = SingleBody | MultipleBody | TrueFalseBody | OrderingBody | MatchingBody | NumericBody


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its key and its feedback.

    `tiers` empty means that it is for everyone. `scenario` is the text of a case that several items share.
    `is_withdrawn`: a correction found no answer to be right, so everybody gets its point.
    """

    id: ItemId
    kind: Kind
    stem: str
    body: Body
    objectives: tuple[str, ...]
    tiers: tuple[str, ...] = ()
    section: str = ""
    case: bool = False
    scenario_id: str = ""
    scenario: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Blueprint:
    """How a form is drawn: its length, and at least so many of each.

    Impossible minimums yield from the last field below to the first.
    """

    length: int
    per_objective: int
    per_tier: int
    case_share: int
    kinds: int


@dataclass(frozen=True, slots=True)
class Bank:
    """All items of a module in one language, in authored order."""

    items: tuple[Item, ...]
    blueprint: Blueprint

    def find(self, item_id: str) -> Item | None:
        """Return the item of that id, or None."""
        return next((item for item in self.items if item.id == item_id), None)


@dataclass(frozen=True, slots=True)
class FormItem:
    """An item as drawn: which, and with which parameter values (name -> exact number as text, e.g. '4500' or '9/2')."""

    item_id: ItemId
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """The items drawn for one attempt, in the order asked. Frozen with the attempt."""

    items: tuple[FormItem, ...]


# A response in authored ids, as it is stored and as it travels (JSON):
#   single {"choice": id} · multiple {"choices": [id, …]} · true_false {"value": true}
#   ordering {"order": [id, …]} · matching {"pairs": {left: right}} · numeric {"number": "12,5"} (as typed)
@dataclass(frozen=True, slots=True)
class SingleResponse:
    """One option chosen."""

    choice: OptionId


@dataclass(frozen=True, slots=True)
class MultipleResponse:
    """The options chosen; none is an answer too."""

    choices: frozenset[OptionId]


@dataclass(frozen=True, slots=True)
class TrueFalseResponse:
    """True or false."""

    value: bool


@dataclass(frozen=True, slots=True)
class OrderingResponse:
    """All steps in the learner's order."""

    order: tuple[OptionId, ...]


@dataclass(frozen=True, slots=True)
class MatchingResponse:
    """Left id to right id; some left entries may still be open."""

    pairs: Mapping[OptionId, OptionId]


@dataclass(frozen=True, slots=True)
class NumericResponse:
    """The number, exact, and as it was typed."""

    number: Fraction
    typed: str


Response = SingleResponse | MultipleResponse | TrueFalseResponse | OrderingResponse | MatchingResponse | NumericResponse
