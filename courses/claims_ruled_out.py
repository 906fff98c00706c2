"""Judges what a fact rules out in so many words: "the boxes are opened every Monday", where hardly any was opened.

The words stand beside the fact, in its contraries: each is a row of words that must all be said, near each other and of
what is so. `every|each` is either word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from courses.claims_context import is_doubted, is_past, is_planned
from courses.claims_contraries import Contrary
from courses.claims_items import Item, key_of, stem
from courses.claims_scene import Found, Scene
from courses.claims_stance import Stance
from courses.claims_stretches import Stretch, segment_at
from courses.claims_told import SAYING, is_told
from courses.claims_words import words

_NO = words(
    """
    no not never none nobody nothing neither nor cannot without hardly seldom rarely few fewer less only unless but
    worst worse badly poorly except apart besides excluding
    """
)
_NOT = frozenset({"not", "no", "never"})
_EVERY = frozenset({"all", "every", "each", "any"})
_MAYBE = words("could can might ought")
_TOLD = words("policy rule procedure leaflet passbook paragraph say")
# So many words more than it needs may stand within what is said.
_SLACK, _SLACK_TODAY = 6, 8
_NEW = words("new future revised improved upgraded")


def find_ruled_out(scene: Scene, stance: Stance) -> Iterator[Found]:
    """Yield what a sentence says in the words of a contrary, once for each fact.

    What a plan might say of what it sets up is wrong in a diagnosis only.
    """
    seen: set[int] = set()
    keys = scene.present | {f"={item.low}" for item in scene.items}
    for contrary in scene.index.contraries.standing(keys):
        if contrary.fact.number in seen or (contrary.is_of_today and stance is not Stance.DIAGNOSIS):
            continue
        found = _found(scene, contrary)
        if found is not None:
            seen.add(contrary.fact.number)
            yield found


def _found(scene: Scene, contrary: Contrary) -> Found | None:
    places = _places(scene.items, contrary)
    if not places:
        return None
    segment = _stretch_at(scene.items, places[0])
    segment = _affirmed(scene.items, segment, max(places))
    within = range(segment.first, segment.after)
    own = frozenset().union(*contrary.choices)
    barred = contrary.barred | (_NEW - own) if contrary.is_of_today else contrary.barred
    if any(_is_one(scene.items[at], barred) for at in within):
        return None
    fact = contrary.fact
    if _names_a_figure(scene.items, max(places) + 1):
        return None
    if _is_narrowed(scene, segment, own):
        return None
    if any(scene.items[at].is_quoted for at in places) or is_doubted(scene.items):
        return None
    said_by_fact = own | {stem(form) for word in fact.text.lower().split() for form in (word, key_of(word))}
    stated = _without_when(scene.items, segment, places)
    if is_planned(stated, segment, scene.matches, scene.index, said_by_fact) or is_past(
        scene.items, segment, scene.matches, frozenset(stem(key) for key in own)
    ):
        return None
    is_rule = not own & _TOLD and any(
        scene.items[at].key in _TOLD and scene.items[at].key not in said_by_fact for at in within
    )
    verbs = {scene.items[at].key for at in within} & SAYING
    is_own_verb = bool(verbs) and verbs <= own
    told = is_rule or (not is_own_verb and is_told(scene.items, segment, scene.index, own))
    first, last = scene.items[min(places)], scene.items[max(places)]
    said = f"“{fact.text.removesuffix('.')}”"
    return Found(first.start, last.end, (), is_reported=told, said=said, facts=(fact.number,))


def _affirmed(items: Sequence[Item], segment: Stretch, last: int) -> Stretch:
    """Return a stretch without "and not to the director": it only says against what the rest is said."""
    ends = (
        at for at in range(last + 1, segment.after - 1) if items[at].key in ("and", ",") and items[at + 1].key == "not"
    )
    return Stretch(segment.first, next(ends, segment.after))


def _without_when(items: Sequence[Item], segment: Stretch, places: Sequence[int]) -> Sequence[Item]:
    """Return the items with no "when" whose own clause says little of a contrary: what happens then is stated."""
    kept = list(items)
    for at in range(segment.first, segment.after):
        if items[at].key != "when":
            continue
        last = next((place for place in range(at, segment.after) if items[place].key == ","), segment.after)
        within = sum(1 for place in places if at < place < last)
        if not within or (at == segment.first and within * 2 < len(places) and not at < places[0] < last):
            kept[at] = replace(items[at], key="then", low="then")
    return kept


def _names_a_figure(items: Sequence[Item], after: int) -> bool:
    """Tell whether what is said only names a figure: "Boxes opened every Monday: 15 of 15"."""
    return after + 1 < len(items) and items[after].key == ":" and items[after + 1].quantity is not None


def _is_narrowed(scene: Scene, segment: Stretch, own: frozenset[str]) -> bool:
    """Tell whether a stretch denies what it says, or says it of a few or of one place only."""
    items = scene.items[segment.first : segment.after]
    if any(item.key in _MAYBE - own for item in items):
        return True
    if any(item.key in _NO - own or item.low.endswith("n't") or "only" in item.dropped for item in items):
        return True
    follows = scene.items[segment.after].key if segment.after < len(scene.items) else ""
    if follows == "but" and any(item.key in _EVERY for item in items[-2:]):
        return True
    return any(not own.issuperset(place) for place in scene.index.places_in(items))


def _places(items: Sequence[Item], contrary: Contrary) -> tuple[int, ...]:
    """Return where the words of a contrary stand, near each other in one part of a sentence; empty if they do not."""
    slack = _SLACK_TODAY if contrary.is_of_today else _SLACK
    anchors = [at for at, item in enumerate(items) if _is_one(item, contrary.choices[0])]
    for anchor in anchors:
        segment = _before_and(items, _stretch_at(items, anchor), anchor)
        places = [anchor]
        for choice in contrary.choices[1:]:
            near = [at for at in range(segment.first, segment.after) if _is_one(items[at], choice) and at not in places]
            if not near:
                break
            places.append(min(near, key=lambda at: abs(at - anchor)))
        if not _are_denied(items, contrary, places):
            continue
        if len(places) == len(contrary.choices) and max(places) - min(places) < len(places) + slack:
            return tuple(places)
    return ()


def _stretch_at(items: Sequence[Item], at: int) -> Stretch:
    """Return the part of a sentence around a place; "because of" opens none."""
    segment = segment_at(items, at)
    first, after = segment.first, segment.after
    if after + 1 < len(items) and items[after].key == "because" and items[after + 1].key == "of":
        after = segment_at(items, after + 1).after
    if first > 1 and items[first - 1].key == "because" and items[first].key == "of":
        first = segment_at(items, first - 2).first
    return Stretch(first, after)


def _are_denied(items: Sequence[Item], contrary: Contrary, places: Sequence[int]) -> bool:
    """Tell whether each "not" of a contrary stands before the word that it denies: "is compulsory and not shown".

    "But not the compulsory insurance" leaves a thing out and denies nothing of it.
    """
    return all(
        not choice <= _NOT
        or (places[at] < places[at + 1] <= places[at] + 2 and "the" not in items[places[at] + 1].dropped)
        for at, choice in enumerate(contrary.choices[: len(places) - 1])
    )


def _before_and(items: Sequence[Item], segment: Stretch, at: int) -> Stretch:
    """Return the part of a stretch about a place up to ", and hardly any": there another statement begins."""
    cuts = [
        place
        for place in range(segment.first + 1, segment.after - 1)
        if items[place].key == "and" and items[place - 1].key == "," and items[place + 1].key in _NO
    ]
    first = max((place + 1 for place in cuts if place < at), default=segment.first)
    return Stretch(first, min((place for place in cuts if place > at), default=segment.after))


def _is_one(item: Item, choice: frozenset[str]) -> bool:
    return item.key in choice or f"={item.low}" in choice
