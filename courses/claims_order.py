"""Judges what came first: "the hotline was opened before 2015", "the post fell vacant before the policy was approved".

Two events are compared only where each side of the sentence speaks of one dated event of the case and of nothing else.
"""

from collections.abc import Iterator, Mapping

from courses.cases import ValueKind
from courses.claims_cues import places_of
from courses.claims_items import Item
from courses.claims_known import Known
from courses.claims_scene import Found, Scene
from courses.claims_shifts import is_weightless
from courses.claims_stretches import Stretch
from courses.claims_words import words

_ORDERS: Mapping[str, int] = {"before": -1, "earlier": -1, "after": 1, "later": 1}
_EXTRA = words(
    """
    office fall fell become became got went long well soon shortly happen take place year month first only already
    than when
    """
)


def find_order(scene: Scene) -> Iterator[Found]:
    """Yield what a sentence puts before or after a day, or an event, that came on the other side of it."""
    if scene.present.isdisjoint(_ORDERS) or scene.index.places_in(scene.items):
        return
    for at, item in enumerate(scene.items):
        if item.key in _ORDERS:
            found = _judge(scene, at)
            if found is not None:
                yield found
                return


def _judge(scene: Scene, at: int) -> Found | None:
    items = scene.items
    sign = _ORDERS[items[at].key]
    first = at + 1 + (at + 1 < len(items) and items[at + 1].key == "than")
    end = next((place for place in range(first, len(items)) if items[place].is_barrier), len(items))
    event = _event(scene, Stretch(0, at)) if at else _event(scene, Stretch(min(end + 1, len(items)), len(items)))
    if event is None or first >= end:
        return None
    quantity = items[first].quantity
    other = None
    if quantity is not None and quantity.day and first + 1 == end:
        day = quantity.day
    else:
        other = _event(scene, Stretch(first, end))
        day = _day_of(other) if other is not None else ()
    is_same = other is not None and other.value.subject == event.value.subject
    if not day or is_same or not _is_wrong(_day_of(event), day, sign):
        return None
    both = (event,) if other is None else (event, other)
    told = _told(scene, at, both)
    said = event.said if other is None else "; ".join(f"{one.subject.aliases[0]} {one.said}" for one in both)
    return None if told is None else Found(items[at].start, items[end - 1].end, both, is_reported=told, said=said)


def _told(scene: Scene, at: int, both: tuple[Known, ...]) -> bool | None:
    own = frozenset().union(*(one.words for one in both)) | {"befor", "after", "earli", "later"}
    return scene.is_told_at(at, own, frozenset())


def _event(scene: Scene, stretch: Stretch) -> Known | None:
    """Return the dated event of which all words of a stretch speak, None where there is none or more than one."""
    items = scene.items[stretch.first : stretch.after]
    if not items or any(item.quantity is not None for item in items):
        return None
    standing = places_of(scene.index.cues, items)
    here = frozenset(standing)
    found = {
        (cue.fact, cue.value.subject): cue
        for cue in scene.index.cues.standing(here)
        if cue.value.kind is ValueKind.DATE and here.isdisjoint(cue.barred)
    }
    if len(found) != 1:
        return None
    ((key, cue),) = found.items()
    known = scene.index.by_value[key]
    wanted = {place for choice in cue.wanted for place in standing[choice]}
    is_plain = all(place in wanted or _is_light(scene, item, known) for place, item in enumerate(items))
    return known if is_plain else None


def _is_light(scene: Scene, item: Item, known: Known) -> bool:
    return item.key in _EXTRA or is_weightless(scene, item, known.words | known.leads)


def _day_of(known: Known) -> tuple[int, ...]:
    return tuple(int(part) for part in known.value.text.split("-"))


def _is_wrong(one: tuple[int, ...], other: tuple[int, ...], sign: int) -> bool:
    """Tell whether a day surely lies on the other side; of two in one year, or one month, nothing is said."""
    shared = min(len(one), len(other))
    left, right = one[:shared], other[:shared]
    return left != right and (left < right) is (sign > 0)
