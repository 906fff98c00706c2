"""Spreadsheets read as rows of texts. The one place that knows openpyxl; only the document process loads it.

Nothing in a file is ever calculated: a formula comes out as the text it is, marked as a formula.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from webinar_kits.encodings import decode, find_separator
from webinar_kits.sheet_files import SAVE_AS, kind_of, refuse
from webinar_kits.sheet_rows import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Book,
    Cell,
    Mark,
    Marked,
    ReadSheet,
    SheetRow,
    column_letters,
)

MOST_PLACES = 20_000_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
ALL_ZEROS = re.compile(r"0+")
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
# What cannot be seen and says nothing: spaces of no width and marks of direction; joiners shape letters and stay.
UNSEEN = dict.fromkeys(
    (0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
)
TIDIED = CONTROLS | UNSEEN
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?hidden="(?:1|true)"')
FROM_1904 = (
    "This workbook counts its days from 1904: days that stand there as bare numbers are read four years too early. "
    "Format such columns as dates."
)
RECKONED = "{} with a formula: what the spreadsheet program had worked out is read, and nothing is calculated here."
UNREADABLE = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError)


def read_spreadsheet(data: bytes, *, name: str) -> Book:
    """Return the rows of a CSV or XLSX file; raises KitError naming sheet, row, cell and the cure."""
    return _read_csv(data) if kind_of(data, name=name) == "csv" else _read_xlsx(data)


def _read_csv(data: bytes) -> Book:
    text, encoding = decode(data)
    if text.count("\0") > len(text) // 100:
        raise refuse(f"This is not a text file. {SAVE_AS}.")
    separator = find_separator(text)
    rows: list[SheetRow] = []
    # Read leniently, a stray quotation mark would swallow columns and whole rows without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if number == 1 and len(row) <= 2 and "".join(row[:1]).lower().startswith("sep="):
                continue
            _keep(rows, number, [_plain(cell) for cell in row], sheet="")
    except csv.Error as error:
        raise refuse(
            f"Row {number + 1} cannot be read ({error}): a quotation mark there is never closed, or stands within "
            "a cell. Correct it, or save the list as XLSX, which needs none."
        ) from error
    return Book("csv", (ReadSheet("", tuple(rows)),), encoding, separator)


def _read_xlsx(data: bytes) -> Book:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Book("xlsx", tuple(_sheets(data)))
        except UNREADABLE as error:
            raise refuse(f"This workbook cannot be read ({type(error).__name__}). {SAVE_AS} again.") from error


def _sheets(data: bytes) -> Iterator[ReadSheet]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    struck = _struck_styles(book)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            shown = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
            for sheet in [one for one in shown if one.sheet_state == "visible"] or shown:
                markup = archive.read(sheet._worksheet_path)  # type: ignore[attr-defined]
                read = _sheet(sheet, [found.decode() for found in MERGED.findall(markup)], struck)
                if any(_is_formula(cell) for row in read.rows for cell in row.cells):
                    read = _with_results(read, data)
                yield replace(read, notes=(*read.notes, *_notes(book, hidden=len(HIDDEN_ROW.findall(markup)))))
    finally:
        book.close()


def _notes(book: Workbook, *, hidden: int) -> Iterator[str]:
    if hidden:
        rows = "1 row is hidden" if hidden == 1 else f"{hidden} rows are hidden"
        yield f"{rows} in this sheet, perhaps by a filter, and read like the others. Delete what shall not count."
    if book.epoch == CALENDAR_MAC_1904:
        yield FROM_1904


def _struck_styles(book: Workbook) -> frozenset[int]:
    """Return the styles whose text is struck out."""
    fonts = [bool(font.strike) for font in book._fonts]  # type: ignore[attr-defined]
    styles = book._cell_styles  # type: ignore[attr-defined]
    return frozenset(number for number, style in enumerate(styles) if fonts[style.fontId])


def _with_results(sheet: ReadSheet, data: bytes) -> ReadSheet:
    """Put in place of each formula what the program that wrote the file had worked out, where it kept that."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return _beside(sheet, book[sheet.name])
    finally:
        book.close()


def _beside(sheet: ReadSheet, worked_out: ReadOnlyWorksheet) -> ReadSheet:
    worked_out.reset_dimensions()
    known = {row.number: row for row in sheet.rows if any(_is_formula(cell) for cell in row.cells)}
    found: dict[int, SheetRow] = {}
    count = 0
    for number, cells in enumerate(worked_out.rows, start=1):
        row = known.get(number)
        if row is not None:
            results = [_cell(cell) for cell in cells]
            read = tuple(
                results[place] if _is_formula(cell) and place < len(results) and results[place] else cell
                for place, cell in enumerate(row.cells)
            )
            count += sum(one is not other for one, other in zip(read, row.cells, strict=True))
            found[number] = SheetRow(number, read)
    cells_with = "1 cell" if count == 1 else f"{count} cells"
    notes = (*sheet.notes, RECKONED.format(cells_with)) if count else sheet.notes
    return ReadSheet(sheet.name, tuple(found.get(row.number, row) for row in sheet.rows), notes)


def _is_formula(cell: Cell) -> bool:
    return not isinstance(cell, str) and cell.mark is Mark.FORMULA


def _sheet(sheet: ReadOnlyWorksheet, merged: list[str], struck: frozenset[int]) -> ReadSheet:
    sheet.reset_dimensions()
    rows: list[SheetRow] = []
    places = 0
    for number, row in enumerate(sheet.rows, start=1):
        places += len(row)
        if places > MOST_PLACES:
            raise refuse(f"Sheet “{sheet.title}” is too wide. Delete the empty columns to the right of your list.")
        if row:
            _keep(rows, number, [_cell(one, struck) for one in row], sheet=sheet.title)
    filled, count = _fill_merged(rows, merged)
    cells = "1 merged cell was" if count == 1 else f"{count} merged cells were"
    notes = (f"{cells} read as the same value in each of the rows.",) if count else ()
    return ReadSheet(str(sheet.title), tuple(filled), notes)


def _keep(rows: list[SheetRow], number: int, cells: list[Cell], *, sheet: str) -> None:
    """Add a row that holds something, within the limits."""
    while cells and cells[-1] == "":
        cells.pop()
    if not cells:
        return
    where = f"Sheet “{sheet}”, row {number}" if sheet else f"Row {number}"
    if len(cells) > MOST_COLUMNS:
        raise refuse(f"{where} has more than {MOST_COLUMNS} columns. Keep the columns about people, delete the others.")
    if len(rows) >= MOST_ROWS:
        raise refuse(f"{where}: there are more than {MOST_ROWS:,} rows. Send the list in parts.")
    for place, cell in enumerate(cells):
        length = len(cell if isinstance(cell, str) else cell.text)
        if length > LONGEST_CELL:
            raise refuse(
                f"{where}, cell {column_letters(place)}{number} holds {length:,} characters. "
                f"Shorten it to {LONGEST_CELL:,} at most."
            )
    rows.append(SheetRow(number, tuple(cells)))


def _cell(cell: object, struck: frozenset[int] = frozenset()) -> Cell:
    """Return what stands in a cell; a code with leading zeros keeps them, and 123.0 is 123."""
    read = _value(cell)
    if struck and read and isinstance(read, str) and getattr(cell, "_style_id", 0) in struck:
        return Marked(Mark.STRUCK, read)
    return read


def _value(cell: object) -> Cell:
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "")
    if value is None:
        return ""
    if kind == "f":
        return Marked(Mark.FORMULA, _plain(value if isinstance(value, str) else str(getattr(value, "text", "") or "=")))
    if kind == "e":
        return Marked(Mark.FAULT, str(value))
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return Marked(Mark.DATE, (value.date() if isinstance(value, datetime) else value).isoformat())
    if isinstance(value, int | float):
        return _number(value, str(getattr(cell, "number_format", "")))
    return value.isoformat("minutes") if isinstance(value, time) else str(value)


def _number(value: float, pattern: str) -> str:
    if value != int(value):
        return repr(value)
    digits = str(int(value))
    return digits.zfill(len(pattern)) if ALL_ZEROS.fullmatch(pattern) and value >= 0 else digits


def _plain(text: str) -> str:
    return text.translate(CONTROLS if text.isascii() else TIDIED).strip()


def _fill_merged(rows: list[SheetRow], merged: Iterable[str]) -> tuple[list[SheetRow], int]:
    """Give each row of a cell merged downwards its value; a title merged sideways stays where it is."""
    known = {row.number: list(row.cells) for row in rows}
    count = 0
    for reference in merged:
        left, top, _, bottom = range_boundaries(reference)
        if not isinstance(left, int) or not isinstance(top, int) or not isinstance(bottom, int) or bottom <= top:
            continue
        first = known.get(top, [])
        value = first[left - 1] if len(first) >= left else ""
        for number in range(top + 1, min(bottom, top + MOST_ROWS) + 1):
            cells = known.get(number)
            if cells is not None and value:
                cells += [""] * (left - len(cells))
                cells[left - 1] = value
        count += bool(value)
    return [SheetRow(number, tuple(cells)) for number, cells in known.items()], count
