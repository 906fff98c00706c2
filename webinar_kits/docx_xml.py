"""The body of a Word document as XML: headings, paragraphs, lists, tables and lines to write on."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from courses.blocks import Block, Heading, List, Notes, Paragraph, Quote, Table
from webinar_kits.measure import column_shares
from webinar_kits.runs import Run, runs, words

# A4 with margins of 19 mm, in twentieths of a point.
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1077
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Numbering definitions: 1 bullets, 2 numbers; numbered lists get copies from 3 on, each beginning at one.
BULLETS, FIRST_NUMBERED = 1, 3
_EMPTY_ROW = 400
# A table of no more rows is not torn over two pages.
_SHORT_TABLE = 10

Cell = tuple[Run, ...]


class Body:
    """A document under construction: every method adds at the end. `numbered_lists` tells how many lists count."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._is_kept = False
        self.numbered_lists = 0

    def xml(self) -> str:
        """Return what has been written."""
        return "".join(self._parts)

    def heading(self, level: int, text: str, *, opens_page: bool = False) -> None:
        """Add a real heading, which the navigation of the reader finds."""
        self._paragraph((Run(text),), f"Heading{level}", "<w:pageBreakBefore/>" * opens_page)

    def text(self, text: str, *, style: str = "", is_kept: bool = False) -> None:
        """Add a paragraph of plain words; one that `is_kept` stays on the page of what follows it."""
        self._paragraph((Run(text),), style, "<w:keepNext/>" * is_kept)

    def labelled(self, label: str, text: str) -> None:
        """Add a paragraph that opens with a bold word."""
        self._paragraph((Run(label, is_strong=True), Run(" " + text)), "")

    def bullets(self, texts: Sequence[str]) -> None:
        """Add a list of plain words."""
        for text in texts:
            self._paragraph((Run(text),), "ListParagraph", self._number(BULLETS, 0))

    def blocks(self, blocks: Sequence[Block], *, under: int = 0) -> None:
        """Add blocks of the curriculum; `under` is the level of the heading they stand below.

        What the reader writes on stays on the page of the words before it.
        """
        for place, block in enumerate(blocks):
            self._is_kept = _leads_to_notes(blocks[place:])
            self._block(block, under)
        self._is_kept = False

    def table(
        self,
        header: Sequence[Cell],
        rows: Sequence[Sequence[Cell]],
        *,
        widths: Sequence[int] | None = None,
        is_whole: bool = False,
        gap: int = _EMPTY_ROW,
    ) -> None:
        """Add a table whose header row is repeated on each page; widths in twentieths of a point, else by content.

        A short one is not torn over two pages, nor is one that `is_whole`. A row to write in is at least `gap` high.
        """
        columns = list(widths) if widths else _widths([header, *rows])
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        head = _row(header, columns, is_head=True, is_kept=True)
        is_short = is_whole or len(rows) <= _SHORT_TABLE
        body = "".join(
            _row(row, columns, is_head=False, is_kept=is_short and number < len(rows), gap=gap)
            for number, row in enumerate(rows, start=1)
        )
        self._parts.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="KitTable"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
        )
        self._paragraph((), "AfterTable")

    def _block(self, block: Block, under: int) -> None:
        match block:
            case Paragraph():
                self._paragraph(runs(block.children), "")
            case Heading():
                self._paragraph(runs(block.children), f"Heading{min(3, block.level - 1 + under)}")
            case List():
                self._list(block, level=0)
            case Quote():
                for inner in block.blocks:
                    if isinstance(inner, Paragraph):
                        self._paragraph(runs(inner.children), "Quote")
                    else:
                        self._block(inner, under)
            case Table():
                self.table([runs(cell) for cell in block.header], [[runs(cell) for cell in row] for row in block.rows])
            case Notes():
                for line in range(1, block.lines + 1):
                    self._is_kept = line < block.lines
                    self._paragraph((), "WritingLine")

    def _list(self, block: List, *, level: int) -> None:
        if block.is_numbered:
            number = FIRST_NUMBERED + self.numbered_lists
            self.numbered_lists += 1
        else:
            number = BULLETS
        for item in block.items:
            self._paragraph(runs(item.children), "ListParagraph", self._number(number, level))
            if item.sublist:
                self._list(item.sublist, level=level + 1)

    @staticmethod
    def _number(number: int, level: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    def _paragraph(self, pieces: Sequence[Run], style: str, extra: str = "") -> None:
        self._parts.append(_paragraph(pieces, style, "<w:keepNext/>" * self._is_kept + extra))


def _leads_to_notes(blocks: Sequence[Block]) -> bool:
    after = next((block for block in blocks if not isinstance(block, Paragraph | List | Quote)), None)
    return isinstance(after, Notes)


def _paragraph(pieces: Sequence[Run], style: str, extra: str = "") -> str:
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + extra
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(map(_run, pieces))}</w:p>"


def _run(piece: Run) -> str:
    voice = ("<w:b/>" if piece.is_strong else "") + ("<w:i/>" if piece.is_emphasis else "")
    link = f" ({piece.url})" if piece.url else ""
    return (
        f"<w:r>{f'<w:rPr>{voice}</w:rPr>' if voice else ''}"
        f'<w:t xml:space="preserve">{escape(piece.text + link)}</w:t></w:r>'
    )


def _row(cells: Sequence[Cell], columns: Sequence[int], *, is_head: bool, is_kept: bool, gap: int = 0) -> str:
    has_gap = gap and any(not words(cell).strip() for cell in cells)
    height = f'<w:trHeight w:val="{gap}"/>' if has_gap else ""
    properties = "<w:cantSplit/>" + height + ("<w:tblHeader/>" if is_head else "")
    style = "TableHead" if is_head else "TableText"
    kept = "<w:keepNext/>" * is_kept
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(cell, style, kept)}</w:tc>'
        for cell, width in zip(cells, columns, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    shares = column_shares([[words(cell) for cell in row] for row in rows])
    return [round(TEXT_WIDTH * share) for share in shares]
