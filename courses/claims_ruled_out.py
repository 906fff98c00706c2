"""Judges what a fact rules out in so many words: "the boxes are opened every Monday", where hardly any was opened.

The words stand beside the fact, in its contraries: each is a row of words that must all be said, near each other and of
what is so. `every|each` is either word.
"""

from collections.abc import Iterator, Sequence

from courses.claims_context import is_doubted, is_past, is_planned
from courses.claims_contraries import Contrary
from courses.claims_items import Item, stem
from courses.claims_scene import Found, Scene
from courses.claims_stretches import Stretch, segment_at
from courses.claims_told import is_told
from courses.claims_words import words

_NO = words(
    "no not never none nobody nothing neither nor cannot without hardly seldom rarely few fewer less only unless but"
)
_MAYBE = words("could can might ought")
_TOLD = words("policy rule procedure leaflet passbook paragraph say")
# So many words more than it needs may stand within what is said.
_SLACK = 6


def find_ruled_out(scene: Scene) -> Iterator[Found]:
    """Yield what a sentence says in the words of a contrary, once for each fact."""
    seen: set[int] = set()
    keys = scene.present | {f"={item.low}" for item in scene.items}
    for contrary in scene.index.contraries:
        if any(keys.isdisjoint(choice) for choice in contrary.choices) or contrary.fact.number in seen:
            continue
        found = _found(scene, contrary)
        if found is not None:
            seen.add(contrary.fact.number)
            yield found


def _found(scene: Scene, contrary: Contrary) -> Found | None:
    places = _places(scene.items, contrary)
    if not places:
        return None
    segment = segment_at(scene.items, places[0])
    within = range(segment.first, segment.after)
    own = frozenset().union(*contrary.choices)
    fact = contrary.fact
    if _is_narrowed(scene, segment, own):
        return None
    if any(scene.items[at].is_quoted for at in places) or is_doubted(scene.items):
        return None
    said_by_fact = own | {stem(word) for word in fact.text.lower().split()}
    if is_planned(scene.items, segment, scene.matches, scene.index, said_by_fact) or is_past(
        scene.items, segment, scene.matches
    ):
        return None
    is_rule = not own & _TOLD and any(scene.items[at].key in _TOLD for at in within)
    told = is_rule or is_told(scene.items, segment, scene.index, own)
    first, last = scene.items[min(places)], scene.items[max(places)]
    said = f"“{fact.text.removesuffix('.')}”"
    return Found(first.start, last.end, (), is_reported=told, said=said, facts=(fact.number,))


def _is_narrowed(scene: Scene, segment: Stretch, own: frozenset[str]) -> bool:
    """Tell whether a stretch denies what it says, or says it of a few or of one place only."""
    items = scene.items[segment.first : segment.after]
    if any(item.key in _MAYBE - own for item in items):
        return True
    if any(item.key in _NO - own or item.low.endswith("n't") or "only" in item.dropped for item in items):
        return True
    return any(not own.issuperset(place) for place in scene.index.places_in(items))


def _places(items: Sequence[Item], contrary: Contrary) -> tuple[int, ...]:
    """Return where the words of a contrary stand, near each other in one part of a sentence; empty if they do not."""
    anchors = [at for at, item in enumerate(items) if _is_one(item, contrary.choices[0])]
    for anchor in anchors:
        segment = segment_at(items, anchor)
        places = [anchor]
        for choice in contrary.choices[1:]:
            near = [at for at in range(segment.first, segment.after) if _is_one(items[at], choice) and at not in places]
            if not near:
                break
            places.append(min(near, key=lambda at: abs(at - anchor)))
        if len(places) == len(contrary.choices) and max(places) - min(places) < len(places) + _SLACK:
            return tuple(places)
    return ()


def _is_one(item: Item, choice: frozenset[str]) -> bool:
    return item.key in choice or f"={item.low}" in choice
