"""Writes blocks of our Markdown from runs of words; what would be markup in the words is escaped."""

import re
from dataclasses import dataclass, field
from itertools import groupby

MOST_COLUMNS = 30
PICTURE = " [picture left out] "
_SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_MIXED = re.compile(r"[ \u00a0]{2,}")
_INLINE = re.compile(r"([*`\\\[\]])|(?<![^\W_])(_)|(_)(?![^\W_])|(<)(?=[A-Za-z/!?])|(&)(?=#?\w+;)")
_BLOCK = re.compile(r"(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|~~~|-{3,}|={3,}|_{3,}|:?-+:?(?=\s*$))")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_COUNTED = re.compile(r"\(?(\d+|[a-zA-Z]|[ivxIVX]+)[.)]")
_INDENT = "    "


@dataclass(slots=True)
class _Run:
    text: str
    is_strong: bool
    is_slanted: bool


@dataclass(slots=True)
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    columns: int = 1


@dataclass(slots=True)
class BlockWriter:
    """Takes words and the beginnings and ends of blocks in the order of the page; `finish` returns the Markdown.

    A table in a table, and a heading or list in a cell, become words of the cell. Lists are nested once at most.
    """

    _blocks: list[str] = field(default_factory=list)
    _items: list[str] = field(default_factory=list)
    _runs: list[_Run] = field(default_factory=list)
    _lists: list[bool] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)
    _table: _Table | None = None
    _depth: int = 0
    _in_cell: int = 0
    _kind: str = ""
    _level: int = 1
    _marker: str = ""
    _inner: bool | None = None

    def add(self, text: str, *, is_strong: bool = False, is_slanted: bool = False) -> None:
        """Add words to the block that is open."""
        if text:
            self._runs.append(_Run(_SPACES.sub(" ", text), is_strong, is_slanted))

    def add_picture(self) -> None:
        """Tell that a picture stood here."""
        self._runs.append(_Run(PICTURE, is_strong=False, is_slanted=False))

    def add_marker(self, text: str) -> None:
        """Note the bullet or number that a word processor wrote before an item."""
        self._marker += text

    def break_line(self) -> None:
        """End a line: a new paragraph at the margin, a space in a cell or an item."""
        if self._table is not None or self._kind or self._lists:
            self.add(" ")
        else:
            self.end_paragraph()

    def begin_heading(self) -> None:
        """Begin a heading; in a table or a list it is plain words."""
        self.end_paragraph()
        if self._table is None and not self._lists:
            self._kind = "heading"

    def begin_list(self, *, is_numbered: bool) -> None:
        """Begin a list, or one in an item."""
        self.end_paragraph()
        self._lists.append(is_numbered)
        self._numbers[min(len(self._lists), 2)] = 0

    def end_list(self) -> None:
        """End the innermost list."""
        self.end_paragraph()
        if self._lists:
            self._lists.pop()
        if not self._lists:
            self._end_items()

    def begin_item(self) -> None:
        """Begin an item of a list."""
        self.end_paragraph()
        self._kind = "item"

    def end_item(self) -> None:
        """End an item of a list."""
        self.end_paragraph()
        self._kind = ""

    def begin_marked(self, *, level: int) -> None:
        """Begin a paragraph that a word processor shows as an item of a list."""
        self.end_paragraph()
        self._kind, self._level, self._marker = "marked", level, ""

    def begin_table(self) -> None:
        """Begin a table, or one inside a cell."""
        self.end_paragraph()
        self._depth += 1
        if self._table is None:
            self._end_items()
            self._table = _Table()

    def begin_row(self) -> None:
        """Begin a row."""
        if self._table is not None and self._depth == 1:
            self._table.rows.append([])

    def begin_cell(self, *, columns: int) -> None:
        """Begin a cell that is so many columns wide."""
        if self._table is None or self._depth != 1:
            self.add(" ")
            return
        self._flush_cell()
        if not self._table.rows:
            self._table.rows.append([])
        self._table.columns = min(columns, MOST_COLUMNS)
        self._in_cell = 1

    def end_cell(self) -> None:
        """End a cell."""
        if self._depth == 1:
            self._flush_cell()
        else:
            self.add(" ")

    def end_table(self) -> None:
        """End a table; one of a single column is written as paragraphs."""
        if self._table is None:
            return
        self._depth -= 1
        if self._depth:
            self.add(" ")
            return
        self._flush_cell()
        table, self._table = self._table, None
        rows = [row for row in table.rows if any(row)]
        if not rows:
            return
        width = max(len(row) for row in rows)
        if width == 1:
            self._blocks += [_guarded(row[0].replace("\\|", "|")) for row in rows]
            return
        lines = [_line(row, width) for row in rows]
        lines.insert(1, _line(["---"] * width, width))
        self._blocks.append("\n".join(lines))

    def end_paragraph(self) -> None:
        """End the block that is open, if any words stand in it."""
        if self._table is not None:
            self.add(" ")
            return
        kind = self._kind
        words = _words(self._runs, is_plain=kind == "heading")
        self._runs.clear()
        if kind in ("heading", "marked"):
            self._kind = ""
        if not words:
            return
        if kind == "marked":
            self._add_item(words, self._level, is_numbered=_COUNTED.match(self._marker.strip()) is not None)
        elif self._lists:
            self._add_to_list(words)
        elif kind == "heading":
            self._end_items()
            self._blocks.append(f"### {words[:-1]}\\#" if words.endswith("#") else f"### {words}")
        else:
            self._end_items()
            self._blocks.append(_guarded(words))

    def finish(self) -> str:
        """Return everything as Markdown, with blank lines between blocks."""
        while self._table is not None:
            self.end_table()
        self.end_paragraph()
        self._end_items()
        return "\n\n".join(self._blocks)

    def _flush_cell(self) -> None:
        words = _words(self._runs, is_plain=False)
        self._runs.clear()
        if self._table is None or (not self._in_cell and not words):
            return
        if not self._table.rows:
            self._table.rows.append([])
        row, words = self._table.rows[-1], words.replace("|", "\\|")
        if len(row) >= MOST_COLUMNS:
            row[-1] = f"{row[-1]} {words}".strip()
        else:
            row += [words, *[""] * (min(self._table.columns, MOST_COLUMNS - len(row)) - 1)]
        self._in_cell, self._table.columns = 0, 1

    def _add_to_list(self, words: str) -> None:
        """Write an item; a second paragraph of an item is joined to it."""
        if self._kind == "item" or not self._items:
            self._add_item(words, len(self._lists), is_numbered=self._lists[-1])
            self._kind = "inside"
        else:
            self._items[-1] += f" {words}"

    def _add_item(self, words: str, level: int, *, is_numbered: bool) -> None:
        depth = 1 if level <= 1 or not self._items else 2
        if depth == 1:
            self._numbers[2], self._inner = 0, None
        else:
            self._inner = is_numbered = is_numbered if self._inner is None else self._inner
        self._numbers[depth] = self._numbers.get(depth, 0) + 1 if is_numbered else 0
        mark = f"{self._numbers[depth]}." if is_numbered else "-"
        self._items.append(f"{_INDENT * (depth - 1)}{mark} {_guarded(words)}")

    def _end_items(self) -> None:
        if self._items:
            self._blocks.append("\n".join(self._items))
            self._items.clear()
        self._numbers.clear()


def _line(row: list[str], width: int) -> str:
    return "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"


def _guarded(words: str) -> str:
    """Return words that open no heading, list, quote or rule."""
    numbered = _NUMBERED.match(words)
    if numbered:
        return f"{numbered[1]}\\{words[len(numbered[1]) :]}"
    return f"\\{words}" if _BLOCK.match(words) else words


def _words(runs: list[_Run], *, is_plain: bool) -> str:
    """Return runs as one line, emphasis only where its marks stand free, spaces outside the marks."""
    joined = [
        _Run("".join(run.text for run in group), looks[0], looks[1])
        for looks, group in groupby(runs, key=lambda run: (run.is_strong, run.is_slanted, run.text == PICTURE))
    ]
    parts: list[str] = []
    for place, run in enumerate(joined):
        before = joined[place - 1].text[-1:] if place else ""
        after = joined[place + 1].text[:1] if place + 1 < len(joined) else ""
        parts.append(_escaped(run.text) if is_plain else _marked(run, before, after))
    return _MIXED.sub(" ", "".join(parts)).strip(" \u00a0")


def _marked(run: _Run, before: str, after: str) -> str:
    mark = "**" * run.is_strong + "*" * run.is_slanted
    core = run.text.strip(" \u00a0")
    lead = run.text[: len(run.text) - len(run.text.lstrip(" \u00a0"))]
    tail = run.text[len(run.text.rstrip(" \u00a0")) :] if core else ""
    if not mark or not any(sign.isalnum() for sign in core):
        return _escaped(run.text)
    is_free = (lead or not before or before.isspace()) and (tail or not after or after.isspace() or after in ".,;:!?)")
    return f"{lead}{mark}{_escaped(core)}{mark}{tail}" if is_free else _escaped(run.text)


def _escaped(text: str) -> str:
    return text if text == PICTURE else _INLINE.sub(lambda found: f"\\{found[0]}", text)
