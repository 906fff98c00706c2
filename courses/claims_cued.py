"""Judges numbers by the cues of their subjects: "the lender pays up to 50,000", where the case says 30,000.

A cue may stand in any order and with small words between; so whatever makes another thing of it is looked for: a plan,
a part, another place, another number of the same kind, a word near by that no fact uses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from courses.cases import ValueKind
from courses.claims_asides import is_given_beside, is_paid_out_of, is_part_of_offer
from courses.claims_context import LIGHT, is_label
from courses.claims_cues import Cue, places_of
from courses.claims_derived import is_of_men
from courses.claims_items import Hedge, Item, counted, key_of, stem
from courses.claims_known import Known
from courses.claims_parts import find_whole, is_whole, wholes_in, wholes_of
from courses.claims_quantities import Measure, Quantity
from courses.claims_rests import is_of_another_whole, is_rest
from courses.claims_scene import Found, Scene
from courses.claims_shifts import is_ratio, is_shifted, is_weightless
from courses.claims_standing import Row, agrees, kinds_at, known_of, row_at
from courses.claims_stretches import Stretch, before, segment_at
from courses.claims_words import words

_STRANGE_NEAR = 1
_REACH_OF_NONE = 7
_STRANGE_IN_CLAUSE = 2
_TELLING = 20
_SHARED = 2
_ANYBODY = words("people person client borrower customer member former leaver staff employee auditor officer manager")
_NONE = words("nobody none no")


def find_cued(scene: Scene, amounts: Sequence[int]) -> Iterator[Found]:
    """Yield what is wrong with the numbers at these places of a sentence."""
    if not amounts:
        return
    book = scene.index.cues
    standing = places_of(book, scene.items)
    cues = tuple(book.standing(frozenset(standing)))
    if not cues:
        return
    for at in amounts:
        found = _judge(scene, at, cues, standing)
        if found is not None:
            yield found


def find_none(scene: Scene) -> Iterator[Found]:
    """Yield what is said of nobody and none where the case counts some: "nobody wrote to the director"."""
    if scene.present & _NONE and scene.index.places_in(scene.items):
        return
    for at, item in enumerate(scene.items if scene.present & _NONE else ()):
        follows = scene.items[at + 1].key if at + 1 < len(scene.items) else ""
        is_none = item.key in ("nobody", "none") or (item.key == "no" and follows in scene.index.units)
        if not is_none or any(one.quantity and one.quantity.measure is not Measure.DAY for one in scene.items):
            continue
        zero = replace(item, key="#0", quantity=Quantity(Measure.COUNT, Fraction(0), is_word=True))
        items = (*scene.items[:at], zero, *scene.items[at + 1 :])
        standing = places_of(scene.index.cues, items)
        near = frozenset(
            choice for choice, places in standing.items() if any(abs(place - at) <= _REACH_OF_NONE for place in places)
        )
        cues = [cue for cue in scene.index.cues.standing(near) if (cue.value.amount or 0) > 1]
        found = _judge(Scene(scene.index, items, scene.before), at, cues, standing) if cues else None
        if found is not None:
            yield found
        return


def _judge(scene: Scene, at: int, cues: Iterable[Cue], standing: Mapping[int, tuple[int, ...]]) -> Found | None:
    item = scene.items[at]
    if item.is_quoted or is_label(scene.items, at) or _is_any_one(scene.items, at) or is_ratio(scene, at):
        return None
    kinds = kinds_at(scene, at)
    segment = segment_at(scene.items, at)
    own = [cue for cue in cues if cue.value.kind in kinds]
    if is_whole(scene.items, at):
        return _judge_whole(scene, at, own, segment, standing)
    if any(agrees(scene, at, known_of(scene, cue)) for cue in own):
        return None
    rows = [
        row for cue in own
        if (row := row_at(scene, cue, at, segment, standing)) is not None
        and not is_given_beside(scene.items, at, row.known)
        and not _is_opposed(scene, row.known)
    ]  # fmt: skip
    if not rows:
        return None
    noun = scene.items[at + 1].key if at + 1 < len(scene.items) else ""
    row = min(rows, key=lambda row: (-len(row.places), noun not in row.known.nouns, row.width(at)))
    if _is_shifted(scene, at, row, segment, is_swapped=_is_swapped(scene, at, row, cues)):
        return None
    return scene.verdict(at, (row.known,), (item.start, scene.end_of(at)))


def _is_swapped(scene: Scene, at: int, row: Row, cues: Iterable[Cue]) -> bool:
    """Tell whether a price is that of another thing of the same fact, of which the sentence does not speak."""
    amount, known = counted(scene.items[at]).amount, row.known
    others = [value for value in known.fact.values if value.amount == amount]
    if known.value.kind is not ValueKind.MONEY or len(others) != 1:
        return False
    if any(item.key in ("and", "plus", "+") for item in scene.items[at : max(row.places)]):
        return False  # "1,800 CVM a year and the minutes"
    return not any(cue.fact == known.fact.number and cue.value is others[0] for cue in cues)


def _is_opposed(scene: Scene, known: Known) -> bool:
    """Tell whether a sentence speaks of what has the thing that the fact denies: "with complaints", "without"."""
    said = [key_of(word.strip(".,;:")) for word in known.fact.text.lower().split()]
    lacked = {follows for word, follows in pairwise(said) if word == "without"}
    return bool(lacked) and any(one.key == "with" and follows.key in lacked for one, follows in pairwise(scene.items))


def _is_any_one(items: Sequence[Item], at: int) -> bool:
    """Tell whether "one" is no number: one officer, one by one. Only one and one of them are."""
    quantity = counted(items[at])
    if not quantity.is_word or quantity.measure is not Measure.COUNT or quantity.amount != 1:
        return False
    if "the" in items[at].dropped or before(items, at) == "be":
        return True
    follows = items[at + 1].key if at + 1 < len(items) else ""
    return not {"only", "just"} & set(items[at].dropped) and follows not in ("of", "person", "be")


def _judge_whole(
    scene: Scene, at: int, cues: Iterable[Cue], segment: Stretch, standing: Mapping[int, tuple[int, ...]]
) -> Found | None:
    """Judge 40 in "14 of 40 points": the fact of the part has another whole."""
    part = scene.items[at - 2].quantity if at > 1 and scene.items[at].hedge is Hedge.NONE else None
    noun = scene.items[at + 1].key if at + 1 < len(scene.items) else ""
    for cue in cues if part is not None else ():
        known = known_of(scene, cue)
        wholes = wholes_of(scene, at, known, noun)
        if part is None or known.amount != part.amount or not wholes or counted(scene.items[at]).amount in known.told:
            continue
        row = row_at(scene, cue, at, segment, standing)
        if row is not None and not _is_shifted(scene, at, row, segment):
            return scene.verdict(at, wholes[:1], (scene.items[at].start, scene.end_of(at)))
    return None


def _is_shifted(scene: Scene, at: int, row: Row, segment: Stretch, *, is_swapped: bool = False) -> bool:
    """Tell whether something about a number makes it another one than the cue means."""
    return (
        _counts_something_else(scene, at, row)
        or _is_strange(scene, at, row)
        or _is_told_otherwise(scene, at, row, segment)
        or _is_elsewhere(scene, row)
        or _is_of_other_numbers(scene, at, row, segment, is_swapped=is_swapped)
        or _is_right_of_another(scene, at, row)
        or is_part_of_offer(scene.items, at, scene.keys(scene.clause(at)), row.known)
        or (row.known.value.kind is ValueKind.MONEY and is_paid_out_of(scene.items, at, row.places))
    )


def _is_elsewhere(scene: Scene, row: Row) -> bool:
    """Tell whether a sentence names a place of which the fact does not speak."""
    here = {scene.items[place].key for place in row.places}
    return any(
        not all(stem(key) in row.known.words or key in here for key in place)
        for place in scene.index.places_in(scene.items)
    )


def _counts_something_else(scene: Scene, at: int, row: Row) -> bool:
    """Tell whether the noun after a number is one that the case counts, but not here: 5,300 clients, no boxes."""
    if row.known.value.kind is not ValueKind.COUNT or at + 1 >= len(scene.items):
        return False
    noun = scene.items[at + 1].key
    if noun in ("by", "number", "figure", "total") or (at and scene.items[at - 1].key == "by"):
        return True
    own = row.known.nouns
    if noun not in LIGHT and noun not in own and _is_counted_beside(scene.items, at, own):
        return True
    if noun not in scene.index.units and noun not in _ANYBODY:
        return False
    if scene.index.cues.choices_of(noun) & frozenset(row.cue.wanted):
        return False
    return noun not in own and not (noun in _ANYBODY and own & _ANYBODY)


def _is_counted_beside(items: Sequence[Item], at: int, nouns: frozenset[str]) -> bool:
    """Tell whether another number stands before the very noun: 60 in "60 complaints from 12 branches"."""
    return any(
        one.quantity is not None and place != at and follows.key in nouns
        for place, (one, follows) in enumerate(pairwise(items))
    )


def _is_of_other_numbers(scene: Scene, at: int, row: Row, segment: Stretch, *, is_swapped: bool) -> bool:
    """Tell whether other numbers stand by that the fact does not give: a price times a number, a part of a part."""
    quantity = counted(scene.items[at])
    told = row.known.told
    if (row.known.gives(quantity) and not is_swapped) or is_rest(scene, at, row):
        return True
    whole = find_whole(scene.items, at)
    if row.known.amount in wholes_in(scene.items) or is_of_another_whole(scene, at, row.known):
        return True
    for place in range(segment.first, segment.after):
        other = scene.items[place].quantity
        if other is None or place == at or other.measure in (Measure.LABEL, Measure.DAY) or place in row.places:
            continue
        if other.amount in told:
            continue
        if other.measure is Measure.SPAN and quantity.measure is not Measure.SPAN and other.amount in (1, 12):
            continue
        noun = scene.items[place + 1].key if place + 1 < len(scene.items) else ""
        is_known = any(
            one.amount == other.amount and (place != whole or noun in one.nouns) for one in scene.index.known
        )
        if not is_known or quantity.measure is Measure.MONEY:
            return True
    return False


def _is_right_of_another(scene: Scene, at: int, row: Row) -> bool:
    """Tell whether the number is that of another value of which the sentence speaks too."""
    quantity = counted(scene.items[at])
    kind = row.known.value.kind
    if is_of_men(row.known) and any(value.amount == quantity.amount for value in row.known.fact.values):
        return False
    for alias in scene.index.scattered(scene.present):
        if any(one.value.kind is kind and agrees(scene, at, one) for one in alias.known):
            return True
    if quantity.amount < _TELLING:
        return False
    said = {
        one.quantity.amount
        for one in scene.items
        if one.quantity is not None and not one.quantity.day and one.quantity.amount >= _TELLING
    }
    if any(len(said & one.told) > 1 for one in scene.index.known if one.gives(quantity)):
        return True
    weighty = {stem(item.key) for item in scene.items if not is_weightless(scene, item, frozenset())}
    return any(
        one.amount == quantity.amount and one.value.kind is kind and len(weighty & one.words) > _SHARED
        for one in scene.index.known
    )


def _is_told_otherwise(scene: Scene, at: int, row: Row, segment: Stretch) -> bool:
    if is_shifted(scene, segment, row.places, row.known.words, is_price=row.known.value.kind is ValueKind.MONEY):
        return True
    last = max(row.places)
    return any(
        item.key == "who" and not any(one > place + 2 for one in row.places)
        for place, item in enumerate(scene.items[at + 1 : last], at + 1)
    )


def _is_strange(scene: Scene, at: int, row: Row) -> bool:
    """Tell whether too many words near a number are of no fact, or the very word that it counts."""
    items = scene.items
    first, last = min(*row.places, at), max(*row.places, at)
    clause = scene.clause(at)
    strange = [
        place
        for place in range(min(first, clause.first), max(last + 1, clause.after))
        if not _is_plain(scene, items[place], row) and place not in row.places
    ]
    if any(place == at + 1 for place in strange):
        return True
    if strange and not any(clause.first <= place < clause.after for place in row.places):
        return True
    if strange and (not counted(items[at]).amount or row.known.shown):
        return True
    if any(before(items, place) == "and" for place in strange):
        return True
    near = [place for place in strange if first <= place <= last]
    return len(near) > _STRANGE_NEAR or len(strange) > _STRANGE_IN_CLAUSE


def _is_plain(scene: Scene, item: Item, row: Row) -> bool:
    return is_weightless(scene, item, row.known.words | row.known.leads) or bool(
        scene.index.cues.choices_of(item.key) & frozenset(row.cue.wanted)
    )
