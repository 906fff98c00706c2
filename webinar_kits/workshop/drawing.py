"""What the slides of a workshop draw that no layout has: close tables, lines of text in a box, bars over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from courses.blocks import Block, List, ListItem, Paragraph, Text
from webinar_kits import theme
from webinar_kits.pptx_layouts import CONTENT
from webinar_kits.pptx_shapes import ACCENT, INK, SOFT, Box, Cell, Voice, fill, paragraph, table, text_box, transform
from webinar_kits.runs import Run
from webinar_kits.workshop.cutting import Cut, cut

LINE = 1.2
_INSET = 20


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a close table: what is shown, and how. `ground` is a colour of the theme or six hex digits."""

    text: str
    is_bold: bool = False
    is_soft: bool = False
    align: str = ""
    ground: str = ""
    is_narrow: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """How a close table is laid out: the widths of its columns, the size of its type, the air in its cells (points)."""

    widths: tuple[float, ...]
    lines: int = 1
    size: float = theme.SMALL
    pad: float = 4
    top: float = CONTENT.y
    inset: float = _INSET

    def cut(self, text: str, column: int, *, is_bold: bool = False) -> Cut:
        """Return what of a text fits a cell of that column."""
        return cut(text, width=self.widths[column] - self.inset, size=self.size, lines=self.lines, is_bold=is_bold)

    @property
    def row_height(self) -> float:
        """The height of a row of full cells."""
        return self.lines * self.size * LINE + 2 * self.pad


def close_table(
    header: Sequence[str], rows: Sequence[Sequence[Field]], grid: Grid, *, description: str, language: str
) -> str:
    """Return a native table of rows of one height; the words must have been cut to their cells already."""
    aligned = rows[0] if rows else [Field("")] * len(header)
    head = [
        Cell(
            paragraph(
                (Run(text),),
                Voice(size=grid.size, colour=ACCENT, is_bold=True, align=field.align),
                language=language,
            ),
            rule=ACCENT,
            rule_width=2,
            pad=grid.pad,
            after=0 if field.is_narrow else grid.inset,
        )
        for text, field in zip(header, aligned, strict=True)
    ]
    body = [[_cell(field, grid, language) for field in row] for row in rows]
    heights = [grid.size * LINE + 2 * grid.pad, *[grid.row_height] * len(rows)]
    return table(
        3,
        name="Table",
        description=description,
        box=Box(CONTENT.x, grid.top, sum(grid.widths), sum(heights)),
        columns=grid.widths,
        heights=heights,
        rows=[head, *body],
    )


def _cell(field: Field, grid: Grid, language: str) -> Cell:
    colour = SOFT if field.is_soft else INK
    voice = Voice(size=grid.size, colour=colour, is_bold=field.is_bold, align=field.align)
    text = paragraph((Run(field.text),) if field.text else (), voice, language=language)
    after = 0 if field.is_narrow else grid.inset
    return Cell(text, rule=theme.LINE, rule_width=1, pad=grid.pad, ground=field.ground, after=after)


def words_box(
    number: int, name: str, box: Box, lines: Sequence[tuple[str, Voice]], *, language: str, anchor: str = "t"
) -> str:
    """Return a box of paragraphs, each in its voice."""
    text = "".join(paragraph((Run(words),), voice, language=language) for words, voice in lines)
    return text_box(number, name=name, box=box, text=text, anchor=anchor)


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """Return plain paragraphs."""
    return tuple(Paragraph((Text(text),)) for text in texts)


def listed(*texts: str, is_numbered: bool = False) -> tuple[Block, ...]:
    """Return a list of plain items."""
    return (List(tuple(ListItem((Text(text),)) for text in texts), is_numbered=is_numbered),)


def plain_box(what: str, *, language: str) -> str:
    """Return the words of a slide that has nothing to draw: what there is to say, and below it the cure.

    `what` is a sentence, then sentences of advice.
    """
    missing, _, advice = what.partition(". ")
    box = Box(CONTENT.x, CONTENT.y + 6, 700, 280)
    lines = [(f"{missing.rstrip('.')}.", Voice(size=32, is_serif=True))]
    lines += [(advice, Voice(size=24, colour=SOFT, before=16))] if advice else []
    return words_box(3, "Text", box, lines, language=language)


def bar(number: int, *, name: str, description: str, box: Box, colour: str) -> str:
    """Return a bar that carries meaning: its words are for who cannot see it."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)} descr={quoteattr(description)}/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr>"
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )
