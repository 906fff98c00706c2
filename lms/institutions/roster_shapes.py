"""Lists whose branch stands in no column: in lines between the rows, or in the names of the sheets. Pure.

Either becomes a column of its own, so that it is shown, can be changed, and is read like any other.
"""

from collections.abc import Iterator
from dataclasses import replace

from lms.institutions.roster_columns import TELLING, Layout, guess_layout, is_sum
from lms.institutions.roster_rows import is_aside
from lms.institutions.roster_words import Field
from webinar_kits.sheet_rows import Book, ReadSheet, SheetRow

FEWEST_COLUMNS = 3
OTHERS = "Other sheets hold people too:"
ONE_AT_A_TIME = "One sheet is read at a time: choose it here, and send the file again for each."
OF_LINES, OF_SHEET = "Branch (lines between the rows)", "Branch (name of the sheet)"


def shaped(book: Book) -> Book:
    """Return the book with the column of branches that its sheets lack, and with notes on what was read otherwise."""
    layouts = {sheet.name: guess_layout(sheet) for sheet in book.sheets if sheet.rows}
    lists = [name for name, layout in layouts.items() if TELLING & layout.columns.keys() and layout.header_row]
    alike = {name for name in lists if sum(layouts[name].columns == layouts[other].columns for other in lists) > 1}
    found = []
    for sheet in book.sheets:
        layout = layouts.get(sheet.name)
        if layout is not None and sheet.name in lists and Field.BRANCH not in layout.columns:
            sheet = _with_lines(sheet, layout) or (_with_name(sheet, layout) if sheet.name in alike else sheet)
        others = [name for name in lists if name != sheet.name]
        if others and sheet.name in lists:
            named = ", ".join(f"“{name}”" for name in others)
            note = f"{OTHERS} {named}. {ONE_AT_A_TIME}"
            sheet = replace(sheet, notes=(*sheet.notes, note))
        found.append(sheet)
    return replace(book, sheets=tuple(found))


def _with_lines(sheet: ReadSheet, layout: Layout) -> ReadSheet | None:
    """Return the sheet with each line between the rows as the branch of the rows below; None where there are none."""
    below = [row for row in sheet.rows if row.number > layout.header_row]
    lines = [row for row in below if _is_line(row, layout)]
    if not lines or len(layout.columns) < FEWEST_COLUMNS or below[0] is not lines[0]:
        return None
    numbers = {row.number for row in lines}
    width = _width(sheet)
    said = next(text for text in _texts(lines[0]))
    note = f"Lines such as “{said}” stand between the rows: each is read as the branch of the rows below it."
    rows: list[SheetRow] = []
    branch = ""
    for row in sheet.rows:
        if row.number in numbers:
            branch = next(_texts(row))
        elif row.number == layout.header_row:
            rows.append(_longer(row, width, OF_LINES))
        elif row.number < layout.header_row or is_sum(row):
            rows.append(row)
        elif not is_aside(row, layout.titles):
            rows.append(_longer(row, width, branch))
    return replace(sheet, rows=tuple(rows), notes=(*sheet.notes, note))


def _with_name(sheet: ReadSheet, layout: Layout) -> ReadSheet:
    width = _width(sheet)
    rows = tuple(
        row
        if row.number < layout.header_row or is_sum(row)
        else _longer(row, width, OF_SHEET if row.number == layout.header_row else sheet.name)
        for row in sheet.rows
    )
    note = f"The name of the sheet, “{sheet.name}”, is read as the branch of everybody on it."
    return replace(sheet, rows=rows, notes=(*sheet.notes, note))


def _is_line(row: SheetRow, layout: Layout) -> bool:
    """Return whether a row holds one text and nothing else."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) == 1 and isinstance(filled[0], str) and not is_sum(row) and not is_aside(row, layout.titles)


def _texts(row: SheetRow) -> Iterator[str]:
    return (cell for cell in row.cells if cell and isinstance(cell, str))


def _width(sheet: ReadSheet) -> int:
    return max(len(row.cells) for row in sheet.rows)


def _longer(row: SheetRow, width: int, last: str) -> SheetRow:
    return SheetRow(row.number, (*row.cells, *[""] * (width - len(row.cells)), last))
