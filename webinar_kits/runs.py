"""Blocks as flat pieces of text: what Word, slides and mail share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from courses.blocks import Block, Emphasis, Heading, Inline, Link, List, Notes, Paragraph, Quote, Strong, Table, Text

# Letters of scripts that run from right to left, with their presentation forms: the inside of a set of letters.
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_FIRST_STRONG = re.compile(rf"([{RIGHT_TO_LEFT}])|[^\W\d_]")
_NOT_LEGIBLE = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one voice; `url` where they lead out."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    url: str = ""


def runs(children: tuple[Inline, ...]) -> tuple[Run, ...]:
    """Return the words with their voices; terms, sections and sources, which lead nowhere on paper, become plain.

    Straight quotation marks become curved ones.
    """
    curved: list[Run] = []
    before = ""
    for run in _flat(children, Run("")):
        curved.append(replace(run, text=typographic(run.text, after=before)))
        before = run.text[-1:] or before
    return tuple(curved)


def typographic(text: str, *, after: str = "") -> str:
    """Return the text with curved quotation marks; `after` is the letter that stands before it."""
    if '"' not in text and "'" not in text:
        return text
    letters = []
    for letter in text:
        opens = not after or after.isspace() or after in "([—–“‘"
        letters.append({'"': "“" if opens else "”", "'": "‘" if opens else "’"}.get(letter, letter))
        after = letters[-1]
    return "".join(letters)


def legible(text: str) -> str:
    """Return the text without the signs that no XML can hold, such as a bell or half of a pair."""
    return _NOT_LEGIBLE.sub("", text)


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    found = _FIRST_STRONG.search(text)
    return found is not None and found[1] is not None


def lines(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Return the blocks as lines of plain text, list items with their dash or number."""
    return tuple(line for block in blocks for line in _lines(block))


def items(blocks: tuple[Block, ...]) -> tuple[tuple[Run, ...], ...]:
    """Return the items of all lists among the blocks, or the first paragraph where there is no list."""
    listed = tuple(runs(item.children) for block in blocks if isinstance(block, List) for item in block.items)
    return listed or tuple(runs(block.children) for block in blocks if isinstance(block, Paragraph))[:1]


def words(pieces: tuple[Run, ...]) -> str:
    """Return the text of the runs."""
    return "".join(piece.text for piece in pieces)


def _flat(children: tuple[Inline, ...], voice: Run) -> Iterator[Run]:
    for child in children:
        if isinstance(child, Text):
            yield Run(child.text, voice.is_strong, voice.is_emphasis, voice.url)
        else:
            yield from _flat(child.children, _voiced(child, voice))


def _voiced(child: Inline, voice: Run) -> Run:
    if isinstance(child, Strong):
        return Run("", True, voice.is_emphasis, voice.url)
    if isinstance(child, Emphasis):
        return Run("", voice.is_strong, True, voice.url)
    if isinstance(child, Link):
        return Run("", voice.is_strong, voice.is_emphasis, child.url)
    return voice


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph | Heading):
        yield words(runs(block.children))
    elif isinstance(block, List):
        yield from _list_lines(block, indent="")
    elif isinstance(block, Quote):
        yield from lines(block.blocks)
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            yield " | ".join(words(runs(cell)) for cell in row)
    else:
        yield from [""] * block.lines if isinstance(block, Notes) else []


def _list_lines(block: List, *, indent: str) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}." if block.is_numbered else "-"
        yield f"{indent}{mark} {words(runs(item.children))}"
        if item.sublist:
            yield from _list_lines(item.sublist, indent=indent + "   ")
