"""Cuts a sentence into clauses and into the longer stretches that one plan or one speaker covers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courses.claims_items import Item, is_conjunction
from courses.claims_known import Match
from courses.claims_quantities import Measure

_REASONS = frozenset({"since", "as", "because", "given"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Items of a sentence that belong together, from one place to before another."""

    first: int
    after: int


def clause_at(items: Sequence[Item], place: int, matches: Sequence[Match]) -> Stretch:
    """Return the clause around an item: up to a comma, a bracket, a conjunction, or an "and" between two numbers.

    A comma inside a name of the case ("boxes, locks and keys") ends nothing.
    """
    inside = {at for match in matches for at in range(match.first + 1, match.after - 1)}
    first = place
    while first > 0 and not _ends(items, first - 1, inside, place):
        first -= 1
    after = place + 1
    while after < len(items) and not _ends(items, after, inside, place):
        after += 1
    return Stretch(first, after)


def _ends(items: Sequence[Item], at: int, inside: set[int], place: int) -> bool:
    if at in inside:
        return False
    item = items[at]
    if item.is_barrier or is_conjunction(item):
        return True
    return item.key in ("and", "or") and _parts_numbers(items, at, place)


def _parts_numbers(items: Sequence[Item], at: int, place: int) -> bool:
    """Tell whether another number stands beyond the "and" in the same run, so that it opens a clause."""
    step = 1 if at > place else -1
    here = at + step
    while 0 <= here < len(items) and not items[here].is_barrier:
        quantity = items[here].quantity
        if quantity is not None and quantity.measure not in (Measure.LABEL, Measure.DAY):
            return True
        here += step
    return False


def segment_at(items: Sequence[Item], place: int) -> Stretch:
    """Return the part of a sentence that one plan, one speaker or one condition covers: commas do not end it."""
    first = place
    while first > 0 and not _parts(items[first - 1]):
        first -= 1
    after = place + 1
    is_reason = items[first].key in _REASONS and not any(item.key == "," for item in items[first:place])
    while after < len(items) and not _parts(items[after]) and not _is_consequence(items, after):
        if is_reason and items[after].key == ",":
            break
        after += 1
    return Stretch(first, after)


def _is_consequence(items: Sequence[Item], at: int) -> bool:
    """Tell whether ", so" stands there: the plan that follows does not make one of what came before."""
    return items[at].key == "so" and (items[at - 1].key if at else "") == ","


def _parts(item: Item) -> bool:
    return item.key == ";" or (is_conjunction(item) and item.key not in ("so", "however", "yet", "therefore"))


def outside_names(items: Sequence[Item], stretch: Stretch, matches: Sequence[Match]) -> Iterator[tuple[int, Item]]:
    """Yield the items of a stretch that are no part of a name of the case."""
    inside = {at for match in matches if len(match.alias.keys) > 1 for at in range(match.first, match.after)}
    for at in range(stretch.first, stretch.after):
        if at not in inside:
            yield at, items[at]


def before(items: Sequence[Item], at: int) -> str:
    """Return the word before a place, nothing at the beginning."""
    return items[at - 1].key if at else ""


def after(items: Sequence[Item], at: int) -> str:
    """Return the word after a place, nothing at the end."""
    return items[at + 1].key if at + 1 < len(items) else ""
