"""What a case knows, as a sentence is held against it: values with their words, names, roles, what there is none of."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from courses.cases import Fact, FactValue, Subject, ValueKind
from courses.claims_days import shown_day
from courses.claims_quantities import Measure, Quantity

# "52 of the 400 clients", "9 of the 62 who"; at its beginning a fact may name the whole of all its parts.
_PART_OF = re.compile(r"(?:^Of|(\d[\d,]*) of) (?:the |these |those )?(\d+(?:,\d{3})*)")
_LIMITS = ("up to ", "can reach ", "at most ")


@dataclass(frozen=True, slots=True)
class Known:
    """A value that the case gives to a subject, with the words that speak of it.

    `words` are the stems of what the fact and its names say; a clause that uses others speaks of something else.
    `leads` are words of the fact before, where this one begins with "It" or "They" and so speaks of the same thing.
    `told` are all numbers in the words of the fact, `shares` those that are percentages only, `nouns` the words of what
    is counted. `shown` is how one reads that follows from others.
    """

    fact: Fact
    value: FactValue
    subject: Subject
    words: frozenset[str]
    leads: frozenset[str]
    currency: str
    told: frozenset[Fraction]
    shares: frozenset[Fraction]
    nouns: frozenset[str]
    shown: str = ""

    @property
    def is_limit(self) -> bool:
        """Tell whether the value is the most that there may be, as in "up to 30,000"."""
        return any(said in self.fact.text for said in _LIMITS) or any(
            name.split()[0] in ("largest", "highest") for name in self.subject.aliases
        )

    def is_deadline(self, today: date) -> bool:
        """Tell whether the value is a day to come."""
        return self.value.kind is ValueKind.DATE and self.value.text > today.isoformat()

    def is_missed(self, day: tuple[int, ...]) -> bool:
        """Tell whether a day, as far as it is given, lies after the value: who decides earlier keeps a deadline."""
        limit = tuple(int(part) for part in self.value.text.split("-"))
        return day > limit[: len(day)]

    def gives(self, quantity: Quantity) -> bool:
        """Tell whether a number stands in the words of the fact; 52 people are no 52 %."""
        is_share = quantity.measure is Measure.COUNT and quantity.amount in self.shares
        return quantity.amount in self.told and not is_share

    @property
    def amount(self) -> Fraction:
        """The amount of a value that is a number, 0 of one that is none."""
        return self.value.amount or Fraction(0)

    @property
    def whole(self) -> Fraction:
        """What the value is a part of in the words of its fact, 400 in "52 of the 400 clients"; 0 if of nothing."""
        for part, whole in _PART_OF.findall(self.fact.text):
            if not part or Fraction(part.replace(",", "")) == self.amount:
                return Fraction(whole.replace(",", ""))
        return Fraction(0)

    @property
    def said(self) -> str:
        """The value as people read it: 18, 63 %, 24,000 CVM, 14 June 2019, 15 working days."""
        value = self.value
        if self.shown:
            return self.shown
        match value.kind:
            case ValueKind.DATE:
                return shown_day(value.text)
            case ValueKind.PERCENT:
                return f"{value.text} %"
            case ValueKind.MONEY:
                return f"{grouped(self.amount)} {self.currency}"
            case ValueKind.COUNT:
                return grouped(self.amount)
            case ValueKind.DURATION:
                return f"{grouped(self.amount)} {value.unit}"
            case _:
                return value.text


@dataclass(frozen=True, slots=True)
class Alias:
    """A name and the values it may stand for. `is_predicate` marks one that says something: "officers were trained"."""

    keys: tuple[str, ...]
    known: tuple[Known, ...]
    is_predicate: bool
    content: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """An alias as it stands in a sentence, from one item to before another."""

    alias: Alias
    first: int
    after: int


@dataclass(frozen=True, slots=True)
class Holder:
    """A role that one person of the case has, and the facts that say so."""

    role: str
    keys: tuple[str, ...]
    name: str
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """A fact that says there is none of something, and the words by which a sentence names what it is about."""

    known: Known
    topics: frozenset[str]


def grouped(amount: Fraction) -> str:
    """Return an exact number with commas between thousands."""
    if amount.denominator == 1:
        return f"{amount.numerator:,}"
    digits = f"{float(amount):,.4f}".rstrip("0")
    return digits + "0" if len(digits.rpartition(".")[2]) == 1 and amount < 10 and amount.denominator > 10 else digits
