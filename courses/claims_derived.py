"""What follows from the values of a case: how many are men where it counts women, what share 3 of 18 are."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from courses.cases import ValueKind
from courses.claims_items import name_keys
from courses.claims_known import Known, grouped
from courses.claims_quantities import Money
from courses.claims_words import words

_WOMEN, _MEN = words("women woman female"), words("men man male")
_OF_MEN = "/men"
_SWAPPED = "men|man|male"
_BARRED = ("!women", "!woman", "!female", "!both")
_PART = re.compile(r"\b(\d+) of (?:the )?(\d+)\b")
_LONGEST_NAME = 2
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that no fact gives itself, with the cues by which a sentence speaks of it."""

    known: Known
    cues: tuple[str, ...]


def derive(known: Sequence[Known]) -> Iterator[Derived]:
    """Yield the men beside every count and share of women, and the share of every part of a whole."""
    for one in known:
        lines = [line.split() for line in one.subject.cues]
        if any(_counts_women(choice) for line in lines for choice in line):
            yield from _men(one, known, lines)
        elif one.value.kind is ValueKind.COUNT and (whole := _part_of(one)) and not _has_share(one):
            yield _share(one, whole)


def _men(one: Known, known: Sequence[Known], lines: Sequence[Sequence[str]]) -> Iterator[Derived]:
    is_share = one.value.kind is ValueKind.PERCENT
    whole = _HUNDRED if is_share else (one.whole or _whole_of(one, known))
    if one.value.kind not in (ValueKind.PERCENT, ValueKind.COUNT) or whole <= one.amount:
        return
    if not is_share and not one.whole and not _has_share(one):
        yield _share(one, whole)
    unit = " %" if is_share else ""
    rest = whole - one.amount
    shown = f"{grouped(one.amount)}{unit} women and {grouped(rest)}{unit} men"
    cues = tuple(" ".join(_swapped(line)) for line in lines if any(_counts_women(choice) for choice in line))
    yield _derived(one, _OF_MEN, one.value.kind, rest, shown, cues)


def is_of_men(known: Known) -> bool:
    """Tell whether a value counts the men of whom a fact tells the women."""
    return known.value.subject.endswith(_OF_MEN)


def totals_of(known: Iterable[Known], money: Money) -> Mapping[tuple[str, ...], Known]:
    """Return how many there are of each thing that has a plain name: clients, branches, loan officers."""
    found: dict[tuple[str, ...], Known] = {}
    for one in known:
        if one.value.kind is ValueKind.COUNT and _is_total(one):
            for keys in (name_keys(name, money) for name in one.subject.aliases):
                if len(keys) <= _LONGEST_NAME and (keys not in found or found[keys].amount < one.amount):
                    found[keys] = one
    return found


def _derived(one: Known, name: str, kind: ValueKind, amount: Fraction, shown: str, cues: Sequence[str]) -> Derived:
    value = replace(one.value, kind=kind, amount=amount, subject=f"{one.value.subject}{name}")
    known = replace(one, value=value, shown=shown)
    if name == _OF_MEN:
        told = (one.told - {one.amount}) | {amount}
        known = replace(known, words=one.words | _MEN, nouns=one.nouns | _MEN, told=told)
    return Derived(known, tuple(cues))


def _share(one: Known, whole: Fraction) -> Derived:
    share = one.amount * _HUNDRED / whole
    shown = f"{grouped(one.amount)} of {grouped(whole)}, {round(float(share))} %"
    return _derived(one, "/share", ValueKind.PERCENT, share, shown, one.subject.cues)


def _whole_of(one: Known, known: Sequence[Known]) -> Fraction:
    """Return how many there are of what a fact counts women of: the most of its unit that the case knows."""
    amounts = (
        other.amount for other in known
        if other.value.kind is ValueKind.COUNT and other.value.unit == one.value.unit and _is_all(other)
    )  # fmt: skip
    return max(amounts, default=Fraction(0))


def _is_all(known: Known) -> bool:
    """Tell whether a name ends with what is counted: "board members"."""
    return any(name.lower().endswith(known.value.unit) for name in known.subject.aliases)


def _is_total(known: Known) -> bool:
    return any(name.lower() == known.value.unit for name in known.subject.aliases)


def _part_of(one: Known) -> Fraction:
    """Return 18 where the fact says "3 of 18" in so many words, 0 where it does not; points are no share."""
    said = _PART.search(one.fact.text)
    if said is None or one.value.unit == "points" or Fraction(said[1]) != one.amount:
        return Fraction(0)
    return Fraction(said[2])


def _has_share(one: Known) -> bool:
    return any(value.kind is ValueKind.PERCENT for value in one.fact.values)


def _counts_women(choice: str) -> bool:
    return not choice.startswith("!") and not _WOMEN.isdisjoint(choice.split("|"))


def _swapped(line: Sequence[str]) -> Iterator[str]:
    """Yield the choices of a cue of women as one of men has them."""
    for choice in line:
        if _counts_women(choice):
            yield _SWAPPED
        elif choice.removeprefix("!") not in _MEN:
            yield choice
    yield from _BARRED
