"""Tells what is left of a whole, 133 of 190 who heard nothing, from a number that contradicts the part."""

from courses.cases import ValueKind
from courses.claims_derived import is_of_men
from courses.claims_items import counted, key_of
from courses.claims_known import Known
from courses.claims_parts import find_whole
from courses.claims_scene import Scene
from courses.claims_standing import Row
from courses.claims_words import words

_RESTS = words(
    """
    no not never none without nobody other rest remaining else nothing unable fail failed lack lacked lacking miss
    missing missed lose lost unaware unanswered ignored refused cannot hardly neither
    """
)


def is_of_another_whole(scene: Scene, at: int, known: Known) -> bool:
    """Tell whether a share that follows from "9 of the 62" may be one of the 200: another number stands by."""
    if not known.shown or known.value.kind is not ValueKind.PERCENT or is_of_men(known):
        return False
    return any(
        one.quantity is not None and place != at and not one.quantity.day and one.quantity.amount not in known.told
        for place, one in enumerate(scene.items)
    )


def is_rest(scene: Scene, at: int, row: Row) -> bool:
    """Tell whether a number is what is left of a whole: 133 of 190 officers heard nothing, 87 % know no way."""
    amount, known = counted(scene.items[at]).amount, row.known
    if known.value.kind is ValueKind.PERCENT:
        return not is_of_men(known) and abs(100 - amount - known.amount) <= 1
    others = {item.key for place, item in enumerate(scene.items) if place not in row.places}
    is_denied = bool(others & _RESTS) or any(item.low.endswith("n't") for item in scene.items)
    if known.value.kind is not ValueKind.COUNT or not is_denied:
        return False
    keys, whole = scene.present, find_whole(scene.items, at)
    if whole is not None and counted(scene.items[whole]).amount == amount + known.amount:
        return True
    return any(
        one.amount == amount + known.amount and any(key_of(name.split()[-1]) in keys for name in one.subject.aliases)
        for one in scene.index.known
    )
