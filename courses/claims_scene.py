"""A sentence of a draft with all that judging a number in it needs, and what was found there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from courses.cases import ValueKind
from courses.claims_context import (
    Stretch,
    clause_at,
    is_denied,
    is_doubted,
    is_past,
    is_planned,
    is_told,
    other_years,
    segment_at,
)
from courses.claims_index import CaseIndex, Known, Match
from courses.claims_items import Hedge, Item, stem
from courses.claims_quantities import Measure, Quantity


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the draft that does not agree with values of the case; `said` overrides how those are told."""

    start: int
    end: int
    known: tuple[Known, ...]
    is_reported: bool = False
    said: str = ""
    facts: tuple[int, ...] = ()


@dataclass(slots=True)
class Scene:
    """A sentence, the names in it, and the stems of the sentence before it in the same paragraph."""

    index: CaseIndex
    items: tuple[Item, ...]
    before: frozenset[str] = frozenset()
    follows_place: bool = False
    matches: tuple[Match, ...] = ()
    stems: frozenset[str] = field(default=frozenset())

    def __post_init__(self) -> None:
        self.matches = self.index.matches(self.items)
        self.stems = frozenset(stem(item.key) for item in self.items)

    def clause(self, at: int) -> Stretch:
        """Return the clause around an item."""
        return clause_at(self.items, at, self.matches)

    def keys(self, stretch: Stretch) -> frozenset[str]:
        """Return the keys of a stretch."""
        return frozenset(item.key for item in self.items[stretch.first : stretch.after])

    def verdict(self, at: int, known: Sequence[Known], span: tuple[int, int]) -> Found | None:
        """Return what is found at an item whose number differs, None where the sentence does not state it."""
        clause = self.clause(at)
        segment = segment_at(self.items, at)
        if self.items[at].is_quoted or is_doubted(self.items) or is_denied(self.items, at, clause):
            return None
        if is_planned(self.items, segment, self.matches, self.index, known[0].words):
            return None
        if is_past(self.items, segment, self.matches):
            return None
        if known[0].value.kind is not ValueKind.DATE and other_years(self.items, clause, self.years(known[0])):
            return None
        told = is_told(self.items, segment, self.index)
        return Found(span[0], span[1], tuple(known), is_reported=told)

    def years(self, known: Known) -> frozenset[int]:
        """Return the years of which a sentence may speak and still mean this value."""
        if known.value.period:
            return frozenset({int(known.value.period)})
        year = self.index.case.as_on.year
        return frozenset({year, year - 1})


def fits(quantity: Quantity, hedge: Hedge, known: Known) -> bool:
    """Tell whether a number, softened as it is, may stand for a value."""
    value = known.value
    if value.kind is ValueKind.DATE:
        parts = tuple(int(part) for part in value.text.split("-"))
        shared = min(len(parts), len(quantity.day))
        return quantity.day[:shared] == parts[:shared]
    if value.kind is ValueKind.DURATION:
        return _fits_span(quantity, hedge, known.amount, value.unit)
    said, exact = quantity.amount, known.amount
    if quantity.is_rough:
        return abs(said - exact) <= 4
    if hedge is Hedge.LEAST:
        return said <= exact
    if hedge is Hedge.MOST:
        return said >= exact
    if hedge is Hedge.ABOUT:
        return abs(said - exact) <= max(exact / 12, Fraction(3, 2) if value.kind is ValueKind.PERCENT else exact / 12)
    return said == exact or _is_rounded(said, exact)


def _is_rounded(said: Fraction, exact: Fraction) -> bool:
    """Tell whether a number with more decimals is the value before rounding: 13.3 for 13."""
    return said.denominator > 1 and exact.denominator == 1 and abs(said - exact) < Fraction(1, 2)


def _fits_span(quantity: Quantity, hedge: Hedge, amount: Fraction, unit: str) -> bool:
    """Compare lengths of time: two weeks are ten working days and fourteen days, a month is thirty."""
    forms = _days(amount, unit)
    said = _said_days(quantity)
    if said is None or forms is None:
        return True
    if hedge is Hedge.LEAST:
        return any(one <= max(forms) for one in said)
    if hedge is Hedge.MOST:
        return any(one >= min(forms) for one in said)
    slack = max(forms) / 10 if hedge is Hedge.ABOUT else Fraction(0)
    return any(abs(one - form) <= slack for one in said for form in forms)


def _days(amount: Fraction, unit: str) -> frozenset[Fraction] | None:
    word = unit.split()[-1].removesuffix("s")
    if word == "day" and "working" in unit:
        return frozenset({amount, amount * 7 / 5})
    days = {"day": Fraction(1), "week": Fraction(7), "month": Fraction(30), "year": Fraction(365)}.get(word)
    if days is None:
        minutes = {"minute": Fraction(1), "hour": Fraction(60)}.get(word)
        return None if minutes is None else frozenset({amount * minutes / 1440})
    whole = amount * days
    return frozenset({whole, whole * 5 / 7}) if word == "week" else frozenset({whole})


def _said_days(quantity: Quantity) -> frozenset[Fraction] | None:
    if quantity.is_working:
        return frozenset({quantity.amount, quantity.amount * 7 / 5})
    scale = {"minute": Fraction(1, 1440), "day": Fraction(1), "month": Fraction(30)}[quantity.unit]
    if quantity.unit == "month" and quantity.amount % 12 == 0:
        return frozenset({quantity.amount / 12 * 365})
    return frozenset({quantity.amount * scale})


KINDS = {
    Measure.COUNT: ValueKind.COUNT,
    Measure.PERCENT: ValueKind.PERCENT,
    Measure.MONEY: ValueKind.MONEY,
    Measure.SPAN: ValueKind.DURATION,
    Measure.DAY: ValueKind.DATE,
}
