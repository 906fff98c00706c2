"""A sentence of a draft with all that judging a number in it needs, and what was found there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from courses.cases import ValueKind
from courses.claims_asides import is_given_beside, is_of_each_of, is_sample, is_set_against
from courses.claims_context import DEADLINE, is_denied, is_doubted, is_explained, is_past, is_planned, other_years
from courses.claims_elsewhere import is_of_another
from courses.claims_index import CaseIndex
from courses.claims_items import Hedge, Item, counted, stem
from courses.claims_known import Known, Match
from courses.claims_quantities import Measure, Quantity
from courses.claims_stretches import Stretch, clause_at, segment_at
from courses.claims_told import is_told

_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_OF_THEM = (("of", "them"), ("of", "they"), ("of", "it"))
_YEARS = range(1990, 2100)
_DURING, _LISTING = frozenset({"in", "over", "during", "within"}), frozenset({"and", "to", "or", "–", ","})
_TURNS, _PERIODS = frozenset({"first", "second", "third", "fourth", "last"}), frozenset({"day", "week", "month"})
_AVERAGES, _OF_EACH = frozenset({"average", "mean", "typical"}), frozenset({"avera", "each", "per"})
_WHOLE_DAY = 3
_NARROWING = frozenset({"among", "amongst", "of", "on", "in", "for", "at", "outside", "without"})


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the draft that does not agree with values of the case; `said` overrides how those are told.

    `exhibits` are the labels of tables that show it. What `is_planned` is not so today, and may stand as a plan.
    """

    start: int
    end: int
    known: tuple[Known, ...]
    is_reported: bool = False
    said: str = ""
    facts: tuple[int, ...] = ()
    exhibits: tuple[str, ...] = ()
    is_planned: bool = False


@dataclass(slots=True)
class Scene:
    """A sentence, the names in it, and the stems of the sentence before it in the same paragraph."""

    index: CaseIndex
    items: tuple[Item, ...]
    before: frozenset[str] = frozenset()
    follows_place: bool = False
    matches: tuple[Match, ...] = ()
    stems: frozenset[str] = field(default=frozenset())
    present: frozenset[str] = field(default=frozenset())

    def __post_init__(self) -> None:
        self.matches = self.index.matches(self.items)
        self.present = frozenset(item.key for item in self.items)
        self.stems = frozenset(stem(key) for key in self.present)

    def clause(self, at: int) -> Stretch:
        """Return the clause around an item."""
        return clause_at(self.items, at, self.matches)

    def keys(self, stretch: Stretch) -> frozenset[str]:
        """Return the keys of a stretch."""
        return frozenset(item.key for item in self.items[stretch.first : stretch.after])

    def verdict(self, at: int, known: Sequence[Known], span: tuple[int, int]) -> Found | None:
        """Return what is found at an item whose number differs, None where the sentence does not state it."""
        first = known[0]
        years = frozenset[int]() if first.value.kind is ValueKind.DATE else self.years(first)
        words = first.words | {"plan"} if first.value.period == str(self.index.case.as_on.year) else first.words
        if first.is_deadline(self.index.case.as_on):
            if not first.is_missed(counted(self.items[at]).day):
                return None
            words |= {DEADLINE}
        if self._is_of_some(at, first.words | first.leads) or self._is_of_each(at, first.words):
            return None
        if any(is_given_beside(self.items, at, one) for one in known) or is_sample(self.items[at], first):
            return None
        if self._is_before_than(at, first.words) or self._is_average(at, first.words):
            return None
        if self._is_of_a_day(first.words) or self._is_of_a_new_thing(at, first.words | first.leads):
            return None
        told = self.is_told_at(at, words, years)
        return None if told is None else Found(span[0], span[1], tuple(known), is_reported=told)

    def is_told_at(self, at: int, words: frozenset[str], years: frozenset[int]) -> bool | None:
        """Tell whether a number is somebody's word rather than the draft's own; None where it is not stated at all.

        `words` are those of the fact, `years` those of which the sentence may speak; none at all means any.
        """
        clause = self.clause(at)
        segment = segment_at(self.items, at)
        if self.items[at].is_quoted or is_doubted(self.items) or is_denied(self.items, at, clause):
            return None
        if is_set_against(self.items, at):
            return None
        if is_planned(self.items, segment, self.matches, self.index, words):
            return None
        if is_past(self.items, segment, self.matches, words) or is_of_another(self.items, segment, self.index, words):
            return None
        if years and other_years(self.items, clause, years):
            return None
        return is_told(self.items, segment, self.index, words)

    def _is_of_some(self, at: int, words: frozenset[str]) -> bool:
        """Tell whether what stands in front narrows it: "Among the women, 35 % named", "On days without a market"."""
        clause = self.clause(at)
        if self.items[0].key == "per" and "per" not in words:
            return True
        if not clause.first or self.items[0].key not in _NARROWING:
            return False
        if self.items[0].key not in ("among", "of") and any(item.quantity for item in self.items[: clause.first]):
            return False
        return not is_explained(self.items, range(1, clause.first), words, self.index.neutral)

    def _is_of_each(self, at: int, words: frozenset[str]) -> bool:
        """Tell whether a number is of what stands before and no sum: "asked 50 clients in each", "half of them"."""
        follows = tuple(item.key for item in self.items[at + 1 : at + 3])
        if is_of_each_of(self.items, at, words) or self._is_led_by_each(at, words):
            return True
        return self.items[self.clause(at).after - 1].key in ("each", "apiece") or follows in _OF_THEM

    def _is_led_by_each(self, at: int, words: frozenset[str]) -> bool:
        """Tell whether each of some things that the case counts is said to have the number: "every branch has 7"."""
        if not words.isdisjoint(_OF_EACH):
            return False
        units = self.index.units
        return any(
            self.items[place].key in ("each", "every")
            and any(follows.key in units for follows in self.items[place + 1 : min(place + 3, at)])
            for place in range(self.clause(at).first, at)
        )

    def _is_average(self, at: int, words: frozenset[str]) -> bool:
        """Tell whether a number is the nearest to "average", as in "21 calls on an average Thursday", and no fact's."""
        if self.present.isdisjoint(_AVERAGES) or not words.isdisjoint(_OF_EACH):
            return False
        numbers = [place for place, item in enumerate(self.items) if item.quantity is not None]
        return any(
            min(numbers, key=lambda place: abs(place - named)) == at
            for named, item in enumerate(self.items)
            if item.key in _AVERAGES
        )

    def _is_before_than(self, at: int, words: frozenset[str]) -> bool:
        """Tell whether the place of a fact is only what something else is held against: "fewer than Cove"."""
        return any(
            self.items[place - 1].key == "than" and self.items[place].is_name and stem(self.items[place].key) in words
            for place in range(at + 2, len(self.items))
        )

    def _is_of_a_day(self, words: frozenset[str]) -> bool:
        """Tell whether a day of the week, "on four days" or "on 2, 3 and 6 May" narrows what the fact says of all."""
        if any(_narrows_to_days(self.items, at) for at in range(1, len(self.items))):
            return True
        if any(one.key in _TURNS and follows.key in _PERIODS for one, follows in pairwise(self.items)):
            return True
        return any(stem(key) not in words for key in self.present & _WEEKDAYS)

    def _is_of_a_new_thing(self, at: int, words: frozenset[str]) -> bool:
        """Tell whether the clause brings in something of which no fact knows: "a user board of nine members"."""
        clause = self.clause(at)
        places = [
            place for place in range(clause.first, at)
            if {"a", "an"} & set(self.items[place].dropped)
        ]  # fmt: skip
        return not is_explained(self.items, places, words, self.index.neutral)

    def end_of(self, at: int) -> int:
        """Return where a number ends with the noun that it counts: "six times", "8 branches"."""
        follows = self.items[at + 1] if at + 1 < len(self.items) else None
        is_noun = follows is not None and (follows.key in self.index.units or follows.key in ("time", "people"))
        return follows.end if follows is not None and is_noun else self.items[at].end

    def years(self, known: Known) -> frozenset[int]:
        """Return the years of which a sentence may speak and still mean this value."""
        own = {int(number) for number in known.told if number in _YEARS}
        if known.value.period:
            return frozenset({int(known.value.period)})
        year = self.index.case.as_on.year
        return frozenset({year, year - 1, *own})


def _narrows_to_days(items: Sequence[Item], at: int) -> bool:
    """Tell whether "on four days", "in the four days" or one of several days of a month stands at a place."""
    quantity, lead = items[at].quantity, items[at - 1]
    if quantity is None:
        return False
    if quantity.measure is Measure.SPAN:
        return lead.key == "on" or (lead.key in _DURING and quantity.unit == "day" and "the" in items[at].dropped)
    is_day = quantity.measure is Measure.LABEL or len(quantity.day) == _WHOLE_DAY
    return is_day and lead.key in _LISTING and at > 1 and items[at - 2].quantity is not None


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
    slack = 1 if quantity.is_rough else 0
    if hedge is Hedge.LEAST:
        return said - slack <= exact
    if hedge is Hedge.MOST:
        return said + slack >= exact
    if quantity.is_rough:
        return abs(said - exact) <= 4
    if hedge is Hedge.ABOUT:
        return abs(said - exact) <= max(exact / 12, Fraction(3, 2) if value.kind is ValueKind.PERCENT else exact / 12)
    if value.kind is ValueKind.PERCENT and known.shown:
        return abs(said - exact) < 1
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
