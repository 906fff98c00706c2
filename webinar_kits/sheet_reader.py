"""Spreadsheets read as rows of texts. The one place that knows openpyxl; only the document process loads it.

Nothing in a file is ever calculated: a formula comes out as the text it is, marked as a formula.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
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
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader, start=1):
            if number == 1 and len(row) <= 2 and "".join(row[:1]).lower().startswith("sep="):
                continue
            _keep(rows, number, [_plain(cell) for cell in row], sheet="")
    except csv.Error as error:
        raise refuse(
            f"Row {len(rows) + 1} cannot be read ({error}). A quotation mark is probably opened and never closed there."
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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            shown = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
            for sheet in [one for one in shown if one.sheet_state == "visible"] or shown:
                merged = MERGED.findall(archive.read(sheet._worksheet_path))  # type: ignore[attr-defined]
                yield _sheet(sheet, [found.decode() for found in merged])
    finally:
        book.close()


def _sheet(sheet: ReadOnlyWorksheet, merged: list[str]) -> ReadSheet:
    sheet.reset_dimensions()
    rows: list[SheetRow] = []
    places = 0
    for number, row in enumerate(sheet.rows, start=1):
        places += len(row)
        if places > MOST_PLACES:
            raise refuse(f"Sheet “{sheet.title}” is too wide. Delete the empty columns to the right of your list.")
        if row:
            _keep(rows, number, [_cell(one) for one in row], sheet=sheet.title)
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


def _cell(cell: object) -> Cell:
    """Return what stands in a cell; a code with leading zeros keeps them, and 123.0 is 123."""
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
    return text.translate(CONTROLS).strip()


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
