"""Finds the cues of a case as they stand about a number, and tells whether the number agrees with their values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from courses.cases import ValueKind
from courses.claims_context import LIGHT
from courses.claims_cues import Cue
from courses.claims_items import Hedge, Item, counted
from courses.claims_known import Known
from courses.claims_quantities import Measure, Quantity
from courses.claims_scene import KINDS, Scene, fits
from courses.claims_shifts import SHIFTS
from courses.claims_stretches import Stretch

_REACH = 14
_LEAST_MONEY = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A cue as it stands about a number."""

    cue: Cue
    known: Known
    places: tuple[int, ...]

    def width(self, at: int) -> int:
        """Return how far the words and the number stand apart."""
        return max(*self.places, at) - min(*self.places, at)


def agrees(scene: Scene, at: int, known: Known) -> bool:
    """Tell whether a number fits a value; "up to" is no softening where the value itself is a limit."""
    quantity, hedge = counted(scene.items[at]), scene.items[at].hedge
    if known.value.kind is ValueKind.DATE and quantity.measure is Measure.SPAN:
        return _has_lasted(quantity, hedge, known, scene.index.case.as_on)
    return fits(quantity, Hedge.NONE if hedge is Hedge.MOST and known.is_limit else hedge, known)


def _has_lasted(quantity: Quantity, hedge: Hedge, known: Known, today: date) -> bool:
    """Tell whether so much time has passed since a day of the case, as people reckon it."""
    year, *rest = (int(part) for part in known.value.text.split("-"))
    passed = (today.year - year) * 12 + (today.month - rest[0] if rest else 0)
    said = quantity.amount / {"day": 30, "minute": 43200}.get(quantity.unit, 1)
    slack = 12 if not rest else max(3, passed // 6)
    if hedge is Hedge.LEAST:
        return said <= passed + slack
    return said >= passed - slack if hedge is Hedge.MOST else abs(said - passed) <= slack


def known_of(scene: Scene, cue: Cue) -> Known:
    """Return the value that a cue speaks of."""
    return scene.index.by_value[cue.fact, cue.value.subject]


def kinds_at(scene: Scene, at: int) -> frozenset[ValueKind]:
    """Return what sorts of values a number may be; a large one without a noun may be money."""
    quantity = counted(scene.items[at])
    kind = KINDS[quantity.measure]
    if kind is ValueKind.DURATION and at and scene.items[at - 1].key == "for":
        return frozenset({kind, ValueKind.DATE})
    if kind is not ValueKind.COUNT or quantity.amount < _LEAST_MONEY:
        return frozenset({kind})
    return frozenset({kind, ValueKind.MONEY}) if is_bare(scene.items, at) else frozenset({kind})


def is_bare(items: Sequence[Item], at: int) -> bool:
    """Tell whether no noun stands after a number that it would count."""
    follows = items[at + 1] if at + 1 < len(items) else None
    return follows is None or follows.is_barrier or follows.key in LIGHT or follows.key in SHIFTS


def row_at(scene: Scene, cue: Cue, at: int, segment: Stretch, standing: Mapping[int, tuple[int, ...]]) -> Row | None:
    """Return the cue with the nearest place of each of its words; None where one is missing or one is barred."""
    if any(segment.first <= place < segment.after for choice in cue.barred for place in standing.get(choice, ())):
        return None
    places: list[int] = []
    for choice in cue.wanted:
        near = [
            place for place in standing[choice]
            if segment.first <= place < segment.after and place != at and place not in places
        ]  # fmt: skip
        if not near:
            return None
        places.append(min(near, key=lambda place: abs(place - at)))
    if any(abs(place - at) > _REACH for place in places):
        return None
    return Row(cue, known_of(scene, cue), tuple(places))
