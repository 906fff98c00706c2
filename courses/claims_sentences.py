"""Splits a draft into sentences of words, numbers and signs, each with its place in the draft."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

_DIGITS = (
    r"\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}|"
    r"\d{1,3}(?:[.,٬'’ \u00a0\u202f]\d{2,3})*[.,٬'’ \u00a0\u202f]\d{3}(?:[.,٫]\d{1,2})?(?![\d])|"
    r"\d+(?:[.,٫]\d+)*"
)
_TOKEN = re.compile(
    rf"(?P<code>[^\W\d_]+\d[\w]*)"
    rf"|(?P<digits>(?:{_DIGITS})(?P<suffix>(?:k|m|bn|st|nd|rd|th)\b)?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>\n|[^\w\s])"
)
_SKIPPED = frozenset("*_`#>|\\[]")
_LIST_MARK = re.compile(
    r"[ \t]*(?:[-*+]|\(?\d{1,3}[.)]|\(?[a-z]\))[ \t]+|[ \t]*#{1,6}[ \t]+(?:\d+(?:\.\d+)*\.?[ \t]+)?"
)
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
_ENDS = frozenset(".!?")
_NO_END = frozenset({"e.g", "i.e", "no", "mr", "mrs", "ms", "dr", "ca", "approx", "vs", "etc", "st"})


class Sign(StrEnum):
    """What a token is."""

    WORD = "word"
    DIGITS = "digits"
    CODE = "code"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number in digits, a code such as F7 or a punctuation mark; `low` is its text in small letters."""

    sign: Sign
    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of a sentence, a heading or an item of a list, and which of them stand between quotation marks.

    `is_listed` marks what belongs to an item of a list, `leads_on` a heading and a line that ends with a colon: what is
    listed below is said of it.
    """

    tokens: tuple[Token, ...]
    quoted: frozenset[int]
    starts_paragraph: bool
    is_listed: bool = False
    leads_on: bool = False

    @property
    def is_question(self) -> bool:
        """Tell whether it ends with a question mark, and so states nothing."""
        return any(token.low == "?" for token in self.tokens[-2:])


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with its place; `text` is without the white space around it."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A Markdown table: the cells of its header and of its rows."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def split_draft(text: str) -> tuple[tuple[Sentence, ...], tuple[DraftTable, ...]]:
    """Return the sentences outside tables, and the tables. Every character stands at its place in the draft."""
    prose: list[tuple[int, int]] = []
    tables: list[DraftTable] = []
    rows: list[tuple[Cell, ...]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line.lstrip().startswith("|"):
            if not _TABLE_RULE.fullmatch(line):
                rows.append(_cells(line, start))
        else:
            if rows:
                tables.append(DraftTable(rows[0], tuple(rows[1:])))
                rows = []
            prose.append((start, end))
        start = end
    if rows:
        tables.append(DraftTable(rows[0], tuple(rows[1:])))
    return tuple(_sentences(text, prose)), tuple(tables)


def read_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a stretch of the draft."""
    tokens = []
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        name = found.lastgroup
        shown = found[0]
        if name in ("digits", "suffix"):
            sign = Sign.DIGITS
        elif name == "word":
            sign = Sign.WORD
        elif name == "code":
            sign = Sign.CODE
        elif shown == "\n" or shown in _SKIPPED:
            continue
        else:
            sign = Sign.MARK
        tokens.append(Token(sign, shown, shown.lower().replace("’", "'"), found.start(), found.end()))
    return tokens


def _cells(line: str, start: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    start += len(line) - len(line.lstrip())
    for found in re.finditer(r"(?:\\\||[^|\n])+", line.strip()):
        inner = found[0].strip().strip("*_").strip()
        cells.append(Cell(inner, start + found.start() + max(found[0].find(inner), 0)))
    return tuple(cells)


def _sentences(text: str, lines: Iterable[tuple[int, int]]) -> Iterator[Sentence]:
    for start, end, mark in _paragraphs(text, lines):
        tokens = read_tokens(text, start, end)
        is_heading = "#" in mark
        first = 0
        for place, token in enumerate(tokens):
            if token.low in _ENDS and _is_end(text, tokens, place):
                last = place + 1
                while last < len(tokens) and tokens[last].low in '”"’)»':
                    last += 1
                if last > first:
                    one = _sentence(tokens[first:last], is_first=first == 0)
                    yield replace(one, is_listed=bool(mark) and not is_heading, leads_on=is_heading)
                first = max(last, first)
        if first < len(tokens):
            one = _sentence(tokens[first:], is_first=first == 0)
            leads_on = is_heading or tokens[-1].low == ":"
            yield replace(one, is_listed=bool(mark) and not is_heading, leads_on=leads_on)


def _paragraphs(text: str, lines: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield stretches that stand together, lines up to a blank one, a heading or an item, each with its mark."""
    begun: int | None = None
    sign = ""
    ended = 0
    for start, end in lines:
        line = text[start:end]
        mark = _LIST_MARK.match(line)
        if begun is not None and (not line.strip() or mark or start != ended):
            yield begun, ended, sign
            begun = None
        if line.strip() and begun is None:
            begun = start + (mark.end() if mark else 0)
            sign = mark[0].strip() if mark else ""
        ended = end
        if begun is not None and mark and "#" in mark[0]:
            yield begun, end, sign
            begun = None
    if begun is not None:
        yield begun, ended, sign


def _is_end(text: str, tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    if token.low != ".":
        return True
    if place and tokens[place - 1].end == token.start and tokens[place - 1].low in _NO_END:
        return False
    return token.end >= len(text) or not text[token.end].isalnum()


def _sentence(tokens: list[Token], *, is_first: bool) -> Sentence:
    quoted: set[int] = set()
    opened: int | None = None
    for place, token in enumerate(tokens):
        if token.text in "“„«" or (token.text == '"' and opened is None):
            opened = place
        elif opened is not None and token.text in '”“»"':
            quoted.update(range(opened, place + 1))
            opened = None
    if opened is not None:
        quoted.update(range(opened, len(tokens)))
    return Sentence(tuple(tokens), frozenset(quoted), is_first)
