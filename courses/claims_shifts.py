"""What makes another number of one that stands beside the words of a fact, and which words make no difference."""

from collections.abc import Collection, Sequence

from courses.claims_context import LIGHT
from courses.claims_items import Item, stem
from courses.claims_scene import Scene
from courses.claims_stretches import Stretch
from courses.claims_words import words

SHIFTS = words(
    """
    other another second additional extra further new next more fewer less each every per our proposal proposed wave
    step phase pilot expected likely probably perhaps possibly often usually typical year-end again later than why
    could can like if when once after before upgrade package programme project include included including plus
    together hardly not no nobody none never
    nothing neither nor without cannot except unless only but until both between apart besides excluding
    """
)
_FINDING = words(
    """
    find found see saw ask asked interview interviewed survey surveyed gather gathered collect collected count counted
    visit visited hear speak note noted record recorded meet met receive received learn learned
    """
)
_MOST_OF_RATIO = 20
_ROUND = (100, 1000)
_FACTS_OWN = words("if before after could can no not nobody none than expected new")
_MANY = frozenset({"clien", "membe", "borro", "custo"})
_TIMES = words("year month quarter week day every")
_PER_WHOM = words("year annum month member client head borrower person loan")
_ANY_ONE = words("branch lender institution provider union bank organisation company mfi")
_WEIGHTLESS = words(
    """
    people person those client member customer borrower way case time just quite well very really main usual own say
    tell clearly sadly indeed alone mostly merely barely fully directly simply cvm tlk percent many few much still even
    turn cost price amount sum money mark crown number team ta staff answer question reason survey exit us toll
    annually annual yearly able hang hung placed located fixed mounted ceiling cap limit maximum roughly
    """
)


def is_shifted(
    scene: Scene, segment: Stretch, own: Collection[int], words: frozenset[str], *, is_price: bool = False
) -> bool:
    """Tell whether a word of a stretch, besides those at its own places, makes another number of what is said.

    `words` are those of the fact: "before they left" is its own; `is_price` lets "per year" stand.
    """
    items = scene.items
    keys = scene.keys(segment)
    if "we" in keys and not keys & _FINDING:
        return True
    for place in range(segment.first, segment.after):
        item = items[place]
        if "our" in item.dropped:
            return True
        if place in own:
            continue
        if item.key in _ANY_ONE and {"a", "an"} & set(item.dropped):
            return True
        if item.key in SHIFTS and not _is_of_fact(items, place, words, is_price=is_price):
            return True
    return False


def _is_of_fact(items: Sequence[Item], place: int, words: frozenset[str], *, is_price: bool) -> bool:
    key = items[place].key
    follows = items[place + 1].key if place + 1 < len(items) else ""
    if key in ("per", "each") and is_price and follows in _PER_WHOM:
        return True
    third = items[place + 2].key if place + 2 < len(items) else ""
    if key in ("per", "each", "every") and not words.isdisjoint(("per", "each")) and _is_of_one(stem(follows), words):
        return True
    if key in ("can", "could") and follows == "be" and stem(third) in words:
        return True
    if key == "every":
        return "every" in words and items[place + 1 : place + 2] != () and items[place + 1].quantity is not None
    if key == "new":
        return "new" in words and stem(follows) in words
    if key == "once" and follows in _TIMES:
        return True
    return (key in _FACTS_OWN and stem(key) in words) or (key == "when" and follows in ("asked", "we"))


def _is_of_one(follows: str, words: frozenset[str]) -> bool:
    """Tell whether "each" is said of what the fact says it of: "each officer looks after"."""
    return follows in words and follows not in _MANY


def is_weightless(scene: Scene, item: Item, words: frozenset[str]) -> bool:
    """Tell whether a word is of the fact, of the institution's name, a number, a citation or one of no weight."""
    return (
        item.quantity is not None
        or item.is_barrier
        or item.key in LIGHT
        or item.key in _WEIGHTLESS
        or stem(item.key) in words
        or stem(item.key) in scene.index.neutral
        or (item.low[:1] in "fe" and item.low[1:].isdecimal())
    )


def is_ratio(scene: Scene, at: int) -> bool:
    """Tell whether a number is one of two in "seven clients in ten": neither counts anything by itself."""
    items = scene.items
    for part, link in ((at, at + 2), (at - 3, at - 1), (at, at + 1), (at - 2, at - 1)):
        whole = items[link + 1] if part >= 0 and link + 1 < len(items) else None
        if whole is None or items[part].quantity is None or whole.quantity is None or items[link].key != "in":
            continue
        follows, of = items[link + 2].key if link + 2 < len(items) else "", whole.quantity.amount
        if of in _ROUND or (of <= _MOST_OF_RATIO and follows not in scene.index.units):
            return True
    return False
