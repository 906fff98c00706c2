"""Putting together what two people made of one text at the same time, without losing a word either of them wrote.

The method is that of diff3: both texts are compared with the one they began from, and what only one of them changed is
taken. Where both changed the same place, both are kept, one after the other, and the place is told. A text is compared
by words, so that two people in one sentence seldom clash. (Khanna, Kunal and Pierce, A Formal
Investigation of Diff3, 2007.)
"""

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

# What is compared takes time by its pairs of like pieces, and by the square of its length.
MOST_PAIRS = 1_000_000
MOST_PIECES = 12_000
WORDS = re.compile(r"\n+|[^\S\n]+|[^\s]+")
_Piece = TypeVar("_Piece", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Clash:
    """A place both changed: from `start` up to, not including, `end` of the merged text stand both versions."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The text both end up with, and the places to look at."""

    text: str
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A stretch of the base and what each made of it; `is_same`: neither touched it."""

    base: Sequence[str]
    first: Sequence[str]
    second: Sequence[str]
    is_same: bool


def merge_text(base: str, first: str, second: str) -> Merged:
    """Return what becomes of `base` when one made `first` and another `second` of it; `first` stands before `second`.

    What a side typed is always in the result. A word one deleted and the other left alone is gone; one that the other
    changed stays as changed.
    """
    if base in (first, second) or first == second:
        return Merged(second if base == first else first)
    written: list[str] = []
    clashes: list[Clash] = []
    length = 0
    for chunk in _chunks(*(WORDS.findall(text) for text in (base, first, second))):
        both = _both(chunk)
        piece = "".join(both or _one(chunk))
        if both:
            clashes.append(Clash(length, length + len(piece)))
        written.append(piece)
        length += len(piece)
    return Merged("".join(written), tuple(clashes))


def merge_fields(base: str, first: str, second: str) -> Merged:
    """Return the same for JSON objects, field by field; texts that are no objects are merged as texts.

    Lists are merged as sets that keep their order: what either added is in, what either took out is not.
    """
    objects = [_object(text) for text in (base, first, second)]
    if any(one is None for one in objects):
        return merge_text(base, first, second)
    began, one, other = (held or {} for held in objects)
    merged: dict[str, object] = {}
    has_clash = False
    for name in dict.fromkeys((*began, *one, *other)):
        value, clashes = _field(began.get(name), one.get(name), other.get(name))
        has_clash = has_clash or clashes
        if value is not None:
            merged[name] = value
    text = json.dumps(merged, ensure_ascii=False, sort_keys=True)
    return Merged(text, (Clash(0, len(text)),) if has_clash else ())


def _field(base: object, first: object, second: object) -> tuple[object, bool]:
    if first == second or second == base:
        return first, False
    if first == base:
        return second, False
    if isinstance(first, list) and isinstance(second, list):
        began = base if isinstance(base, list) else []
        kept = [one for one in began if one in first and one in second]
        return [
            *kept,
            *(one for one in dict.fromkeys(map(_frozen, (*first, *second))) if one not in map(_frozen, began)),
        ], False
    if isinstance(first, str) and isinstance(second, str):
        found = merge_text(base if isinstance(base, str) else "", first, second)
        return found.text, bool(found.clashes)
    return (second if first is None else first), first is not None and second is not None


def _frozen(value: object) -> object:
    return value if isinstance(value, str | int | float | bool) or value is None else json.dumps(value, sort_keys=True)


def _object(text: str) -> Mapping[str, object] | None:
    try:
        data = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _both(chunk: _Chunk) -> Sequence[str]:
    """Return both versions one after the other where both changed the stretch and differ, else nothing."""
    base, first, second = (list(part) for part in (chunk.base, chunk.first, chunk.second))
    if chunk.is_same or base in (first, second) or first == second:
        return ()
    if not first or not second:
        return ()  # one deleted what the other changed: the change stays
    gap = [] if first[-1].isspace() or second[0].isspace() else [" "]
    return [*first, *gap, *second]


def _one(chunk: _Chunk) -> Sequence[str]:
    if list(chunk.first) == list(chunk.base):
        return chunk.second
    return chunk.first or (chunk.second if list(chunk.second) != list(chunk.base) else ())


def _chunks(base: Sequence[str], first: Sequence[str], second: Sequence[str]) -> Iterator[_Chunk]:
    """Yield the stretches in order: those that both left alone, and what stands between them."""
    at = at_first = at_second = 0
    for start, in_first, in_second, size in (*_stable(base, first, second), (len(base), len(first), len(second), 0)):
        if (start, in_first, in_second) != (at, at_first, at_second):
            yield _Chunk(base[at:start], first[at_first:in_first], second[at_second:in_second], is_same=False)
        if size:
            same = base[start : start + size]
            yield _Chunk(same, same, same, is_same=True)
        at, at_first, at_second = start + size, in_first + size, in_second + size


def _stable(base: Sequence[str], first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where stretches of the base stand untouched in both: places in all three, and the length."""
    in_first = _places(base, first)
    in_second = _places(base, second)
    at = 0
    while at < len(base):
        if at not in in_first or at not in in_second:
            at += 1
            continue
        size = 1
        while in_first.get(at + size) == in_first[at] + size and in_second.get(at + size) == in_second[at] + size:
            size += 1
        yield at, in_first[at], in_second[at], size
        at += size


def _places(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return for each word of the base that the other kept where it stands there."""
    shortest = min(len(base), len(other))
    head = next((place for place in range(shortest) if base[place] != other[place]), shortest)
    most = shortest - head
    tail = next((place for place in range(most) if base[-1 - place] != other[-1 - place]), most)
    ends = len(base) - tail, len(other) - tail
    found = {place: place for place in range(head)} | {ends[0] + step: ends[1] + step for step in range(tail)}
    for start, in_other, size in _blocks(base[head : ends[0]], other[head : ends[1]]):
        found |= {head + start + step: head + in_other + step for step in range(size)}
    return found


def _blocks(base: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where stretches of one stand in the other: by words, by lines where words would take too long, or none."""
    matcher = _matcher(base, other)
    if matcher is not None:
        yield from matcher.get_matching_blocks()
        return
    lines, other_lines = _lines(base), _lines(other)
    by_lines = _matcher([line for _at, line in lines], [line for _at, line in other_lines])
    for block in by_lines.get_matching_blocks() if by_lines is not None else ():
        for step in range(block.size):
            at, line = lines[block.a + step]
            yield at, other_lines[block.b + step][0], len(line)


def _matcher(base: Sequence[_Piece], other: Sequence[_Piece]) -> SequenceMatcher[_Piece] | None:
    """Return what compares the two, begun from rare pieces alone where need be; None where it would take too long."""
    if len(base) + len(other) > MOST_PIECES:
        return None
    counts = Counter(other)
    # What `difflib` leaves out when it is let.
    common = len(other) // 100 + 1 if len(other) >= 200 else len(other)
    for most in (len(other), common):
        if sum(counts[one] for one in base if counts[one] <= most) <= MOST_PAIRS:
            return SequenceMatcher(None, base, other, autojunk=most == common)
    return None


def _lines(words: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
    """Return the lines of a text with the place each begins at."""
    ends = [place for place, word in enumerate(words, start=1) if word.startswith("\n")]
    cuts = [0, *ends] if ends and ends[-1] == len(words) else [0, *ends, len(words)]
    return [(start, tuple(words[start:end])) for start, end in pairwise(cuts)]
