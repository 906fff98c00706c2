"""What stands beside a number and makes it another one than the case gives: a target, a sample, a part that is paid."""

from collections.abc import Sequence

from courses.cases import ValueKind
from courses.claims_items import Hedge, Item, counted
from courses.claims_known import Known
from courses.claims_quantities import Measure, Quantity
from courses.claims_words import words

_NOW = frozenset({"now", "today", "currently", "presently"})
_PERIODS = words("year month quarter week day time meeting")
# A dozen clients are a sample of 2,300, and no slip of the pen.
_MOST_OF_SAMPLE, _TIMES_SAMPLE = 30, 20
_REACH_OF_EACH = 5
_LINKS = words("in at from for by of with on per")
# Smaller numbers stand twice in a sentence by chance.
_LEAST_TELLING = 10
_OFFERING = words("offer offered offers up limit most maximum ceiling cap available promise promised pledge pledged")
_MEASURES = {
    ValueKind.COUNT: (Measure.COUNT,),
    ValueKind.PERCENT: (Measure.PERCENT,),
    ValueKind.MONEY: (Measure.MONEY, Measure.COUNT),
    ValueKind.DURATION: (Measure.SPAN, Measure.COUNT),
}


def is_set_against(items: Sequence[Item], at: int) -> bool:
    """Tell whether what is so today follows in brackets: "fewer than 120 are afraid (now 212)" is a target."""
    for place in range(at + 2, len(items)):
        if items[place].quantity is None or items[place - 1].key not in ("(", ",", "–", "—", "of"):
            continue
        follows = items[place + 1].dropped if place + 1 < len(items) else ()
        if items[place - 1].key == "(" and not _NOW.isdisjoint((*items[place].dropped, *follows)):
            return True
    return False


def is_of_each_of(items: Sequence[Item], at: int, words: frozenset[str]) -> bool:
    """Tell whether a number is said of each of some things, "10 of 20 in each branch", and the fact is not."""
    if not words.isdisjoint(("each", "per", "every")):
        return False
    first = at + 1
    if first + 1 < len(items) and items[first].key == "of" and items[first + 1].quantity is not None:
        first += 2
    for place in range(first, min(first + _REACH_OF_EACH, len(items))):
        if items[place].is_barrier or items[place].quantity is not None:
            return False
        if items[place].key in ("each", "every") and items[place - 1].key in _LINKS:
            return place + 1 < len(items) and items[place + 1].key not in _PERIODS
    return False


def is_sample(item: Item, known: Known) -> bool:
    """Tell whether a number is too small to be meant as the value: "tried with twelve clients in Cairn"."""
    return known.value.kind is ValueKind.COUNT and is_far_below(counted(item), known.amount.numerator)


def is_far_below(quantity: Quantity, amount: int) -> bool:
    """Tell whether a few are named where the case counts hundreds."""
    is_few = quantity.measure is Measure.COUNT and 1 < quantity.amount <= _MOST_OF_SAMPLE
    return is_few and quantity.amount * _TIMES_SAMPLE <= amount


def is_given_beside(items: Sequence[Item], at: int, known: Known) -> bool:
    """Tell whether the value itself stands in the sentence too, so that this number is another one."""
    kinds = _MEASURES.get(known.value.kind, ())
    return known.amount >= _LEAST_TELLING and any(
        place != at
        and one.quantity is not None
        and one.quantity.amount == known.amount
        and one.quantity.measure in kinds
        for place, one in enumerate(items)
    )


def is_part_of_offer(items: Sequence[Item], at: int, keys: frozenset[str], known: Known) -> bool:
    """Tell whether a sum stays below what is offered: "the lender pays 7,400". `keys` are those of its clause."""
    is_below = known.value.kind is ValueKind.MONEY and "up to " in known.fact.text
    return (
        is_below
        and counted(items[at]).amount < known.amount
        and (items[at].hedge is Hedge.NONE and keys.isdisjoint(_OFFERING))
    )


def is_paid_out_of(items: Sequence[Item], at: int, places: Sequence[int]) -> bool:
    """Tell whether a sum comes out of what is named after it: "7,400 CVM come out of the line for calendars"."""
    return any(
        items[place].key == "from" or (items[place].key == "out" and items[place + 1].key == "of")
        for place in range(at + 1, max(places, default=at))
    )
