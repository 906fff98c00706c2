"""The passages of a text that people write, as its readers see them, and where a quote of it stands by now.

A draft is not our content: what the subset does not know is shown as it was typed, so that no word is ever lost.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from html import unescape

from courses.blocks import Block, Paragraph, Text, plain
from courses.markup import runs
from courses.nodes import block_nodes, is_readable, with_points
from courses.tree import ReadHeading, read_tree

KEPT_TEXTS = 2048
# A changed passage is recognised by this share of a quote's words, where it has at least so many different ones.
LIKENESS = 0.7
LEAST_WORDS = 4
_MARKER = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+", re.MULTILINE)
_TARGET = re.compile(r"\]\([^)\n]*\)")
_LINE_END = re.compile(r"(?: {2,}|\\)\n")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading, a list, a quote or a table.

    `plain` are its words with single spaces between them; `start` counts the characters of the passages before it,
    each with a space after it.
    """

    start: int
    plain: str
    blocks: tuple[Block, ...]


class Whereabouts(StrEnum):
    """What became of a quote: it stands there, its passage was changed, or it is gone."""

    HERE = "here"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """Where a quote stands: the place of its passage in the row of passages, None for one that is gone or empty."""

    whereabouts: Whereabouts
    passage: int | None


@lru_cache(maxsize=KEPT_TEXTS)
def split_passages(text: str) -> tuple[Passage, ...]:
    """Return the passages of a text in Markdown, all its words in them; one that is not readable as it was typed."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = with_points(whole) if is_readable(whole) else whole
    found: list[Passage] = []
    for segment, is_known in _segments(whole):
        blocks = _read(segment) if is_known else ()
        if not blocks or _letters(_bare(segment)) != _letters(" ".join(_runs(blocks))):
            blocks = tuple(Paragraph((Text(line.strip()),)) for line in segment.split("\n") if line.strip())
        found.append(Passage(0, " ".join(" ".join(_runs(blocks)).split()), blocks))
    return follow(found)


def follow(passages: Iterable[Passage], *, start: int = 0) -> tuple[Passage, ...]:
    """Return passages one after the other, the first beginning at `start`."""
    placed = []
    for passage in passages:
        placed.append(replace(passage, start=start))
        start += len(passage.plain) + 1
    return tuple(placed)


def place_quote(passages: Sequence[Passage], quote: str, *, position: int) -> PlacedQuote:
    """Return where a quote stands now: of several places the nearest to where it stood when it was taken."""
    wanted = " ".join(quote.split()).casefold()
    if not wanted:
        return PlacedQuote(Whereabouts.HERE, None)
    text = " ".join(passage.plain for passage in passages).casefold()
    places = [found.start() for found in re.finditer(re.escape(wanted), text)]
    if places:
        nearest = min(places, key=lambda place: abs(place - position))
        return PlacedQuote(Whereabouts.HERE, _passage_at(passages, nearest))
    words = set(_WORD.findall(wanted))
    likeness = [len(words & set(_WORD.findall(one.plain.casefold()))) for one in passages]
    best = max(range(len(likeness)), key=lambda place: likeness[place], default=None)
    if best is None or len(words) < LEAST_WORDS or likeness[best] < LIKENESS * len(words):
        return PlacedQuote(Whereabouts.GONE, None)
    return PlacedQuote(Whereabouts.CHANGED, best)


def _passage_at(passages: Sequence[Passage], position: int) -> int:
    # Folding may lengthen a letter or two, so the last passage that begins before it, not the exact one.
    return max(place for place, passage in enumerate(passages) if passage.start <= position or place == 0)


def _segments(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text of each block, and whether it may be read: a list that begins with another number is not."""
    if not is_readable(text):
        yield text, False
        return
    nodes, _references = block_nodes(text)
    lines = text.split("\n")
    starts = [node.line for node in nodes]
    if starts:
        starts[0] = 1
    for place, node in enumerate(nodes):
        end = starts[place + 1] - 1 if place + 1 < len(nodes) else len(lines)
        yield "\n".join(lines[starts[place] - 1 : end]), node.attributes.get("start", 1) == 1
    if not nodes and text.strip():
        yield text, False


def _read(segment: str) -> tuple[Block, ...]:
    read: list[Block] = []
    for part in read_tree(_LINE_END.sub("\n", segment), file="").parts:
        read.extend((part.heading,) if isinstance(part, ReadHeading) else part.blocks)
    return tuple(read)


def _bare(segment: str) -> str:
    return unescape(_MARKER.sub("", _TARGET.sub("]", segment)))


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text))


def _runs(blocks: Iterable[Block]) -> Iterator[str]:
    return (plain(run) for block in blocks for run in runs(block))
