"""Native tables on a slide: columns, sizes and rows by what the cells hold."""

from courses.blocks import Table
from webinar_kits import theme
from webinar_kits.measure import line_widths, text_width
from webinar_kits.pptx_figures import is_figure
from webinar_kits.pptx_layouts import CONTENT
from webinar_kits.pptx_shapes import ACCENT, INK, SOFT, Box, Cell, Voice, paragraph, table
from webinar_kits.runs import Run, runs, words

# The room above and below the words of a cell, and how much more a row takes at most where the table leaves room.
_PAD, _MOST_AIR = 9, 14


def native_table(source: Table, *, is_even: bool, language: str) -> str:
    """Return the table with columns by what they hold, or of one width, in the largest type that fits the slide."""
    cells = [[runs(cell) for cell in row] for row in (source.header, *source.rows)]
    columns = _column_widths(cells, is_even=is_even)
    size = _table_size(cells, columns)
    least = [_row_height(row, columns, size) for row in cells]
    air = min(_MOST_AIR, max(0.0, CONTENT.height - 12 - sum(least)) / len(cells))
    heights = [height + air for height in least]
    figures = [place > 0 and _holds_figures(cells, place) for place in range(len(columns))]
    rows = [
        [
            _cell(
                cell,
                place,
                size,
                is_head=number == 0,
                columns=len(row),
                is_right=has_figures,
                air=air,
                language=language,
            )
            for place, (cell, has_figures) in enumerate(zip(row, figures, strict=True))
        ]
        for number, row in enumerate(cells)
    ]
    description = f"Table with {len(columns)} columns and {len(cells) - 1} rows: {_words_of(cells[0])}"
    return table(
        3,
        name="Table",
        description=description,
        box=Box(CONTENT.x, CONTENT.y, CONTENT.width, sum(heights)),
        heights=heights,
        columns=columns,
        rows=rows,
    )


def _words_of(row: list[tuple[Run, ...]]) -> str:
    return ", ".join(words(cell) for cell in row)


def _holds_figures(cells: list[list[tuple[Run, ...]]], place: int) -> bool:
    return all(is_figure(words(row[place])) for row in cells[1:])


def _cell(
    cell: tuple[Run, ...],
    place: int,
    size: int,
    *,
    is_head: bool,
    columns: int,
    is_right: bool,
    air: float,
    language: str,
) -> Cell:
    is_right_side = columns == 2 and place == 1
    align, pad = "r" if is_right else "", _PAD + air / 2
    if is_head:
        colour = SOFT if columns == 2 and not is_right_side else ACCENT
        voice = Voice(size=max(18, size - 2), colour=colour, is_bold=True, align=align)
        text = paragraph(cell, voice, language=language)
        return Cell(text, rule=colour, rule_width=2.5, pad=pad)
    voice = Voice(size=size, is_bold=place == 0 and columns > 2, colour=INK, align=align)
    return Cell(paragraph(cell, voice, language=language), rule=theme.LINE, rule_width=1, pad=pad)


def _column_widths(cells: list[list[tuple[Run, ...]]], *, is_even: bool) -> list[float]:
    """Return widths by what the columns hold, none narrower than its longest word."""
    count = len(cells[0])
    if is_even:
        return [CONTENT.width / count] * count
    column_words = [[words(row[place]) for row in cells] for place in range(count)]
    least = [
        max(text_width(word, size=28, is_bold=True) for text in texts for word in text.split() or [""]) + 24
        for texts in column_words
    ]
    wish = [max(text_width(text, size=28, is_bold=True) for text in texts) + 24 for texts in column_words]
    left = CONTENT.width - sum(wish)
    if left >= 0:
        return [width + left / count for width in wish]
    spare = max(0.0, CONTENT.width - sum(least))
    more = [max(1.0, most - few) for most, few in zip(wish, least, strict=True)]
    widths = [few + spare * extra / sum(more) for few, extra in zip(least, more, strict=True)]
    return [CONTENT.width * width / sum(widths) for width in widths]


def _table_size(cells: list[list[tuple[Run, ...]]], columns: list[float]) -> int:
    for size in (28, 26, 24, 22, 20):
        if sum(_row_height(row, columns, size) for row in cells) <= CONTENT.height - 12:
            return size
    return theme.SMALL


def _row_height(row: list[tuple[Run, ...]], columns: list[float], size: int) -> float:
    tallest = max(
        len(line_widths(words(cell), width=width - 20, size=size, is_bold=place == 0 and len(row) > 2))
        for place, (cell, width) in enumerate(zip(row, columns, strict=True))
    )
    return tallest * size * 1.2 + 2 * _PAD
