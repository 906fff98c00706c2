"""Judges superlatives: "Station Road is the largest branch", "most entries come from Lindale", "one of the two"."""

from collections.abc import Iterator, Sequence

from courses.claims_ranks import (
    Named,
    attribute_of,
    is_holding,
    is_plain,
    names_in,
    readings_of,
    shown_names,
    verdict,
    window_at,
)
from courses.claims_readings import Reading
from courses.claims_scales import Attribute, Scale
from courses.claims_scene import Found, Scene
from courses.claims_stretches import Stretch
from courses.claims_words import words

_SIZES = {"largest": 1, "biggest": 1, "greatest": 1, "smallest": -1}
_AGES = {"oldest": -1, "newest": 1, "youngest": 1}
_FULL = {"fullest": 1, "thickest": 1, "thinnest": -1}
_AMOUNTS = {"highest": 1, "lowest": -1, "fewest": -1, "heaviest": 1, "lightest": -1, "least": -1}
_CHIEF = {"main": 1, "commonest": 1, "chief": 1, "top": 1}
_ALL = {**_SIZES, **_AGES, **_FULL, **_AMOUNTS, **_CHIEF, "most": 1}
_SUPERLATIVES = frozenset(_ALL)
_RANKS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
# "The largest caseload" is an amount, "the largest branch" is none.
_AMOUNTED = words("caseload share proportion percentage score spend budget")
_NUMBER_OF = words("number share proportion amount part percentage total")
_OFTEN = words("often frequent common frequently commonly named cited mentioned")
_EXTRA = words(
    "second third fourth fifth all one of among that we see found named called by far most often frequent go to"
)
_PLACING = words("go come be found find lie live work written write made make recorded record registered register")
_OPENS, _CLOSES = words(", ( – — :"), words(", ) – — . ;")


def find_extremes(scene: Scene) -> Iterator[Found]:
    """Yield each superlative that a sentence gives to a row, where the tables of the case give it to another."""
    if not scene.present & _SUPERLATIVES:
        return
    names = names_in(scene)
    for at, item in enumerate(scene.items if names else ()):
        if item.key in _SUPERLATIVES and not _is_bound(scene, at):
            found = _judge(scene, at, names)
            if found is not None:
                yield found
                return


def _is_bound(scene: Scene, at: int) -> bool:
    """Tell whether a superlative is none: "at least", "at most"."""
    return at > 0 and scene.items[at - 1].key == "at"


def _judge(scene: Scene, at: int, names: Sequence[Named]) -> Found | None:
    window = window_at(scene, at, names)
    inside = [one for one in names if window.first <= one.first and one.after <= window.after]
    beside = [one for one in _beside(scene, at, window, names) if not _has_same(inside, one)]
    for one in (ranked for ranked in (*inside, *beside) if ranked.ranked.scale.is_whole):
        scale = one.ranked.scale
        others = [other for other in (*inside, *beside) if other.first != one.first and other.ranked.scale.is_named]
        part = _part(scale, others)
        if others and part is None:
            continue
        own = {*shown_names((one, *others)), at, *_few(scene, at)}
        said = {scene.items[place].key for place in range(window.first, window.after) if place not in own}
        attribute = _attribute(scene, at, scale, said)
        if attribute is None or not is_plain(scene, window, own, attribute, _EXTRA | scale.nouns):
            continue
        if not _is_said_of(scene, at, window, one, is_beside=one in beside):
            continue
        rows = _rivals(one, part)
        return _verdict(scene, at, one, own, attribute, rows, is_aside=one in beside)
    return None


def _few(scene: Scene, at: int) -> Iterator[int]:
    """Yield the place of a number right before a superlative: "one of the two smallest"."""
    if at and scene.items[at - 1].quantity is not None:
        yield at - 1


def _has_same(inside: Sequence[Named], beside: Named) -> bool:
    """Tell whether the words about a superlative name a row themselves, so that one beside is no apposition."""
    return any(one.ranked.scale is beside.ranked.scale for one in inside)


def _beside(scene: Scene, at: int, window: Stretch, names: Sequence[Named]) -> Iterator[Named]:
    """Yield the row to which a superlative stands in apposition: "Kiln Lane, the smallest branch, lies"."""
    items = scene.items
    ends = window.after >= len(items) or items[window.after].key in _CLOSES
    for one in names:
        closes = one.after >= len(items) or items[one.after].key in _CLOSES
        follows = one.first == window.after + 1 and items[window.after].key in _OPENS and closes
        leads = one.after == window.first - 1 and items[one.after].key in _OPENS and ends and at - window.first <= 3
        if follows or leads:
            yield one


def _part(scale: Scale, others: Sequence[Named]) -> frozenset[str] | None:
    """Return the rows of the one region that narrows a superlative, None where something else is named beside."""
    regions = {one.ranked.row for one in others if scale.parts is not None and one.ranked.row in scale.parts}
    if len(regions) != 1 or len({one.first for one in others}) != 1:
        return None
    return scale.parts[next(iter(regions))] if scale.parts is not None else None


def _attribute(scene: Scene, at: int, scale: Scale, said: set[str]) -> Attribute | None:
    """Return what a superlative ranks by, None where that is not plain."""
    key = scene.items[at].key
    follows = [item.key for item in scene.items[at + 1 : at + 3]]
    named = attribute_of(scale, said)
    if key in _CHIEF:
        return named if follows[:1] and follows[0] in scale.nouns and "reason" in scale.nouns else None
    if key == "most":
        is_often = follows[:1] and follows[0] in _OFTEN
        noun = follows[1] if follows[:1] == ["of"] and len(follows) > 1 else (follows[0] if follows else "")
        if named is None or is_often:
            return named
        return named if noun in named.words | named.beside else None
    if key in _AMOUNTS:
        return named
    if key in _FULL:
        return scale.full
    if follows[:1] and follows[0] in _NUMBER_OF:
        return named
    if key in _AGES:
        return scale.age if _is_row(follows, scale) else None
    if named is not None and follows[:1] and follows[0] in named.words & _AMOUNTED:
        return named
    is_other = any(said & one.words for one in scale.attributes if one is not scale.size and scale.is_named)
    return scale.size if _is_row(follows, scale) and not is_other else None


def _is_row(follows: Sequence[str], scale: Scale) -> bool:
    """Tell whether a superlative is one of rows: "the oldest branch", "is the largest", "the largest of all"."""
    if not follows or follows[0] in _CLOSES or follows[0] in ("of", "in", "be", "and"):
        return True
    return follows[0] in scale.nouns


def _is_said_of(scene: Scene, at: int, window: Stretch, one: Named, *, is_beside: bool) -> bool:
    """Tell whether a superlative is said of a row and not only in it: "most clients of Lindale", "in Lindale most"."""
    if scene.items[at].key != "most" or is_beside:
        return True
    follows = scene.items[at + 1].key if at + 1 < len(scene.items) else ""
    if follows in _OFTEN:
        return True
    if one.first < at:
        verb = at - 1 if is_holding(scene, at - 1) else at - 2
        return is_holding(scene, verb) and (one.first == 0 or scene.items[one.first - 1].key != "in")
    between = {item.key for item in scene.items[at + 1 : one.first]}
    is_placed = bool(between & _PLACING) or not one.ranked.scale.is_named
    return is_placed and one.after == window.after and scene.items[one.first - 1].key != "to"


def _rivals(one: Named, part: frozenset[str] | None) -> list[str]:
    """Return the rows among which one is ranked: those of a region that is named, lines of a budget without details."""
    scale = one.ranked.scale
    levels = scale.levels or {}
    return [
        row
        for row in scale.rows
        if (part is None or row in part) and levels.get(row) == levels.get(one.ranked.row)
    ]  # fmt: skip


def _verdict(
    scene: Scene, at: int, one: Named, own: set[int], attribute: Attribute, rows: Sequence[str], *, is_aside: bool
) -> Found | None:
    sign = _ALL[scene.items[at].key]
    readings = readings_of(scene, attribute)
    row = one.ranked.row
    if row not in rows or not readings:
        return None
    first, last = _ranks(scene, at, len(rows))
    if any(_holds(reading, row, rows, sign, first, last) for reading in readings):
        return None
    ordered = sorted(rows, key=lambda name: -sign * readings[0][name])
    shown = ordered[min(first, len(ordered)) - 1]
    places = own | set(_noun_after(scene, at, attribute, one.ranked.scale))
    return verdict(scene, (one,), places, attribute, readings[0], (shown, row), is_aside=is_aside)


def _noun_after(scene: Scene, at: int, attribute: Attribute, scale: Scale) -> Iterator[int]:
    """Yield the places of the words that belong to a superlative, so that the whole of it is underlined."""
    items = scene.items
    wanted = attribute.words | scale.nouns | _NUMBER_OF | _OFTEN
    for place in range(at + 1, min(at + 4, len(items))):
        if items[place].key in wanted:
            yield place
        elif items[place].key != "of":
            return


def _ranks(scene: Scene, at: int, rows: int) -> tuple[int, int]:
    """Return the first and the last rank that are meant: 2 and 2 of "the second largest", 1 to 9 of "one of the"."""
    items = scene.items[max(at - 4, 0) : at]
    keys = [item.key for item in items]
    rank = next((_RANKS[key] for key in keys if key in _RANKS), 1)
    if "among" not in keys and not ("of" in keys and "#1" in keys):
        return rank, rank
    few = items[-1].quantity if items else None
    return 1, int(few.amount) if few is not None and few.amount > 1 else (rows + 1) // 2


def _holds(reading: Reading, row: str, rows: Sequence[str], sign: int, first: int, last: int) -> bool:
    """Tell whether a row has one of those ranks; where several have as much, it has any of theirs."""
    own = sign * reading[row]
    better = [sign * reading[name] for name in rows if sign * reading[name] > own]
    alike = sum(1 for name in rows if sign * reading[name] == own)
    return (len(better) < last and first <= len(better) + alike) or first == last == len(set(better)) + 1
