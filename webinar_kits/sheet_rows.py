"""What a spreadsheet held, as rows of texts: what the document process writes and the web process reads. Light."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from webinar_kits.errors import KitError
from webinar_kits.jobs import Json

MOST_ROWS, MOST_COLUMNS = 50_000, 200
LONGEST_CELL = 2_000


class Mark(StrEnum):
    """What a cell was when it was more than text."""

    DATE = "date"
    FORMULA = "formula"
    FAULT = "fault"
    STRUCK = "struck"


class Marked(NamedTuple):
    """A cell that was no plain text: a real date (written year-month-day), a formula as it reads, an error
    value, a text struck out.
    """

    mark: Mark
    text: str


Cell = str | Marked


class SheetRow(NamedTuple):
    """A row with its number in the file, the first being 1; cells after the last filled one are left out."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet without its empty rows. `notes` say what was taken otherwise than it stands there."""

    name: str
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read: `kind` is csv or xlsx; encoding and separator are those of a CSV file."""

    kind: str
    sheets: tuple[ReadSheet, ...]
    encoding: str = ""
    separator: str = ""


def text_of(cell: Cell) -> str:
    """Return what stands in a cell."""
    return cell if isinstance(cell, str) else cell.text


def column_letters(place: int) -> str:
    """Return how a spreadsheet calls the column at that place, the first being 0: A, B, …, AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def write_book(book: Book) -> dict[str, Json]:
    """Return a book as JSON: a cell is its text, or a list of mark and text."""
    return {
        "kind": book.kind,
        "encoding": book.encoding,
        "separator": book.separator,
        "sheets": [
            {
                "name": sheet.name,
                "notes": list(sheet.notes),
                "rows": [[row.number, [_written(cell) for cell in row.cells]] for row in sheet.rows],
            }
            for sheet in book.sheets
        ],
    }


def read_book(data: Mapping[str, Json]) -> Book:
    """Return the book of its JSON; raises KitError when the shape is wrong."""
    sheets = data.get("sheets")
    if not isinstance(sheets, list):
        raise KitError("sheets", "no sheets: write a list of objects with name and rows")
    return Book(
        kind=str(data.get("kind", "")),
        encoding=str(data.get("encoding", "")),
        separator=str(data.get("separator", "")),
        sheets=tuple(_sheet(sheet) for sheet in sheets),
    )


def _written(cell: Cell) -> Json:
    return cell if isinstance(cell, str) else [cell.mark.value, cell.text]


def _sheet(data: Json) -> ReadSheet:
    if not isinstance(data, dict) or not isinstance(data.get("rows"), list):
        raise KitError("sheets", "a sheet is an object with name and rows")
    rows, notes = data["rows"], data.get("notes", [])
    return ReadSheet(
        name=str(data.get("name", "")),
        rows=tuple(_row(row) for row in rows) if isinstance(rows, list) else (),
        notes=tuple(str(note) for note in notes) if isinstance(notes, list) else (),
    )


def _row(data: Json) -> SheetRow:
    if not isinstance(data, list) or len(data) != 2 or not isinstance(data[0], int) or not isinstance(data[1], list):
        raise KitError("rows", "a row is a list of its number and its cells")
    return SheetRow(data[0], tuple(_cell(cell) for cell in data[1]))


def _cell(data: Json) -> Cell:
    if isinstance(data, str):
        return data
    if isinstance(data, list) and len(data) == 2:
        return Marked(Mark(str(data[0])), str(data[1]))
    raise KitError("rows", f"a cell is a text, or a list of mark and text: {data!r} is neither")
