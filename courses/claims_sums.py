"""Judges sums of rows of a table: "Cove and Ridgeway together made 75 of the entries"."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from courses.claims_held import around, groups_in
from courses.claims_items import Hedge, Item, counted
from courses.claims_known import grouped
from courses.claims_parts import find_whole
from courses.claims_quantities import Measure, Quantity
from courses.claims_ranks import Named, attribute_of, is_plain, readings_of, shown_names, states
from courses.claims_readings import Reading
from courses.claims_scene import Found, Scene
from courses.claims_stretches import Stretch
from courses.claims_words import words

_TOGETHER = words("together combined jointly sum add altogether")
_EXTRA = _TOGETHER | words("up to all three two both between they into are reach only")
_LEAST_MONEY = 1000


def find_sums(scene: Scene) -> Iterator[Found]:
    """Yield the first number of a sentence that is said to be the sum of some rows and is not."""
    if not scene.present & _TOGETHER and not any(find_whole(scene.items, at) for at in _numbers(scene.items)):
        return
    for group in groups_in(scene):
        if len(group) > 1 and len({one.ranked.row for one in group}) == len(group):
            found = _judge(scene, group)
            if found is not None:
                yield found
                return


def _judge(scene: Scene, group: Sequence[Named]) -> Found | None:
    window = around(scene, group)
    items = scene.items
    inside = set(shown_names(group))
    said = {items[at].key for at in range(window.first, window.after) if at not in inside}
    attribute = attribute_of(group[0].ranked.scale, said)
    if attribute is None:
        return None
    readings = readings_of(scene, attribute)
    numbers = [
        at
        for at in range(window.first, window.after)
        if at not in inside and _counts(items[at], is_money=attribute.unit == "money")
    ]
    wholes = {sum(one.values(), Fraction(0)) for one in readings}
    numbers = [at for at in numbers if counted(items[at]).amount not in wholes]
    if len(numbers) != 1 or not readings:
        return None
    (at,) = numbers
    if not said & _TOGETHER and not _is_part(scene, at, wholes):
        return None
    own = inside | {place for place in range(window.first, window.after) if items[place].quantity is not None}
    listed = set(range(group[0].first, group[-1].after))
    if not is_plain(scene, window, own | listed, attribute, _EXTRA):
        return None
    rows = [one.ranked.row for one in group]
    sums = [sum((one[row] for row in rows), Fraction(0)) for one in readings]
    if any(_fits(counted(items[at]), items[at].hedge, one) for one in sums):
        return None
    return states(
        scene,
        {at, *_noun(scene, at, window)},
        _shown(readings[0], rows),
        _facts(scene, rows, readings[0]),
        group[0].ranked.scale.label,
        said,
    )


def _numbers(items: Sequence[Item]) -> Iterator[int]:
    return (at for at, item in enumerate(items) if item.quantity is not None)


def _is_part(scene: Scene, at: int, wholes: Collection[Fraction]) -> bool:
    """Tell whether a number is a part of all that a column counts: "wrote 59 of the 95 entries"."""
    whole = find_whole(scene.items, at)
    return whole is not None and counted(scene.items[whole]).amount in wholes


def _facts(scene: Scene, rows: Sequence[str], reading: Reading) -> tuple[int, ...]:
    """Return the facts that give the numbers of all of the rows."""
    return tuple(
        fact.number
        for fact in scene.index.case.facts
        if all(row in fact.text and grouped(reading[row]) in fact.text for row in rows)
    )


def _counts(item: Item, *, is_money: bool) -> bool:
    quantity = item.quantity
    if quantity is None or quantity.measure not in (Measure.COUNT, Measure.MONEY):
        return False
    return quantity.amount >= _LEAST_MONEY if is_money else quantity.measure is Measure.COUNT and quantity.amount > 1


def _noun(scene: Scene, at: int, window: Stretch) -> Iterator[int]:
    """Yield the place after a number where it is what the number counts."""
    if at + 1 < window.after and scene.items[at + 1].key in ("entry", "complaint", "client", "member", "officer"):
        yield at + 1


def _fits(quantity: Quantity, hedge: Hedge, amount: Fraction) -> bool:
    said = quantity.amount
    if hedge is Hedge.LEAST:
        return said <= amount
    if hedge is Hedge.MOST:
        return said >= amount
    return said == amount or (hedge is Hedge.ABOUT and abs(said - amount) <= amount / 8)


def _shown(reading: Reading, rows: Sequence[str]) -> str:
    parts = " + ".join(grouped(reading[row]) for row in rows)
    return f"{parts} = {grouped(sum((reading[row] for row in rows), Fraction(0)))}"
