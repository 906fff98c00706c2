"""People who may stand in the roster twice: names compared over spellings, orders and scripts; pure.

Nobody is ever merged by this: it proposes pairs with the reasons, and a person decides.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from anyascii import anyascii
from rapidfuzz import fuzz

from lms.institutions.roster_people import Person
from lms.institutions.roster_words import fold

LIKELY = 86
# A word that more people share tells nothing by itself: two of them must be shared.
COMMON = 40
# Written in two scripts, a name rarely comes out letter for letter.
CROSSING = 6
VOWELS = re.compile(r"[aeiouyw'`’]+")
TWICE = re.compile(r"(.)\1+")
SOUNDS = (
    ("kh", "h"),
    ("sh", "s"),
    ("zh", "j"),
    ("ch", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
)


class Reason(StrEnum):
    """Why two may be one."""

    SAME_NAME = "same_name"
    ORDER = "order"
    SPELLING = "spelling"
    INITIALS = "initials"
    SCRIPT = "script"
    EMAIL = "email"
    CODE = "code"
    FIRST_DAY = "first_day"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, 0 to 100, and why."""

    first: Person
    second: Person
    likeness: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name made ready: its words in our letters, their consonants, and whether it was in another script."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]
    is_foreign: bool


def find_pairs(people: Sequence[Person], *, distinct: frozenset[tuple[int, int]]) -> tuple[Pair, ...]:
    """Return the likely pairs, the likeliest first; without those found to be two people."""
    names = {person.id: _names(person) for person in people}
    by_id = {person.id: person for person in people}
    found = []
    for first, second in _candidates(people, names):
        if (first, second) not in distinct:
            pair = compare(by_id[first], by_id[second], names[first], names[second])
            if pair.likeness >= LIKELY:
                found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.likeness, pair.first.name, pair.first.id, pair.second.id)))


def compare(first: Person, second: Person, ones: Sequence[Spelled] = (), others: Sequence[Spelled] = ()) -> Pair:
    """Return how likely two people are one."""
    likeness, reason = max(
        (_likeness(one, other) for one in ones or _names(first) for other in others or _names(second)),
        key=lambda found: found[0],
        default=(0, Reason.SPELLING),
    )
    reasons = [reason]
    for bonus, extra, is_so in (
        (12, Reason.EMAIL, bool(first.email) and _mailbox(first) == _mailbox(second)),
        (12, Reason.CODE, _bare_code(first) == _bare_code(second)),
        (8, Reason.FIRST_DAY, bool(first.history) and _first_day(first) == _first_day(second)),
        (4, Reason.BRANCH, bool(_branches(first) & _branches(second))),
    ):
        if is_so:
            likeness += bonus
            reasons.append(extra)
    return Pair(first, second, min(100, likeness), tuple(reasons))


def _names(person: Person) -> tuple[Spelled, ...]:
    return tuple(_spelled(name) for name in (person.name, person.name_other) if name)


def _spelled(name: str) -> Spelled:
    words = tuple(fold(anyascii(name.replace("ة", "ا"))).split())
    return Spelled(words, tuple(_sound(word) for word in words), _is_foreign(name))


def _is_foreign(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return sum(letter > "\u036f" for letter in letters) * 2 > len(letters)


def _sound(word: str) -> str:
    """Return the consonants of a word as they sound: Arabic writes no more, and spellings differ by the rest."""
    for spelled, sounds in SOUNDS:
        word = word.replace(spelled, sounds)
    return TWICE.sub(r"\1", VOWELS.sub("", word)) or word[:1]


def _likeness(one: Spelled, other: Spelled) -> tuple[int, Reason]:
    if not one.words or not other.words:
        return 0, Reason.SPELLING
    if one.words == other.words:
        return 100, Reason.SCRIPT if one.is_foreign != other.is_foreign else Reason.SAME_NAME
    if sorted(one.words) == sorted(other.words):
        return 98, Reason.ORDER
    found = [(int(fuzz.token_sort_ratio(" ".join(one.words), " ".join(other.words))), Reason.SPELLING)]
    if _abbreviates(one.words, other.words) or _abbreviates(other.words, one.words):
        found.append((88, Reason.INITIALS))
    if one.is_foreign != other.is_foreign and len(one.sounds) > 1 and len(other.sounds) > 1:
        sounds = fuzz.token_sort_ratio(" ".join(one.sounds), " ".join(other.sounds))
        found.append((int(sounds) - CROSSING, Reason.SCRIPT))
    return max(found, key=lambda pair: pair[0])


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    """Return whether every word of one stands in the other, some as their first letter; one word at least in full."""
    if len(short) > len(long) or len(short) < 2:
        return False
    left, whole = list(long), 0
    for word in sorted(short, key=len, reverse=True):
        match = word if word in left else next((one for one in left if len(word) == 1 and one.startswith(word)), None)
        if match is None:
            return False
        whole += match == word
        left.remove(match)
    return whole >= 1


def _candidates(people: Sequence[Person], names: dict[int, tuple[Spelled, ...]]) -> Iterator[tuple[int, int]]:
    """Give the pairs worth comparing: they share a word as it sounds, two where it is a common one, or an address."""
    shared: defaultdict[str, set[int]] = defaultdict(set)
    for person in people:
        sounds = {sound for name in names[person.id] for sound in name.sounds if len(sound) > 1}
        for sound in sounds:
            shared[sound].add(person.id)
        for both in combinations(sorted(sounds), 2):
            shared[" ".join(both)].add(person.id)
        if person.email:
            shared["@" + _mailbox(person)].add(person.id)
    seen: set[tuple[int, int]] = set()
    for ids in shared.values():
        if 1 < len(ids) <= COMMON:
            seen.update(_pairs(ids))
    yield from sorted(seen)


def _pairs(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    return combinations(sorted(ids), 2)


def _mailbox(person: Person) -> str:
    return person.email.partition("@")[0].replace(".", "")


def _bare_code(person: Person) -> str:
    return person.staff_code.casefold().lstrip("0")


def _first_day(person: Person) -> tuple[object, int]:
    return person.history[0].starts_on, person.history[0].branch_id


def _branches(person: Person) -> set[int]:
    return {stretch.branch_id for stretch in person.history}
