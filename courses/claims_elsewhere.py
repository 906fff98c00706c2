"""Tells what a sentence says of another institution from what it says of the one of the case."""

from collections.abc import Sequence

from courses.claims_index import CaseIndex
from courses.claims_items import Item, stem
from courses.claims_stretches import Stretch, before
from courses.claims_words import words

_INSTITUTIONS = words("lender bank union institution company cooperative provider organisation organization mfi")
_LANDS = words("country land capital")
_ANOTHER = words("another other next neighbouring neighboring foreign sister rival")
_ABROAD = words("abroad overseas")
_BEING = words("be become as")
_REACH = 3


def is_of_another(items: Sequence[Item], stretch: Stretch, index: CaseIndex, words: frozenset[str]) -> bool:
    """Tell whether a stretch is about "a union in the next country"; `words` are those of the fact.

    A sentence that names the institution itself may hold the other one against it, and is judged.
    """
    if any(item.key == index.case.id for item in items):
        return False
    return any(
        items[at].key in _ABROAD
        or (items[at].key in _LANDS and before(items, at) in _ANOTHER)
        or (items[at].key in _INSTITUTIONS and stem(items[at].key) not in words and _is_any(items, at, stretch.first))
        for at in range(stretch.first, stretch.after)
    )


def _is_any(items: Sequence[Item], at: int, first: int) -> bool:
    """Tell "a credit union" and "another lender" from "it is a union" and "the lender"."""
    for place in range(at, max(at - _REACH, first) - 1, -1):
        if items[place].is_barrier or items[place].quantity is not None:
            return False
        if items[place].key in _ANOTHER:
            return True
        if {"a", "an"} & set(items[place].dropped):
            return before(items, place) not in _BEING
    return False
