"""Judges names: a person in a role that somebody else has, and a place that the case gives to another."""

from collections.abc import Iterator

from courses.cases import ValueKind
from courses.claims_known import Holder, Known, Match
from courses.claims_scene import Found, Scene
from courses.claims_stretches import segment_at

_JOINS = frozenset({",", "be", "(", "–", "—", "name", "called", "named", ":"})
_PLACED = frozenset({"be", "in", "stand", "lie", "at", ",", "located", "based", "(", ":", "have", "sit", "seat"})
# "The second smallest branch" is not the smallest.
_NOT_FIRST = frozenset({"second", "third", "fourth", "fifth", "next", "of", "among"})
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})


def find_people(scene: Scene) -> Iterator[Found]:
    """Yield each person who stands beside a role of somebody else, and each place given to a wrong name."""
    for holder in scene.index.holders:
        for first in _runs(scene, holder.keys):
            found = _wrong_person(scene, holder, first, first + len(holder.keys))
            if found is not None:
                yield found
                return
    for match in scene.matches:
        for known in match.alias.known:
            if known.value.kind is ValueKind.NAME:
                found = _wrong_place(scene, match, known)
                if found is not None:
                    yield found


def _runs(scene: Scene, keys: tuple[str, ...]) -> Iterator[int]:
    items = scene.items
    for place, item in enumerate(items if keys[0] in scene.present else ()):
        if item.key != keys[0] or tuple(one.key for one in items[place : place + len(keys)]) != keys:
            continue
        if _is_whole_role(scene, place, place + len(keys)):
            yield place


def _is_whole_role(scene: Scene, first: int, after: int) -> bool:
    """Tell a role from a longer one: "director" is none in "general director" or "director of sales"."""
    follows = tuple(item.key for item in scene.items[after : after + 2])
    before = scene.items[first - 1] if first else None
    if before is not None and not before.is_barrier and before.key in ("deputy", "former", "acting", "general", "new"):
        return False
    return follows[:1] not in (("of",), ("for",)) or (len(follows) == 2 and follows[1] in scene.index.names)


def _wrong_person(scene: Scene, holder: Holder, first: int, after: int) -> Found | None:
    items = scene.items
    for step, start in ((1, after), (-1, first - 1)):
        named = _person(scene, start, step)
        if named is None:
            continue
        place, name = named
        if name == holder.name or _has_role(scene, name, holder.keys) or items[place].is_quoted:
            continue
        if step == 1 and _is_heading_of_another(scene, place):
            continue
        low, high = min(first, place), max(after - 1, place)
        while low and items[low - 1].is_name and items[low - 1].key in scene.index.voices:
            low -= 1
        if _is_unsure(scene, low):
            return None
        return Found(
            items[low].start, items[high].end, (), said=f"the {holder.role} is {holder.name}", facts=holder.facts
        )
    return None


def _is_unsure(scene: Scene, place: int) -> bool:
    segment = segment_at(scene.items, place)
    keys = {item.key for item in scene.items[segment.first : segment.after]}
    return bool(keys & {"not", "if", "propose", "deputy", "would", "instead", "never", "will", "should"})


def _is_heading_of_another(scene: Scene, place: int) -> bool:
    """Tell whether the person after a role is followed by his own: "the director, Pavo Denn, head of audit"."""
    after = place + 1
    keys = tuple(item.key for item in scene.items[after : after + 6])
    return any(
        keys[lead : lead + len(holder.keys)] == holder.keys for holder in scene.index.holders for lead in (0, 1)
    ) and bool(keys) and keys[0] in (",", "be", "(", "–")  # fmt: skip


def _person(scene: Scene, start: int, step: int) -> tuple[int, str] | None:
    """Return the person whose name stands beside a place, at most one joining word away, and where it ends."""
    items = scene.items
    place = start
    if step == 1 and _is_of_institution(scene, start):
        place += 2
    skipped = 0
    while 0 <= place < len(items) and skipped < 3:
        item = items[place]
        name = scene.index.surnames.get(item.low.removesuffix("'s")) if item.is_name else None
        if name is not None:
            return place, name
        is_first_name = item.is_name and item.key in scene.index.voices
        if not is_first_name and item.key not in _JOINS and item.key not in _TITLES:
            return None
        place += step
        skipped += not is_first_name
    return None


def _is_of_institution(scene: Scene, at: int) -> bool:
    """Tell whether "of Sandrel" stands after a role."""
    follows = tuple(item.key for item in scene.items[at : at + 2])
    return len(follows) == 2 and follows[0] in ("of", "at") and follows[1] in scene.index.names


def _has_role(scene: Scene, name: str, keys: tuple[str, ...]) -> bool:
    return any(holder.name == name and set(keys) <= set(holder.keys) for holder in scene.index.holders)


def _wrong_place(scene: Scene, match: Match, known: Known) -> Found | None:
    """Judge "the oldest branch is Lindale" and "the head office in Ferrin"."""
    items = scene.items
    if known.value.text.split()[-1].lower() in scene.index.surnames:
        return None
    after = match.after
    if match.first and items[match.first - 1].key in _NOT_FIRST:
        return None
    if "branch" in match.alias.keys and after < len(items) and items[after].key == "in":
        return None
    while after < len(items) and items[after].key in _PLACED and after - match.after < 3:
        after += 1
    wanted = tuple(part.lower() for part in known.value.text.split())
    for place in scene.index.places.get(items[after].key if after < len(items) else "", ()):
        keys = tuple(item.key for item in items[after : after + len(place)])
        if after == match.after or keys != place or not items[after].is_name or items[after].is_quoted:
            continue
        stands = tuple(item.low for item in items[after : after + len(wanted)])
        if stands != wanted and not _is_unsure(scene, match.first):
            return Found(items[match.first].start, items[after + len(place) - 1].end, (known,))
    return None
