"""Which rows of a sheet are people: no sums, page numbers or signatures; “as above” is spelled out. Pure."""

from collections.abc import Sequence

from lms.institutions.roster_columns import Layout, is_sum
from lms.institutions.roster_row_words import ASIDE, DITTO_SIGNS, DITTO_WORDS
from lms.institutions.roster_words import Field, fold
from webinar_kits.sheet_rows import Cell, ReadSheet, SheetRow, text_of

# Where a sign may stand for the cell above; nobody has the code, the name or the address of who stands above.
DITTO_FIELDS = (Field.BRANCH, Field.TIER, Field.SINCE, Field.JOINED_ON, Field.LANGUAGE)
MOST_IN_ASIDE = 2


def find_rows(sheet: ReadSheet, layout: Layout) -> tuple[SheetRow, ...]:
    """Return the rows of people below the heads; in a list for programs every cell is as it stands."""
    below = (row for row in sheet.rows if row.number > layout.header_row and not is_sum(row))
    if layout.is_for_programs:
        return tuple(below)
    return _spelled_out([row for row in below if not is_aside(row, layout.titles)], layout)


def find_asides(sheet: ReadSheet, layout: Layout) -> tuple[SheetRow, ...]:
    """Return the rows below the heads that are passed over though they are no sums."""
    if layout.is_for_programs:
        return ()
    return tuple(row for row in sheet.rows if row.number > layout.header_row and is_aside(row, layout.titles))


def is_aside(row: SheetRow, titles: Sequence[str]) -> bool:
    """Return whether a row is a page number, a signature, or the heads once more, as printed lists repeat them."""
    filled = [text_of(cell) for cell in row.cells if cell]
    if not filled:
        return True
    if len(filled) <= MOST_IN_ASIDE and ASIDE.match(filled[0].strip()):
        return True
    heads = [title for title in titles if title]
    return (
        len(heads) > 1
        and len(filled) == len(heads)
        and all(fold(a) == fold(b) for a, b in zip(filled, heads, strict=True))
    )


def is_ditto(cell: Cell) -> bool:
    """Return whether a cell says “as above”."""
    return isinstance(cell, str) and bool(cell) and (cell in DITTO_SIGNS or fold(cell) in DITTO_WORDS)


def _spelled_out(rows: Sequence[SheetRow], layout: Layout) -> tuple[SheetRow, ...]:
    places = [layout.columns[field] for field in DITTO_FIELDS if field in layout.columns]
    above: dict[int, Cell] = {}
    found = []
    for row in rows:
        same = [place for place in places if place < len(row.cells) and is_ditto(row.cells[place]) and place in above]
        if same:
            cells = tuple(above[place] if place in same else cell for place, cell in enumerate(row.cells))
            row = SheetRow(row.number, cells)
        above |= {place: row.cells[place] for place in places if place < len(row.cells) and row.cells[place]}
        found.append(row)
    return tuple(found)
