"""Judges a part and its whole: 3 of the 18 branches."""

from collections.abc import Sequence
from fractions import Fraction

from courses.cases import ValueKind
from courses.claims_binding import counts_of, noun_after
from courses.claims_context import is_explained
from courses.claims_items import Hedge, Item, counted, stem
from courses.claims_known import Known
from courses.claims_quantities import Measure
from courses.claims_scene import Found, Scene, fits
from courses.claims_standing import is_bare
from courses.claims_stretches import before
from courses.claims_words import words

# What follows the noun of a whole and makes another one of it: "172 members with a phone".
_NARROWS, _NARROWS_MORE = words("from in of that which who whose"), words("with without")


def find_whole(items: Sequence[Item], at: int) -> int | None:
    """Return the place of the whole in "3 of the 18", None where there is none."""
    place = at + 1
    if place < len(items) and items[place].key == "out":
        place += 1
    if place + 1 >= len(items) or items[place].key != "of":
        return None
    place += 1
    if items[place].key == "all" and place + 1 < len(items):
        place += 1
    quantity = items[place].quantity
    return place if quantity is not None and quantity.measure is Measure.COUNT else None


def is_whole(items: Sequence[Item], at: int) -> bool:
    """Tell whether a number is the whole in "3 of the 18" or "none of the 4"."""
    place = at - 1
    if place >= 0 and items[place].key == "all":
        place -= 1
    if place < 0 or items[place].key != "of":
        return False
    place -= 1 + (place > 0 and items[place - 1].key == "out")
    if place < 0:
        return True
    return items[place].quantity is not None or items[place].key in ("none", "most", "some", "many", "few", "half")


def judge_part(scene: Scene, at: int, whole: int) -> Found | None:
    """Judge 3 in "3 of the 18 branches have no box"; who "is one of the three" is counted nowhere."""
    items = scene.items
    part, total = counted(items[at]), counted(items[whole])
    if part.is_word and part.amount == 1 and before(items, at) == "be":
        return None
    noun = noun_after(scene, whole)
    if part.amount > total.amount:
        known = counts_of(noun.alias) if noun else ()
        return scene.verdict(at, known, (items[at].start, items[whole].end)) if known else None
    nouns = frozenset(noun.alias.keys) if noun else frozenset[str]()
    totals = {one.value.amount for one in scene.index.known if not nouns or nouns & one.nouns}
    clause = scene.clause(at)
    places = range(clause.first, clause.after)
    for alias in scene.index.scattered(scene.keys(clause)):
        known = tuple(
            one for one in counts_of(alias)
            if one.value.amount != total.amount and (noun is None or one not in noun.alias.known)
        )  # fmt: skip
        if not known or not is_explained(items, places, known[0].words, scene.index.neutral):
            continue
        if _counts_others(scene, whole, known[0]):
            continue
        told = {one.value.amount for one in scene.index.known if one.fact is known[0].fact}
        if items[at].hedge is Hedge.NONE and part.amount not in told and total.amount in totals:
            return scene.verdict(at, known[:1], (items[at].start, items[whole].end))
        return None
    return None


def _counts_others(scene: Scene, whole: int, known: Known) -> bool:
    """Tell whether the noun of a whole is another one than the value counts: "branches get 5 of 100 points"."""
    noun = scene.items[whole + 1].key if whole + 1 < len(scene.items) else ""
    return noun in scene.index.units and noun not in known.nouns


def judge_whole(scene: Scene, at: int) -> Found | None:
    """Judge 18 in "3 of the 18 branches": it has to be a number of that thing which the case knows."""
    items = scene.items
    noun = noun_after(scene, at)
    quantity = items[at].quantity
    if noun is None or quantity is None or scene.index.places_in(items):
        return None
    known = counts_of(noun.alias)
    name = stem(noun.alias.keys[-1])
    told = {one.value.amount for one in scene.index.known if name in one.words}
    if quantity.amount in told or any(fits(quantity, items[at].hedge, one) for one in known):
        return None
    after = items[noun.after] if noun.after < len(items) else None
    if after is not None and not after.is_barrier and after.key not in ("be", "have", "do", "can", "could"):
        return None
    return scene.verdict(at, known, (items[at].start, items[noun.after - 1].end))


def wholes_of(scene: Scene, at: int, known: Known, noun: str) -> list[Known]:
    """Return the wholes that a fact gives of its part at a place: those it counts too, and 400 in "52 of the 400"."""
    counts = [one for one in scene.index.known if one.value.kind is ValueKind.COUNT]
    own = [one for one in counts if one.fact is known.fact and one.amount > known.amount and noun in one.nouns]
    follows = scene.items[at + 2].key if at + 2 < len(scene.items) else ""
    if follows in _NARROWS_MORE:
        return []
    if own or follows in _NARROWS or any(one.amount == counted(scene.items[at]).amount for one in counts):
        return own
    return [
        one
        for one in counts
        if known.whole and one.amount == known.whole and (noun in one.nouns or is_bare(scene.items, at))
    ]


def wholes_in(items: Sequence[Item]) -> frozenset[Fraction]:
    """Return the wholes that a sentence names: four in "two of the four regions"."""
    places = (find_whole(items, at) for at, item in enumerate(items) if item.quantity is not None)
    return frozenset(counted(items[place]).amount for place in places if place is not None)
