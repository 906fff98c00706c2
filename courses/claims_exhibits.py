"""Judges numbers that tables of the case give to a place or a line of the budget: "Station Road serves 2,500 clients".

A sentence has to name one row, and the number what the column counts; whatever else stands there must be of no weight.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from courses.cases import ColumnKind
from courses.claims_asides import is_far_below
from courses.claims_context import is_label
from courses.claims_index import CaseIndex
from courses.claims_items import Hedge, Item, counted, is_conjunction, stem
from courses.claims_known import grouped
from courses.claims_parts import find_whole
from courses.claims_quantities import Measure, Quantity
from courses.claims_rows import Entry
from courses.claims_scene import Found, Scene
from courses.claims_shifts import is_shifted, is_weightless
from courses.claims_stretches import Stretch, before, segment_at
from courses.claims_words import words

_MEASURES = {
    Measure.COUNT: (ColumnKind.COUNT, ColumnKind.MONEY),
    Measure.MONEY: (ColumnKind.MONEY,),
    Measure.DAY: (ColumnKind.YEAR,),
}
_STRANGE = 1
_HOLDING = words(
    """
    have serve with register registered record recorded hold write count show employ see get receive received list
    total enter entered make work
    """
)
_LEAST_MONEY = 1000


def find_in_exhibits(scene: Scene, amounts: Sequence[int]) -> Iterator[Found]:
    """Yield the numbers at these places of a sentence that a table of the case gives otherwise."""
    named = _rows(scene.index, scene.items) if amounts else {}
    if len(named) == 1:
        ((entries, stretch),) = named.values()
        for at in amounts:
            found = _judge(scene, at, tuple(entries), stretch)
            if found is not None:
                yield found
    elif named:
        yield from _in_parts(scene, amounts)


def _in_parts(scene: Scene, amounts: Sequence[int]) -> Iterator[Found]:
    """Yield what is wrong where a sentence names several rows, each with its number.

    What the last run said is carried on: "Cairn has 2,300 clients, Juniper 900 and Ferrin 2,840".
    """
    parts = []
    for first, after in runs(scene.items):
        here = [at for at in amounts if first <= at < after and not counted(scene.items[at]).day]
        named = _rows(scene.index, scene.items[first:after])
        if len(here) != len(named) or len(here) > 1:
            return
        if here:
            parts.append((first, after, here[0], named))
    verb: Item | None = None
    noun: Item | None = None
    for first, after, at, named in parts:
        if scene.is_told_at(at, frozenset({"plan"}), frozenset()) is None:
            return
        ((entries, stretch),) = named.values()
        if first + stretch.after == at and after == at + 1 and verb is not None and noun is not None:
            items = (*scene.items[first:at], verb, scene.items[at], noun)
            found = _judge(Scene(scene.index, items), at + 1 - first, tuple(entries), stretch)
            found = None if found is None else replace(found, end=scene.items[at].end)
        else:
            verb = next((item for item in scene.items[first:at] if item.key in _HOLDING and item.key != "with"), None)
            noun = scene.items[at + 1] if after == at + 2 and scene.items[at + 1].key in scene.index.units else None
            part = Scene(scene.index, scene.items[first:after])
            found = _judge(part, at - first, tuple(entries), stretch) if verb is not None else None
        if found is not None:
            yield found


def runs(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between commas, conjunctions and "and" of a sentence."""
    first = 0
    for at, item in enumerate((*items, None)):
        if item is None or item.is_barrier or is_conjunction(item) or item.key in ("and", "or"):
            if at > first:
                yield first, at
            first = at + 1


def _rows(index: CaseIndex, items: Sequence[Item]) -> dict[tuple[str, ...], tuple[list[Entry], Stretch]]:
    """Return the entries of the rows that a sentence names, each with where its name stands."""
    keys = tuple(item.key for item in items)
    found: dict[tuple[str, ...], tuple[list[Entry], Stretch]] = {}
    for at, key in enumerate(keys):
        for entry in index.tables.get(key, ()) if items[at].is_name or key not in index.places else ():
            if keys[at : at + len(entry.name)] == entry.name:
                held = found.setdefault(entry.name, ([], Stretch(at, at + len(entry.name))))
                held[0].append(entry)
    return found


def _judge(scene: Scene, at: int, entries: Sequence[Entry], name: Stretch) -> Found | None:
    item = scene.items[at]
    quantity = counted(item)
    kinds = _MEASURES.get(quantity.measure, ())
    if item.is_quoted or is_label(scene.items, at) or not kinds or before(scene.items, name.first) == "than":
        return None
    held = [entry for entry in entries if entry.kind in kinds and _is_meant(scene, at, entry)]
    if len(held) != 1 or any(_fits(quantity, item.hedge, entry) for entry in entries):
        return None
    (entry,) = held
    segment = segment_at(scene.items, at)
    if not segment.first <= name.first < segment.after or _is_shifted(scene, at, entry, name):
        return None
    told = scene.is_told_at(at, frozenset({"plan"}), _years(scene, entry))
    if told is None:
        return None
    last = _end(scene, at, entry)
    said = str(entry.amount) if entry.kind is ColumnKind.YEAR else grouped(entry.amount)
    return Found(item.start, last, (), is_reported=told, said=said, facts=entry.facts, exhibits=(entry.label,))


def _end(scene: Scene, at: int, entry: Entry) -> int:
    follows = scene.items[at + 1] if at + 1 < len(scene.items) else None
    return follows.end if follows is not None and follows.key in entry.counted else scene.items[at].end


def _is_meant(scene: Scene, at: int, entry: Entry) -> bool:
    """Tell whether a number counts what a column counts: its word stands right after, or the sentence has no other."""
    items = scene.items
    keys = frozenset(item.key for item in items)
    if entry.kind is ColumnKind.MONEY:
        years = {one.quantity.day[0] for one in items if one.quantity is not None and one.quantity.day}
        is_plan = bool(keys & {"plan", "budget"}) and not years
        is_year = years == {entry.year} or (is_plan and entry.year == scene.index.case.as_on.year)
        return is_year and counted(items[at]).amount >= _LEAST_MONEY
    if entry.kind is ColumnKind.YEAR:
        return any(one.key in entry.counted for one in items[max(at - 3, 0) : at])
    whole = find_whole(items, at)
    first = at + 1 if whole is None or counted(items[whole]).amount != entry.whole else whole + 1
    noun = next((one.key for one in items[first : first + 2] if one.key != "loan"), "")
    if noun in entry.counted:
        return True
    return bool(entry.counted & keys) and noun in ("come", "be", "from", "in") and noun not in scene.index.units


def _fits(quantity: Quantity, hedge: Hedge, entry: Entry) -> bool:
    """Tell whether a number may be the entry's, or how many rows a region has, or the sum of the column."""
    said = quantity.day[0] if quantity.day else quantity.amount
    if said in (entry.amount, entry.whole) or (entry.rows > 1 and said == entry.rows):
        return True
    if hedge is Hedge.LEAST:
        return said <= entry.amount
    if hedge is Hedge.MOST:
        return said >= entry.amount
    return hedge is Hedge.ABOUT and abs(said - entry.amount) <= entry.amount / 10


def _years(scene: Scene, entry: Entry) -> frozenset[int]:
    if entry.kind is ColumnKind.YEAR:
        return frozenset()
    year = scene.index.case.as_on.year
    return frozenset({entry.year} if entry.year else {year, year - 1})


def _is_shifted(scene: Scene, at: int, entry: Entry, name: Stretch) -> bool:
    """Tell whether anything about the number makes it another one than the table's."""
    items = scene.items
    segment = segment_at(items, at)
    own = range(name.first, name.after)
    own_words = frozenset(
        stem(key) for key in (*entry.counted, *entry.name, "plan", "planned", "branch", "market", "loan")
    )
    if is_far_below(counted(items[at]), entry.amount.numerator):
        return True
    if is_shifted(scene, segment, own, own_words, is_price=entry.kind is ColumnKind.MONEY):
        return True
    if (
        counted(items[at]).amount < entry.amount
        and entry.kind is ColumnKind.COUNT
        and not (scene.keys(segment) & _HOLDING)
    ):
        return True
    for place in range(segment.first, segment.after):
        other = items[place].quantity
        if other is None or place == at or other.measure in (Measure.LABEL, Measure.DAY):
            continue
        if other.is_word and other.amount == 1:
            continue
        if other.amount == entry.amount or not _fits(other, items[place].hedge, entry):
            return True
    clause = scene.clause(at)
    places = {*range(clause.first, clause.after), *range(min(at, name.first), max(at, name.after))}
    strange = [place for place in places if place not in own and not is_weightless(scene, items[place], own_words)]
    return len(strange) > (_STRANGE if entry.kind is not ColumnKind.YEAR else 0) or at + 1 in strange
