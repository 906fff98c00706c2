"""Judges comparisons of two rows of a table: "Lindale has more clients than Station Road", "twice as many as"."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from courses.claims_ranks import Named, attribute_of, is_plain, names_in, readings_of, shown_names, verdict, window_at
from courses.claims_scales import Attribute, Scale
from courses.claims_scene import Found, Scene
from courses.claims_stretches import Stretch
from courses.claims_words import words

_MORE = words("more higher larger bigger greater dearer costlier")
_LESS = words("fewer less lower smaller cheaper")
_SIZES = words("larger bigger greater smaller")
_AGES = {"older": -1, "newer": 1, "younger": 1, "earlier": -1, "later": 1}
_ORDERS = {"before": -1, "after": 1}
# "A larger caseload" is an amount; what a larger branch has more of is no matter of its other words.
_AMOUNTED = words("caseload share proportion percentage score spend number budget line")
_LEADING = words(
    """
    named name left because in on from at of for do by be with among to branch office client officer loan book register
    principle that
    """
)
_REACH_AFTER, _REACH_BEFORE = 4, 8
_MANY = words("many much often large big frequent frequently common")
_EXTRA = words("often look after that")
_TIMES = {"twice": Fraction(2)}
_SOFT = words("almost nearly about roughly exactly around")
_TRIGGERS = words("than as before after earlier later")
# "Almost twice" may be 1.8 times, and "as many" a few less or more.
_SLACK = Fraction(3, 10)
_ALIKE = Fraction(1, 8)


def find_compared(scene: Scene) -> Iterator[Found]:
    """Yield each comparison of a sentence that the tables of the case give the other way round."""
    if not scene.present & _TRIGGERS:
        return
    names = names_in(scene)
    if len({one.first for one in names}) < 2:
        return
    for at, item in enumerate(scene.items):
        found = None
        if item.key == "than":
            found = _than(scene, at, names)
        elif item.key == "as":
            found = _as_many(scene, at, names)
        elif item.key in ("before", "after"):
            found = _opened(scene, at, names)
        if found is not None:
            yield found
            return


def _than(scene: Scene, at: int, names: Sequence[Named]) -> Found | None:
    window = window_at(scene, at, names)
    places = [place for place in range(max(window.first, at - _REACH_BEFORE), at) if _is_comparing(scene, place)]
    if len(places) != 1:
        return None
    (compared,) = places
    key = scene.items[compared].key
    for first, second in _pairs(scene, at, window, names):
        scale = first.ranked.scale
        inside = set(shown_names((first, second)))
        said = {scene.items[place].key for place in range(window.first, window.after) if place not in inside}
        if key in _AGES:
            attribute, sign = scale.age, _AGES[key]
            if key in ("earlier", "later") and not said & {"opened", "open"}:
                return None
        else:
            attribute, sign = attribute_of(scale, said), 1 if key in _MORE else -1
            if key in _SIZES and not said & _AMOUNTED:
                attribute = None if any(said & one.words for one in scale.attributes) else scale.size
        own = inside | {compared, at}
        if attribute is None or not is_plain(scene, window, own, attribute, _EXTRA):
            continue
        found = _judge(scene, (first, second), own, attribute, sign)
        if found is not None:
            return found
    return None


def _is_comparing(scene: Scene, at: int) -> bool:
    key = scene.items[at].key
    return key in _MORE or key in _LESS or key in _AGES


def _pairs(scene: Scene, at: int, window: Stretch, names: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Yield the row before a word and the one after it, where the words about it name one of each and no more."""
    before = [one for one in names if window.first <= one.first and one.after <= at]
    after = [one for one in names if at < one.first and one.after <= window.after]
    for second in after:
        lead = scene.items[at + 1 : second.first]
        if len(lead) > _REACH_AFTER or any(item.key not in _LEADING for item in lead):
            continue
        scale = second.ranked.scale
        first = [one for one in before if one.ranked.scale is scale]
        if len(first) == 1 and sum(1 for one in after if one.ranked.scale is scale) == 1:
            yield first[0], second


def _judge(scene: Scene, pair: tuple[Named, Named], own: set[int], attribute: Attribute, sign: int) -> Found | None:
    first, second = pair[0].ranked.row, pair[1].ranked.row
    readings = readings_of(scene, attribute)
    if first == second or not readings or any(sign * (one[first] - one[second]) > 0 for one in readings):
        return None
    return verdict(scene, pair, own, attribute, readings[0], (first, second))


def _as_many(scene: Scene, at: int, names: Sequence[Named]) -> Found | None:
    """Judge "twice as many clients named bad treatment as fees" and "Lindale has as many clients as Station Road"."""
    items = scene.items
    if at + 1 >= len(items) or items[at + 1].key not in _MANY:
        return None
    second_as = next((place for place in range(at + 2, min(at + 12, len(items))) if items[place].key == "as"), None)
    if second_as is None:
        return None
    times, first_word = _times(scene, at)
    if times is None:
        return None
    window = window_at(scene, at, names)
    for pair in _pairs(scene, second_as, window, names):
        scale: Scale = pair[0].ranked.scale
        inside = set(shown_names(pair))
        said = {items[place].key for place in range(window.first, window.after) if place not in inside}
        attribute = attribute_of(scale, said)
        if attribute is None and items[at + 1].key in ("large", "big"):
            attribute = scale.size
        own = inside | set(range(first_word, at + 2)) | {second_as}
        if attribute is None or not is_plain(scene, window, own, attribute, _SOFT):
            continue
        return _judge_times(scene, pair, own, attribute, times)
    return None


def _times(scene: Scene, at: int) -> tuple[Fraction | None, int]:
    """Return how many times as many are said and where that begins; None where it is not plain."""
    items = scene.items
    before = items[at - 1] if at else None
    if before is None:
        return Fraction(1), at
    if before.key in _TIMES:
        is_soft = at > 1 and items[at - 2].key == "than"
        return (None if is_soft else _TIMES[before.key]), at - 1
    if before.key == "time" and at > 1 and items[at - 2].quantity is not None:
        quantity = items[at - 2].quantity
        return (None if items[at - 2].hedge or quantity is None else quantity.amount), at - 2
    if before.quantity is not None:
        return (Fraction(1, 2) if before.low == "half" and not before.hedge else None), at - 1
    return (None, at) if before.low in ("not", "n't", "nearly", "least") else (Fraction(1), at)


def _judge_times(
    scene: Scene, pair: tuple[Named, Named], own: set[int], attribute: Attribute, times: Fraction
) -> Found | None:
    first, second = pair[0].ranked.row, pair[1].ranked.row
    readings = readings_of(scene, attribute)
    slack = _ALIKE if times == 1 else _SLACK
    near = any(
        abs(one[first] - one[second] * times) <= slack * max(one[second] * times, one[first]) for one in readings
    )
    if first == second or not readings or near:
        return None
    return verdict(scene, pair, own, attribute, readings[0], (first, second))


def _opened(scene: Scene, at: int, names: Sequence[Named]) -> Found | None:
    """Judge "Old Harbour was opened after Station Road"."""
    window = window_at(scene, at, names)
    if at == 0 or scene.items[at - 1].key not in ("opened", "open"):
        return None
    for pair in _pairs(scene, at, window, names):
        scale = pair[0].ranked.scale
        own = {*shown_names(pair), at, at - 1}
        if scale.age is not None and is_plain(scene, window, own, scale.age, ()):
            return _judge(scene, pair, own, scale.age, _ORDERS[scene.items[at].key])
    return None
