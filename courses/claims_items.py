"""A sentence as a run of words without small change: what the names of a case are compared with, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from courses.claims_numbers import read_quantity
from courses.claims_quantities import Money, Quantity
from courses.claims_sentences import Sentence, Sign, Token, read_tokens
from courses.claims_words import words

_BE = words("is are was were been being be am isn't aren't wasn't weren't")
_HAVE = words("has have had having hasn't haven't hadn't")
_DROPPED = words(
    """
    the a an its their our his her your these those this only just even still also already currently now today
    presently exactly precisely really merely alone own mere whole entire actually altogether overall
    """
)
_KEPT = words("always series news less this us yes las bus as has was his")
_IRREGULAR = {
    "woman": "women", "men": "man", "people": "people", "told": "tell", "said": "say", "left": "left",
    "knew": "know", "gave": "give", "held": "hold", "kept": "keep", "heard": "hear", "got": "get", "began": "begin",
    "stood": "stand", "went": "go", "came": "come", "ran": "run", "wrote": "write", "thought": "think",
    "said.": "say", "paid": "pay", "spoke": "speak", "made": "make", "sent": "send", "took": "take", "drew": "draw",
    "lent": "lend", "put": "put", "cannot": "cannot",
}  # fmt: skip
_ROUGHLY = (
    ("give", "or", "take"), ("about",), ("around",), ("roughly",), ("approximately",), ("approx",), ("some",),
    ("circa",), ("ca",), ("nearly",), ("almost",), ("close", "to"), ("~",), ("≈",), ("barely",), ("scarcely",),
)  # fmt: skip
_AT_LEAST = (
    ("more", "than"), ("at", "least"), ("over",), ("above",), ("no", "less", "than"), ("no", "fewer", "than"),
    ("not", "less", "than"), ("not", "fewer", "than"), ("upward", "of"), ("exceeding",), ("beyond",),
)  # fmt: skip
_AT_MOST = (
    ("no", "more", "than"), ("not", "more", "than"), ("less", "than"), ("fewer", "than"), ("under",), ("below",),
    ("at", "most"), ("up", "to"), ("maximum", "of"), ("not", "even"),
)  # fmt: skip
_HEDGE_ENDS = frozenset(form[-1] for form in (*_ROUGHLY, *_AT_LEAST, *_AT_MOST))
_BARRIERS = frozenset(",;:()–—/=+−×")
_SIGNS = frozenset("~≈")
_CONJUNCTIONS = words("but while whereas although though because therefore so however yet")


class Hedge(StrEnum):
    """How a number is softened; an empty hedge means that it is meant as it stands."""

    NONE = ""
    ABOUT = "about"
    LEAST = "least"
    MOST = "most"


_HEDGES = sorted(
    [
        *((form, Hedge.LEAST) for form in _AT_LEAST),
        *((form, Hedge.MOST) for form in _AT_MOST),
        *((form, Hedge.ABOUT) for form in _ROUGHLY),
    ],
    key=lambda one: -len(one[0]),
)
_LONGEST_HEDGE = 3
_COVERING = frozenset({"spread", "distributed", "divided", "scattered", "extend", "stretch"})


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a number or a mark that stands between clauses.

    `key` is the word as names are compared by (one of several, of "is" and "were" the same); `dropped` are the small
    words left out before it. `first` and `last` are places of tokens.
    """

    key: str
    low: str
    start: int
    end: int
    quantity: Quantity | None = None
    hedge: Hedge = Hedge.NONE
    dropped: tuple[str, ...] = ()
    is_barrier: bool = False
    is_quoted: bool = False
    is_name: bool = False


@lru_cache(maxsize=20_000)
def key_of(low: str) -> str:
    """Return the form in which words are compared: branches and branch, has and had, is and were are one."""
    low = low.removesuffix("'s").removesuffix("'")
    if low in _BE:
        return "be"
    if low in _HAVE:
        return "have"
    if low in _IRREGULAR or low in _KEPT:
        return _IRREGULAR.get(low, low)
    return _singular(low)


def word_key(word: str) -> str:
    """Return a word of the case's own lists as it stands in a sentence; 62 and #7 are numbers, =was is no is."""
    if word.startswith("="):
        return word
    bare = word.removeprefix("#")
    return f"#{bare}" if bare.isdecimal() else key_of(word.lower())


def _singular(low: str) -> str:
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 4 and low.endswith(("xes", "ches", "shes", "sses")):
        return low[:-2]
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


def stem(key: str) -> str:
    """Return the first letters of a word, by which name and named, treat and treated count as one."""
    return key[:5]


def read_items(sentence: Sentence, money: Money) -> tuple[Item, ...]:
    """Return the items of a sentence."""
    tokens = sentence.tokens
    items: list[Item] = []
    dropped: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        read = read_quantity(tokens, place, money) if token.sign is not Sign.MARK else None
        if read is not None:
            quantity, after = read
            last = tokens[after - 1]
            hedge, lead = _take_hedge(items)
            items.append(
                Item(
                    quantity.key, token.low, token.start, last.end, quantity, hedge, (*lead, *dropped),
                    is_quoted=place in sentence.quoted,
                )
            )  # fmt: skip
            dropped, place = [], after
            continue
        place += 1
        if token.sign is Sign.WORD and token.low in _DROPPED:
            dropped.append(token.low)
            continue
        item = _item(tokens, place - 1, tuple(dropped), is_quoted=place - 1 in sentence.quoted)
        if item is None:
            continue
        dropped = []
        if item.key == "be" and items and items[-1].key == "have":
            item = replace(item, dropped=(*items.pop().dropped, *item.dropped))
        items.append(item)
    return tuple(items)


def name_keys(name: str, money: Money) -> tuple[str, ...]:
    """Return the keys of a name of the case, as they stand in a sentence that uses it."""
    sentence = Sentence(tuple(read_tokens(name)), frozenset(), starts_paragraph=True)
    return tuple(item.key for item in read_items(sentence, money))


def counted(item: Item) -> Quantity:
    """Return the number of an item that is one; raises ValueError for a word."""
    if item.quantity is None:
        raise ValueError(f"{item.low!r} is no number")
    return item.quantity


def with_reasons(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with each "since" that gives a reason, and not a day, as the conjunction it is."""
    return tuple(
        replace(item, key="because", is_barrier=True)
        if item.key == "since" and not _leads_to_number(items, at)
        else item
        for at, item in enumerate(items)
    )


def _leads_to_number(items: Sequence[Item], at: int) -> bool:
    return at + 1 < len(items) and items[at + 1].quantity is not None


def is_conjunction(item: Item) -> bool:
    """Tell whether a word opens another clause."""
    return item.key in _CONJUNCTIONS


def _item(tokens: Sequence[Token], place: int, dropped: tuple[str, ...], *, is_quoted: bool) -> Item | None:
    token = tokens[place]
    if token.sign is not Sign.MARK:
        is_name = token.text[:1].isupper()
        return Item(
            key_of(token.low), token.low, token.start, token.end, dropped=dropped, is_quoted=is_quoted, is_name=is_name
        )
    if token.low in _SIGNS:
        return Item(token.low, token.low, token.start, token.end, dropped=dropped)
    if token.low == "-" and not _is_hyphen(tokens, place):
        return Item("–", "–", token.start, token.end, dropped=dropped, is_barrier=True, is_quoted=is_quoted)
    if token.low in _BARRIERS:
        return Item(token.low, token.low, token.start, token.end, dropped=dropped, is_barrier=True, is_quoted=is_quoted)
    return None


def _is_hyphen(tokens: Sequence[Token], place: int) -> bool:
    if not 0 < place < len(tokens) - 1:
        return False
    return tokens[place - 1].end == tokens[place].start and tokens[place].end == tokens[place + 1].start


def _take_hedge(items: list[Item]) -> tuple[Hedge, tuple[str, ...]]:
    """Take the longest hedge off the end of the items, so that the number stands beside the word before it."""
    if not items or items[-1].key not in _HEDGE_ENDS:
        return Hedge.NONE, ()
    keys = tuple(item.key for item in items[-_LONGEST_HEDGE:])
    for form, hedge in _HEDGES:
        if keys[-len(form) :] == form and not (form == ("over",) and keys[-2:-1] and keys[-2] in _COVERING):
            lead = tuple(word for item in items[-len(form) :] for word in item.dropped)
            del items[-len(form) :]
            if items and items[-1].key == "well":
                lead = (*items.pop().dropped, *lead)
            return hedge, lead
    return Hedge.NONE, ()
