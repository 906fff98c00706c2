"""Finds what a number counts: the name that stands beside it, or one whose words stand about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.cases import ValueKind
from courses.claims_context import LIGHT, is_explained
from courses.claims_items import Item, counted, stem
from courses.claims_known import Alias, Known, Match
from courses.claims_scene import Scene, fits
from courses.claims_words import words

_CONNECTORS = words(
    """
    be of at to : stand amount come reach total equal number count in have get receive
    """
)
_HEADS_END = words("per in on of for at with without from about")
_ANY_ONE = frozenset({"per", "average", "typical", "mean", "each", "every"})
_PERSONS = frozenset({"people", "person", "member"})
_IN_ALL = (["in", "all"], ["in", "total"])


@dataclass(frozen=True, slots=True)
class Bound:
    """What a number counts: the name it goes with, its values, and whether the name stands before the number."""

    alias: Alias
    known: tuple[Known, ...]
    first: int
    after: int
    is_exact: bool


def bind(scene: Scene, at: int) -> Bound | None:
    """Return the longest name that stands right after or before a number, else one whose words stand about it."""
    bounds = [*_after(scene, at), *_before(scene, at)]
    about = _about(scene, at)
    if not bounds:
        return about
    nearest = max(bounds, key=lambda bound: len(bound.alias.keys))
    item = scene.items[at]
    if any(fits(counted(item), item.hedge, one) for one in nearest.known):
        return nearest
    if (
        about is None
        or _head(about.alias) != scene.items[at + 1].key
        or not set(nearest.alias.keys) < set(about.alias.keys)
    ):
        return nearest
    clause = scene.clause(at)
    places = range(clause.first, clause.after)
    is_about = is_explained(scene.items, places, about.known[0].words, scene.index.neutral)
    return about if is_about else nearest


def _head(alias: Alias) -> str:
    """Return what a name counts: clients in "clients per loan officer", members in "board members"."""
    link = next((place for place, key in enumerate(alias.keys) if key in _HEADS_END), len(alias.keys))
    return alias.keys[link - 1] if link else ""


def _after(scene: Scene, at: int) -> Iterable[Bound]:
    for match in scene.matches:
        known = counts_of(match.alias)
        gap = range(at + 1, match.first)
        if not known or match.first <= at or len(gap) > 3 or (gap and not match.alias.is_predicate and len(gap) > 1):
            continue
        if any(_parts_names(scene.items[place]) for place in gap):
            continue
        if gap and not all(_is_of(scene.items[place], known[0]) for place in gap):
            continue
        yield Bound(match.alias, known, match.first, match.after, is_exact=True)


def _parts_names(item: Item) -> bool:
    """Tell whether what follows belongs to something else: "calls 20 and boxes 12"."""
    return item.is_barrier or item.quantity is not None or item.key in ("and", "or")


def _is_of(item: Item, known: Known) -> bool:
    return stem(item.key) in known.words or item.key == "be"


def _before(scene: Scene, at: int) -> Iterable[Bound]:
    for match in scene.matches:
        known = counts_of(match.alias)
        gap = scene.items[match.after : at] if match.after <= at else ()
        if not known or match.after > at or len(gap) > 3:
            continue
        if match.first and scene.items[match.first - 1].key in _ANY_ONE:
            continue
        if match.first and _is_in_a_list_of_counts(scene.items, match.first):
            continue
        ends_open = match.alias.keys[-1] in ("of", "get")
        if not gap and not ends_open:
            continue
        if [item.key for item in gap] == [","] and [one.key for one in scene.items[at + 1 : at + 3]] in _IN_ALL:
            yield Bound(match.alias, known, match.first, match.after, is_exact=True)
        if not all(item.key in _CONNECTORS for item in gap) or not (ends_open or _stands_alone(scene, at, known[0])):
            continue
        if gap and gap[-1].key == ":" and match.first and scene.items[match.first - 1].key in ("with", "without"):
            continue
        if gap and gap[-1].key == ":" and at + 1 < len(scene.items) and not scene.items[at + 1].is_barrier:
            continue
        yield Bound(match.alias, known, match.first, match.after, is_exact=True)


def _is_in_a_list_of_counts(items: Sequence[Item], first: int) -> bool:
    """Tell whether a name is the last of several with their numbers: "six calls and nine entries come to 15"."""
    if items[first - 1].quantity is None or first < 2 or items[first - 2].key not in ("and", ",", "+", "plus"):
        return False
    return any(item.quantity is not None for item in items[: first - 2])


def _stands_alone(scene: Scene, at: int, known: Known) -> bool:
    """Tell whether no other noun claims the number: "boxes of 15 branches" counts branches, "get 5 points" points."""
    if at + 1 >= len(scene.items):
        return True
    after = scene.items[at + 1]
    if after.key in scene.index.units and not any(
        match.first == at + 1 and known in match.alias.known for match in scene.matches
    ):
        return after.key in known.nouns and after.key in _PERSONS
    return after.is_barrier or after.key in LIGHT or stem(after.key) in known.words


def _about(scene: Scene, at: int) -> Bound | None:
    """Find "the board has 5 members" for the name "board members": all of its words stand in the clause."""
    items = scene.items
    if at + 1 >= len(items) or items[at + 1].is_barrier:
        return None
    clause = scene.clause(at)
    keys = scene.keys(clause)
    if keys & {"each", "every"}:
        keys |= {"per"}
    for alias in scene.index.scattered(keys):
        known = counts_of(alias)
        if known and items[at + 1].key in alias.keys and len(alias.keys) > 1:
            return Bound(alias, known, at + 1, at + 2, is_exact=False)
    return None


def counts_of(alias: Alias) -> tuple[Known, ...]:
    """Return the values of a name that are numbers of things."""
    return tuple(one for one in alias.known if one.value.kind is ValueKind.COUNT)


def noun_after(scene: Scene, at: int) -> Match | None:
    """Return the longest name that stands right after a number and is a plain noun."""
    found = [
        match
        for match in scene.matches
        if match.first == at + 1 and not match.alias.is_predicate and counts_of(match.alias)
    ]
    return max(found, key=lambda match: match.after, default=None)
