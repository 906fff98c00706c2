"""On which page each heading of a Word document will stand, reckoned from the XML that we wrote.

Whoever opens the document sees its contents before any program has laid it out. Word and LibreOffice break lines and
pages by the same rules from the same widths; here they are followed closely enough that an entry seldom errs by a page.
Both put their own numbers in when the contents are updated.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from webinar_kits.proposals.letter_widths import word_width
from webinar_kits.proposals.word_look import ABOVE, BELOW, PAGE_HEIGHT, TEXT_WIDTH, WORD
from webinar_kits.proposals.word_styles import Manner, Manners, parsed

_W = f"{{{WORD}}}"
_HEIGHT = (PAGE_HEIGHT - ABOVE - BELOW) / 20
# Ascent, descent and gap of Arial and its stand-ins, as shares of the size.
_SHARES = (0.9053, 0.21192, 0.0327)
_SERIF = 1.13
# Points that the lines above a table and below a row take.
_TOP_RULE, _RULE = 1.5, 0.5
_WORDS = re.compile(r"[^ \t-]*-+|[^ \t-]+|[ \t]+")
_FEW = 3
# Programs round the widths of columns; words that fit by less than this do not fit everywhere.
_ROUNDED = 0.1


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stays in one piece or is torn between lines: a paragraph, or a row of a table.

    `lines` are the heights of its lines; a row has one. `head` is the height of the header rows that come again.
    """

    lines: tuple[float, ...]
    before: float = 0
    after: float = 0
    keeps_next: bool = False
    keeps_lines: bool = False
    opens_page: bool = False
    head: float = 0
    bookmarks: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        return sum(self.lines)

    @property
    def least(self) -> float:
        """What of it must stand on a page with what is kept with it."""
        few = len(self.lines) if self.keeps_lines or len(self.lines) <= _FEW else 2
        return sum(self.lines[:few])


def heading_pages(body: str, manners: Manners) -> dict[str, int]:
    """Return the page of each bookmark of a body."""
    root = parsed(f'<w:body xmlns:w="{WORD}" xmlns:r="r">{body}</w:body>')
    return _paged(tuple(_pieces(root, manners)))


def _paged(pieces: Sequence[_Piece]) -> dict[str, int]:
    pages: dict[str, int] = {}
    page, used, after = 1, 0.0, 0.0
    for place, piece in enumerate(pieces):
        is_free = place == 0 or not pieces[place - 1].keeps_next
        gap = max(after, piece.before) if used else 0.0
        needed = _chain(pieces, place) if is_free else piece.least
        if piece.opens_page or (used and used + gap + needed > _HEIGHT):
            page, used = page + 1, piece.head
            gap = piece.before if piece.opens_page else 0.0
        pages |= dict.fromkeys(piece.bookmarks, page)
        page, used = _set(piece, page, used + gap)
        after = piece.after
    return pages


def _set(piece: _Piece, page: int, used: float) -> tuple[int, float]:
    """Return page and height after a piece; never leaves one line of a paragraph behind or takes one over alone."""
    lines = list(piece.lines)
    while used + sum(lines) > _HEIGHT and len(lines) > _FEW and not piece.keeps_lines:
        fitting, height = 0, used
        while height + lines[fitting] <= _HEIGHT:
            height += lines[fitting]
            fitting += 1
        fitting = min(fitting, len(lines) - 2)
        if fitting < 2:
            break
        lines, page, used = lines[fitting:], page + 1, 0.0
    return page, used + sum(lines)


def _chain(pieces: Sequence[_Piece], place: int) -> float:
    """Return the height of what is kept together from here on, to the first lines of what follows it."""
    height, at = 0.0, place
    while pieces[at].keeps_next and at + 1 < len(pieces) and not pieces[at + 1].opens_page and height <= _HEIGHT:
        height += pieces[at].height + max(pieces[at].after, pieces[at + 1].before)
        at += 1
    return height + pieces[at].least


def _pieces(root: ET.Element, manners: Manners) -> Iterator[_Piece]:
    for child in root:
        if child.tag == f"{_W}p":
            yield _paragraph(child, manners, TEXT_WIDTH / 20)
        elif child.tag == f"{_W}tbl":
            yield from _rows(child, manners)
        elif child.tag == f"{_W}sdt":
            yield from _pieces(child[-1], manners)


def _rows(table: ET.Element, manners: Manners) -> Iterator[_Piece]:
    style = table.find(f"{_W}tblPr/{_W}tblStyle")
    margin = manners.margin_of(style.get(f"{_W}val", "") if style is not None else "")
    head, top = 0.0, _TOP_RULE
    for row in table.iter(f"{_W}tr"):
        cells = [_cell(cell, manners, margin) for cell in row.iter(f"{_W}tc")]
        height = max(sum(piece.before + piece.height + piece.after for piece in cell) for cell in cells) + _RULE + top
        first, top = cells[0][0], 0.0
        is_head = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        yield _Piece((height,), keeps_next=first.keeps_next, keeps_lines=True, head=0 if is_head else head)
        head += height if is_head else 0


def _cell(cell: ET.Element, manners: Manners, margin: float) -> list[_Piece]:
    held = cell.find(f"{_W}tcPr/{_W}tcW")
    width = 0 if held is None else int(held.get(f"{_W}w", "0")) / 20
    return [_paragraph(one, manners, width - margin) for one in cell.iter(f"{_W}p")]


def _paragraph(paragraph: ET.Element, manners: Manners, width: float) -> _Piece:
    manner = manners.of(paragraph.find(f"{_W}pPr"))
    room = width - manner.left - manner.right - _ROUNDED
    lines = tuple(
        manner.exact or _natural(size) * manner.line
        for line in _typed(paragraph, manner)
        for size in _broken(line, room, manner)
    )
    return _Piece(
        lines,
        before=manner.before,
        after=manner.after,
        keeps_next=manner.keeps_next,
        keeps_lines=manner.keeps_lines,
        opens_page=manner.opens_page,
        bookmarks=tuple(one.get(f"{_W}name", "") for one in paragraph.iter(f"{_W}bookmarkStart")),
    )


def _natural(size: float) -> float:
    """Return the height of a line in points; programs round its three parts to twentieths."""
    return sum(round(share * size * 20) for share in _SHARES) / 20


def _typed(paragraph: ET.Element, manner: Manner) -> Iterator[list[tuple[str, Manner]]]:
    """Yield the words between line ends, each run with its manner. What stands before a tab has its own room."""
    line: list[tuple[str, Manner]] = []
    for run in paragraph.iter(f"{_W}r"):
        held = manner
        properties = run.find(f"{_W}rPr")
        if properties is not None:
            size = properties.find(f"{_W}sz")
            held = replace(
                manner,
                is_bold=manner.is_bold or properties.find(f"{_W}b") is not None,
                size=manner.size if size is None else int(size.get(f"{_W}val", "21")) / 2,
            )
        for part in run:
            if part.tag == f"{_W}t" and part.text:
                line.append((part.text, held))
            elif part.tag == f"{_W}br":
                yield line
                line = []
            elif part.tag == f"{_W}tab":
                line = []
    yield line


def _broken(line: Sequence[tuple[str, Manner]], room: float, manner: Manner) -> Iterator[float]:
    """Yield the size of the type of each line that the words take."""
    used, largest, pending = 0.0, 0.0, 0.0
    word = 0.0
    for text, held in line:
        share = held.size / 1000 * (_SERIF if held.is_serif else 1)
        largest = max(largest, held.size)
        for token in _WORDS.findall(text):
            if token[0] in " \t":
                used, word, pending = used + pending + word, 0.0, word_width(token, is_bold=held.is_bold) * share
                continue
            wide = word_width(token, is_bold=held.is_bold) * share
            if used and used + pending + word + wide > room:
                yield largest
                used, pending = 0.0, 0.0
            word += wide
            while word > room:
                yield largest
                word -= room
            if token[-1] == "-":
                used, word, pending = used + pending + word, 0.0, 0.0
    yield largest or manner.size
