"""What a sentence ranks: the rows it names, what it ranks them by, and whether it says anything besides.

Precision comes first: a comparison is judged only where every word about it is known to make no difference.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from courses.claims_context import is_doubted, is_past, is_planned
from courses.claims_items import Item, stem
from courses.claims_known import grouped
from courses.claims_quantities import Measure
from courses.claims_readings import Reading
from courses.claims_scales import Attribute, Ranked, Scale
from courses.claims_scene import Found, Scene
from courses.claims_stretches import Stretch, segment_at
from courses.claims_told import SAYING, is_told
from courses.claims_words import words

# Words that make no difference to what is ranked.
_PLAIN = words(
    """
    be have do of in on at by for from with as and there it they we find found see come lie live work write written
    make record recorded register registered enter entered show get receive received hold give far much even clearly
    slightly somewhat still also both total number many lot branch office region area book register list table figure
    data case fact exhibit according institution company network than stand serve employ handle small large little
    loan deal bit staff did client customer member borrower principle
    """
)
# Of the past and of what is planned, these are not where they stand in a comparison.
_OWN = frozenset({stem("before"), stem("former"), "plan"})
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MODALS = words("should will must would could shall may might can")
_ENDS = words("and or but while whereas although though")
_HOLDING = words("have get receive hold show write record register make serve employ count")


class Named:
    """A row as a sentence names it, from one item to before another."""

    __slots__ = ("after", "first", "ranked")

    def __init__(self, ranked: Ranked, first: int) -> None:
        self.ranked, self.first, self.after = ranked, first, first + len(ranked.keys)


def names_in(scene: Scene) -> tuple[Named, ...]:
    """Return every row that a sentence names, the longest where several names begin at a word, one for each scale."""
    keys = tuple(item.key for item in scene.items)
    found: list[Named] = []
    end = 0
    for at, key in enumerate(keys):
        if at < end or key not in scene.index.scales:
            continue
        here = [
            Named(one, at)
            for one in scene.index.scales[key]
            if keys[at : at + len(one.keys)] == one.keys
            and (not one.is_proper or any(item.is_name for item in scene.items[at : at + len(one.keys)]))
        ]
        longest = max((one.after for one in here), default=0)
        found += [one for one in here if one.after == longest]
        end = max(end, longest)
    return tuple(found)


def window_at(scene: Scene, at: int, names: Collection[Named]) -> Stretch:
    """Return the words about a place up to a comma, a conjunction or an "and", but for those within names."""
    inside = {place for one in names for place in range(one.first, one.after)}
    first = at
    while first and not _ends(scene.items, first - 1, inside):
        first -= 1
    after = at + 1
    while after < len(scene.items) and not _ends(scene.items, after, inside):
        after += 1
    return Stretch(first, after)


def _ends(items: Sequence[Item], at: int, inside: Collection[int]) -> bool:
    if at in inside or items[at].low == "since":
        return False
    key = items[at].key
    if key == "because":
        return at + 1 >= len(items) or items[at + 1].key != "of"
    if key == "that":
        return at > 0 and items[at - 1].key in SAYING
    return items[at].is_barrier or key in _ENDS


def attribute_of(scale: Scale, keys: Collection[str]) -> Attribute | None:
    """Return what words rank the rows of a scale by, None where they name nothing, or two things."""
    said = frozenset(keys)
    named = [one for one in scale.attributes if said & one.words and one.needs <= said]
    for one in named:
        if all((said & other.words) <= (one.words | one.beside) for other in named):
            return one
    return None


def is_plain(
    scene: Scene, stretch: Stretch, own: Collection[int], attribute: Attribute, extra: Collection[str]
) -> bool:
    """Tell whether nothing in a stretch besides the places that are `own` makes a difference."""
    for at in range(stretch.first, stretch.after):
        item = scene.items[at]
        if at in own or item.key in extra or item.key in attribute.words or item.key in attribute.beside:
            continue
        if item.key in _PLAIN or item.key in attribute.needs or stem(item.key) in scene.index.neutral:
            continue
        if item.low[:1] in "fe" and item.low[1:].isdecimal():
            continue
        if item.quantity is None or not (_is_own_year(scene, item, attribute) or _is_any_one(item)):
            return False
    return True


def _is_any_one(item: Item) -> bool:
    """Tell whether "one" stands there: "one of the largest", "the one of Cove"."""
    return item.quantity is not None and item.quantity.is_word and item.quantity.amount == 1


def _is_own_year(scene: Scene, item: Item, attribute: Attribute) -> bool:
    if item.quantity is None or item.quantity.measure is not Measure.DAY:
        return False
    year = scene.index.case.as_on.year
    return item.quantity.day[0] in (set(attribute.years) or {year, year - 1})


def readings_of(scene: Scene, attribute: Attribute) -> tuple[Reading, ...]:
    """Return the ways to count an attribute that a sentence leaves open: a year chooses among those of years."""
    said = {item.quantity.day[0] for item in scene.items if item.quantity is not None and item.quantity.day}
    if not attribute.years or not said:
        return attribute.readings
    return tuple(one for one, year in zip(attribute.readings, attribute.years, strict=True) if year in said)


def is_holding(scene: Scene, at: int) -> bool:
    """Tell whether a word gives what follows to what stands before: "Lindale has the most clients"."""
    return 0 <= at < len(scene.items) and scene.items[at].key in _HOLDING


def verdict(
    scene: Scene,
    names: Sequence[Named],
    places: Collection[int],
    attribute: Attribute,
    reading: Reading,
    rows: Iterable[str],
    *,
    is_aside: bool = False,
) -> Found | None:
    """Return what is found from the first to the last of the places; None where the sentence does not state it."""
    held, scale = tuple(rows), names[0].ranked.scale
    said = ", ".join(f"{row.rpartition(': ')[2]} {_shown(scene, reading[row], attribute)}" for row in held)
    own = frozenset(key for one in names for key in one.ranked.keys) | attribute.words
    return states(scene, places, said, _facts(scene, scale, reading, held), scale.label, own, is_aside=is_aside)


def states(
    scene: Scene,
    places: Collection[int],
    said: str,
    facts: tuple[int, ...],
    label: str,
    own: Collection[str],
    *,
    is_aside: bool = False,
) -> Found | None:
    """Return what is found from the first to the last of the places; None where the sentence does not state it.

    `own` are words that make no plan of it and no past, and by which nobody tells anything. What stands between commas
    (`is_aside`) is said of today, whatever is planned around it.
    """
    first, last = min(places), max(places)
    items = _without_comparing(scene.items)
    segment = _before_plan(items, segment_at(items, first), last)
    kept = _OWN | frozenset(own) | frozenset(stem(key) for key in own)
    if any(scene.items[at].is_quoted for at in places) or is_doubted(items):
        return None
    if not is_aside and is_planned(items, segment, scene.matches, scene.index, kept):
        return None
    if is_past(items, segment, scene.matches, kept):
        return None
    told = is_told(items, segment, scene.index, kept)
    exhibits = (label,) if label else ()
    start, end = scene.items[first].start, scene.items[last].end
    return Found(start, end, (), is_reported=told, said=said, facts=facts, exhibits=exhibits)


def _before_plan(items: Sequence[Item], segment: Stretch, last: int) -> Stretch:
    """Return a stretch up to an "and should": what is to follow makes no plan of what came before."""
    ends = (at for at in range(last + 1, segment.after - 1) if items[at].key == "and" and items[at + 1].key in _MODALS)
    return Stretch(segment.first, next(ends, segment.after))


def _without_comparing(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with "lower" as no plan: "lower the fee" is one, "lower than in Lindale" is none."""
    return tuple(replace(item, key="less", low="less") if item.key == "lower" else item for item in items)


def _shown(scene: Scene, amount: Fraction, attribute: Attribute) -> str:
    if attribute.unit == "money":
        return f"{grouped(amount)} {scene.index.case.currency}"
    if attribute.unit == "%":
        return f"{grouped(amount)} %"
    if attribute.words & {"opened"}:
        return str(amount)
    if amount.denominator == 1:
        return grouped(amount)
    return f"{round(float(amount * 100))} %" if amount < 1 else f"{float(amount):.1f}"


def _facts(scene: Scene, scale: Scale, reading: Mapping[str, Fraction], rows: Sequence[str]) -> tuple[int, ...]:
    """Return the facts that name one of the rows with its number, or give its share."""
    if scale.facts is not None:
        return tuple(dict.fromkeys(number for row in rows for number in scale.facts.get(row, ())))
    return tuple(
        dict.fromkeys(
            fact.number
            for row in rows
            for fact in scene.index.case.facts
            if _gives(fact.text, row, grouped(reading[row]))
        )
    )


def _gives(text: str, row: str, amount: str) -> bool:
    """Tell whether a fact gives a number to a row; a small one must stand beside its name."""
    row = row.rpartition(": ")[2]
    if row.lower() not in text.lower() or amount not in _NUMBER.findall(text):
        return False
    return len(amount) > 1 or f"{row} {amount}" in text


def shown_names(names: Iterable[Named]) -> Iterator[int]:
    """Yield the places of names."""
    for one in names:
        yield from range(one.first, one.after)
