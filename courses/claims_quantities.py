"""What a number is that a draft names: of what kind, how much, how exactly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from courses.claims_sentences import Sign, Token


class Measure(StrEnum):
    """What a quantity measures. A `label` numbers something (entry 5, 14:00) and says nothing of its amount."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    SPAN = "span"
    DAY = "day"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that was read. `day` holds year, month and day of a date, as far as they are given, else nothing.

    A length of time is in minutes, days or months by its `unit`; `is_working` marks working days. `is_rough` marks
    shares in words such as a third or one in eight, which nobody means to the point.
    """

    measure: Measure
    amount: Fraction
    unit: str = ""
    day: tuple[int, ...] = ()
    is_rough: bool = False
    is_working: bool = False
    is_word: bool = False

    @property
    def key(self) -> str:
        """How the quantity stands in a name: the same for 1,000 and a thousand."""
        if self.measure is Measure.DAY:
            return "#" + "-".join(str(part) for part in self.day)
        return f"#{self.amount}"


@dataclass(frozen=True, slots=True)
class Money:
    """The words that mark money of the case, in small letters."""

    names: frozenset[str]


def low_at(tokens: Sequence[Token], place: int) -> str:
    """Return a token in small letters, nothing where there is none."""
    return tokens[place].low if 0 <= place < len(tokens) else ""


def whole_of(token: Token) -> int | None:
    """Return a whole number in digits, an ordinal included; None for anything else."""
    if token.sign is not Sign.DIGITS:
        return None
    bare = re.sub(r"(st|nd|rd|th)$", "", token.low)
    return int(bare) if bare.isdecimal() and len(bare) < 10 else None
