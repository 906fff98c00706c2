"""Judges averages that follow from two totals of a case: "on average 840 clients are served by a branch"."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from courses.claims_items import Hedge, Item, counted
from courses.claims_known import Known, grouped
from courses.claims_quantities import Measure
from courses.claims_scene import Found, Scene
from courses.claims_shifts import is_weightless
from courses.claims_words import words

_EACH = words("per each every")
_AVERAGES = words("average mean typical")
_PLAIN = words("average mean typical each every per serve serves look typically single size total divided normally")
# Who rounds an average is still right.
_SLACK, _SLACK_ABOUT, _LEAST = Fraction(3, 25), Fraction(1, 4), Fraction(3, 5)


def find_averages(scene: Scene) -> Iterator[Found]:
    """Yield a number that is said to be the average of one thing for each of another and is far from it."""
    is_average = bool(scene.present & _AVERAGES)
    if not is_average and not scene.present & _EACH:
        return
    numbers = [at for at, item in enumerate(scene.items) if item.quantity is not None and not item.quantity.day]
    if len(numbers) != 1 or scene.items[numbers[0]].quantity is None or scene.index.places_in(scene.items):
        return
    (at,) = numbers
    quantity = counted(scene.items[at])
    if quantity.measure is not Measure.COUNT or (quantity.is_word and quantity.amount == 1):
        return
    found = _judge(scene, at, is_average=is_average)
    if found is not None:
        yield found


def _judge(scene: Scene, at: int, *, is_average: bool) -> Found | None:
    totals = scene.index.totals
    counts = _named(scene.items, at + 1, totals)
    if counts is None:
        return None
    for place in range(len(scene.items)):
        of = _named(scene.items, place, totals)
        if of is None or of == counts or at < place < at + 1 + len(counts):
            continue
        if not _is_each(scene.items, place, is_average=is_average) or _is_given(scene, {*counts, *of}):
            continue
        total, number = totals[counts], totals[of]
        mean = total.amount / number.amount
        own = {*range(at + 1, at + 1 + len(counts)), *range(place, place + len(of)), at}
        if _fits(scene.items[at], mean) or not _is_plain(scene, own, (total, number)):
            return None
        words_of = total.words | number.words | {"avera"}
        told = scene.is_told_at(at, words_of, scene.years(total))
        shown = f"{grouped(total.amount)} for {grouped(number.amount)}, {_shown(mean)} on average"
        end = scene.items[at + len(counts)].end
        if told is None:
            return None
        return Found(scene.items[at].start, end, (total, number), is_reported=told, said=shown)
    return None


def _is_given(scene: Scene, both: set[str]) -> bool:
    """Tell whether a fact gives the average itself, as that of clients per loan officer."""
    return any(both <= set(alias.keys) for alias in scene.index.scattered(scene.present | {"per"}))


def _named(items: Sequence[Item], at: int, totals: Mapping[tuple[str, ...], Known]) -> tuple[str, ...] | None:
    for length in (2, 1):
        keys = tuple(item.key for item in items[at : at + length])
        if keys in totals and len(keys) == length:
            return keys
    return None


def _is_each(items: Sequence[Item], at: int, *, is_average: bool) -> bool:
    before = items[at - 1].key if at else ""
    if before in _EACH:
        return True
    is_typical = before in _AVERAGES or not {"a", "an"}.isdisjoint(items[at].dropped)
    return is_average and is_typical


def _fits(item: Item, mean: Fraction) -> bool:
    said = counted(item).amount
    if item.hedge is Hedge.LEAST:
        return said <= mean
    if item.hedge is Hedge.MOST:
        return said >= mean
    return abs(said - mean) <= max(mean * (_SLACK_ABOUT if item.hedge is Hedge.ABOUT else _SLACK), _LEAST)


def _is_plain(scene: Scene, own: set[int], both: tuple[Known, Known]) -> bool:
    known = both[0].words | both[1].words
    return all(
        at in own or item.key in _PLAIN or is_weightless(scene, item, known) for at, item in enumerate(scene.items)
    )


def _shown(mean: Fraction) -> str:
    return f"{round(mean):,}" if mean >= 10 else f"{float(mean):.1f}"
