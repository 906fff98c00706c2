"""The body of a proposal in Word: cover, contents, headings, words, tables and the plan, as XML."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from courses.blocks import Block, Heading, List, Notes, Paragraph, Quote, Table
from webinar_kits.measure import column_shares
from webinar_kits.proposals.elements import Cell, Content, Cover, Gantt, Grid, Head, Numbering, Pairs, Words
from webinar_kits.proposals.word_comments import Comments
from webinar_kits.proposals.word_contents import anchor_of, contents_xml
from webinar_kits.proposals.word_look import BULLETS, FIRST_LIST, RULE, TEXT_WIDTH
from webinar_kits.proposals.word_plan import plan_xml
from webinar_kits.proposals.word_text import runs_xml, writable
from webinar_kits.runs import Run, is_rtl, lines, runs, typographic, words

# So many letters of a recommendation stay on one page with its heading and its facts.
_SHORT_TEXT = 500
_DEEPEST = 2
# A heading at the head of its page stands where the words of other pages begin.
_AT_THE_TOP = '<w:spacing w:before="0"/>'
_BAR_AT_RIGHT = (
    f'<w:pBdr><w:left w:val="nil"/><w:right w:val="single" w:sz="18" w:space="8" w:color="{RULE}"/></w:pBdr>'
)
# What is measured in type of 10 points is set in 9: so wide is the page to it.
_TYPED_WIDTH = 538
# The space below a list is that below a paragraph.
_LAST_ITEM = '<w:spacing w:after="120"/>'
_STYLES = {Numbering.RECOMMENDATION: "RecommendationHeading", Numbering.ANNEX: "AnnexHeading"}


class Body:
    """A document under construction. `numbered_lists` tells how many lists count, `links` the addresses by relation."""

    def __init__(self, content: Content, comments: Comments, *, is_mirrored: bool) -> None:
        self._parts: list[str] = []
        self._comments = comments
        self._content = content
        self._is_mirrored = is_mirrored
        self._bookmarks = self._tables = self._contents_at = 0
        self.numbered_lists = 0
        self.links: dict[str, str] = {}

    def write(self) -> str:
        """Return the whole body, its contents without pages."""
        self._cover(self._content.cover)
        self._contents_at = len(self._parts)
        self._parts.append(contents_xml(self._content, {}))
        is_first = {Numbering.CHAPTER: True, Numbering.ANNEX: True}
        elements = self._content.elements
        for element, after in zip_longest(elements, elements[1:]):
            match element:
                case Head():
                    opens_page = element.level == 1 and is_first.get(element.numbering, False)
                    is_first[element.numbering] = False
                    self._head(element, opens_page=opens_page)
                case Words():
                    style = "Passing" if element.is_soft else ""
                    self._blocks(element.blocks, element.part, style, is_kept=isinstance(after, Pairs))
                case Grid():
                    self._grid(element)
                case Pairs():
                    self._pairs(element)
                case Gantt():
                    self._caption(element.caption)
                    self._parts.append(plan_xml(element, is_mirrored=self._is_mirrored))
                    self._gap()
        return "".join(self._parts)

    def with_pages(self, pages: Mapping[str, int]) -> str:
        """Return the body that was written with the pages of its bookmarks in the contents."""
        self._parts[self._contents_at] = contents_xml(self._content, pages)
        return "".join(self._parts)

    def link(self, address: str) -> str:
        """Return the relation of an address, a new one for a new address."""
        return self.links.setdefault(address, f"rLink{len(self.links) + 1}")

    def _cover(self, cover: Cover) -> None:
        opens, closes = self._comments.on_whole("")
        self._say(cover.eyebrow, "Eyebrow")
        self._parts.append(self._paragraph((Run(typographic(cover.title)),), "Title", before=opens, after=closes))
        self._say(cover.institution, "Subtitle")
        if cover.notice:
            self._say(cover.notice, "Notice")
        for line in cover.lines:
            self._say(line, "CoverLine")

    def _head(self, head: Head, *, opens_page: bool) -> None:
        opens, closes = self._comments.on_whole(head.part) if head.part else ("", "")
        style = _STYLES.get(head.numbering, f"Heading{head.level}")
        anchor = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{anchor_of(self._bookmarks)}"/>'
        end = f'<w:bookmarkEnd w:id="{self._bookmarks}"/>'
        self._bookmarks += 1
        self._parts.append(
            self._paragraph(
                (Run(typographic(head.text)),),
                style,
                "<w:pageBreakBefore/>" if opens_page else "",
                _AT_THE_TOP if opens_page else "",
                before=anchor + opens,
                after=closes + end,
            )
        )

    def _blocks(self, blocks: Sequence[Block], part: str, style: str = "", *, is_kept: bool = False) -> None:
        is_short = is_kept and sum(map(len, lines(tuple(blocks)))) < _SHORT_TEXT
        for block, after in zip_longest(blocks, blocks[1:]):
            leads_on = is_short or isinstance(after, List | Table) or (after is None and is_kept)
            leads = "<w:keepNext/>" if leads_on else ""
            match block:
                case Paragraph():
                    self._add(runs(block.children), style, leads, part)
                case Heading():
                    self._add(runs(block.children), "Heading3", "", part)
                case List():
                    self._list(block, part, level=0, number=self._number_of(block))
                case Quote():
                    self._quote(block, part)
                case Table():
                    self._typed_table(block, part)
                case Notes():
                    continue

    def _quote(self, quote: Quote, part: str) -> None:
        """Write a quotation; the line that says who speaks does not go to the next page alone."""
        for inner, after in zip_longest(quote.blocks, quote.blocks[1:]):
            if isinstance(inner, Paragraph):
                kept = ("<w:keepNext/>" if after is not None else "") + "<w:keepLines/>"
                pieces = runs(inner.children)
                bar = _BAR_AT_RIGHT if is_rtl(words(pieces)) else ""
                self._add(pieces, "Quote", kept + bar, part)
            else:
                self._blocks((inner,), part)

    def _number_of(self, block: List) -> int:
        if not block.is_numbered:
            return BULLETS
        self.numbered_lists += 1
        return FIRST_LIST + self.numbered_lists - 1

    def _list(self, block: List, part: str, *, level: int, number: int) -> None:
        style = "ListNumber" if block.is_numbered else "ListBullet"
        numbered = f'<w:numPr><w:ilvl w:val="{min(level, _DEEPEST)}"/><w:numId w:val="{number}"/></w:numPr>'
        for place, item in enumerate(block.items):
            keep = "<w:keepNext/>" if place == 0 and len(block.items) > 1 else ""
            ends = level == 0 and place == len(block.items) - 1 and not item.sublist
            self._add(runs(item.children), style, keep + numbered, part, _LAST_ITEM if ends else "")
            if item.sublist:
                inner = item.sublist
                self._list(inner, part, level=level + 1, number=self._number_of(inner))

    def _typed_table(self, table: Table, part: str) -> None:
        width = max(len(row) for row in (table.header, *table.rows))
        rows = [[Cell(runs(cell), part) for cell in row] + [Cell(())] * (width - len(row)) for row in table.rows]
        header = [words(runs(cell)) for cell in table.header] + [""] * (width - len(table.header))
        held = [header, *([words(cell.runs) for cell in row] for row in rows)]
        shares = column_shares(held, width=_TYPED_WIDTH)
        grid = Grid("", tuple(header), tuple(map(tuple, rows)), tuple(round(share * 1000) for share in shares))
        self._table(grid, label="Table")

    def _grid(self, grid: Grid) -> None:
        self._caption(grid.caption)
        self._table(grid, label=grid.caption)

    def _caption(self, text: str) -> None:
        self._tables += 1
        number = (
            '<w:r><w:t xml:space="preserve">Table </w:t></w:r><w:fldSimple w:instr=" SEQ Table \\* ARABIC ">'
            f"<w:r><w:t>{self._tables}</w:t></w:r></w:fldSimple>"
        )
        self._parts.append(self._paragraph((Run(f". {text}"),), "Caption", before=number))

    def _table(self, grid: Grid, *, label: str) -> None:
        rows, numbers, totals, is_short = grid.rows, grid.numbers, grid.totals, grid.is_short
        columns = [TEXT_WIDTH * share // sum(grid.shares) for share in grid.shares]
        head = [Cell((Run(text),)) for text in grid.header]
        written = [self._row(head, columns, "TableHead", numbers, is_kept=True, is_head=True)]
        for place, row in enumerate(rows, start=1):
            # A sum stays with the row before it.
            is_kept = place < len(rows) and (is_short or place == 1 or place >= len(rows) - totals)
            written.append(self._row(row, columns, "TableText", numbers, is_kept=is_kept))
        look = f'w:firstRow="1" w:lastRow="{int(bool(totals))}" w:firstColumn="0"'
        self._parts.append(self._opened("ReportTable", columns, look, label) + "".join(written) + "</w:tbl>")
        self._gap()

    def _pairs(self, pairs: Pairs) -> None:
        columns = [TEXT_WIDTH * share // 100 for share in (12, 38, 12, 38)]
        lines = [pairs.rows[place : place + 2] for place in range(0, len(pairs.rows), 2)]
        rows = "".join(
            self._row([cell for name, held in line for cell in (Cell((Run(name),)), held)], columns, "TableText", (),
                      is_kept=place < len(lines), names=(0, 2))
            for place, line in enumerate(lines, start=1)
        )  # fmt: skip
        look = 'w:firstRow="0" w:lastRow="0" w:firstColumn="0"'
        self._parts.append(self._opened("PairsTable", columns, look, pairs.label) + rows + "</w:tbl>")
        self._gap()

    def _opened(self, style: str, columns: Sequence[int], look: str, label: str) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{"<w:bidiVisual/>" if self._is_mirrored else ""}'
            f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="04A0" {look} w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{_attribute(label)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )

    def _row(
        self,
        cells: Sequence[Cell],
        columns: Sequence[int],
        style: str,
        numbers: Sequence[int],
        *,
        is_kept: bool,
        is_head: bool = False,
        names: Sequence[int] = (),
    ) -> str:
        kept = "<w:keepNext/>" if is_kept else ""
        inner = []
        for place, (cell, width) in enumerate(zip(cells, columns, strict=True)):
            opens, closes = self._comments.on_whole(cell.part) if cell.part else ("", "")
            right = '<w:jc w:val="end"/>' if place in numbers else ""
            look = "TableName" if place in names else style
            said = self._paragraph(cell.runs, look, kept, right, part=cell.part, before=opens, after=closes)
            inner.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{said}</w:tc>')
        head = "<w:tblHeader/>" if is_head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(inner)}</w:tr>"

    def _gap(self) -> None:
        self._parts.append('<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>')

    def _say(self, text: str, style: str) -> None:
        self._parts.append(self._paragraph((Run(typographic(text)),), style))

    def _add(self, pieces: Sequence[Run], style: str, extra: str, part: str, spacing: str = "") -> None:
        self._parts.append(self._paragraph(pieces, style, extra, spacing, part=part))

    def _paragraph(
        self,
        pieces: Sequence[Run],
        style: str,
        extra: str = "",
        aligned: str = "",
        *,
        part: str = "",
        before: str = "",
        after: str = "",
    ) -> str:
        mirrored = is_rtl(words(tuple(pieces)))
        turned = "" if mirrored == self._is_mirrored else f'<w:bidi w:val="{int(mirrored)}"/>'
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        properties = named + extra + turned + aligned
        marks = self._comments.on_passages(part, pieces) if part else ()
        return (
            f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}"
            f"{before}{runs_xml(pieces, link=self.link, marks=marks)}{after}</w:p>"
        )


def _attribute(text: str) -> str:
    return writable(text).replace('"', "&quot;")
