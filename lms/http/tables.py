"""One table, three ways to take it away: CSV for a spreadsheet, CSV for a program, a workbook."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from flask import Response, request

from lms.http.documents import sheets_file
from lms.http.moment import today_at
from lms.http.streams import send_as_made
from lms.http.viewer import viewer
from webinar_kits.tables import Column, Kind, Sheet, Value

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet would calculate a cell that begins with one of these; an apostrophe before it keeps it text.
BEGINS_A_FORMULA = frozenset("=+-@\t\r")
SUSPECT = BEGINS_A_FORMULA | {"'"}
ROWS_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Field:
    """A column: `key` is its name for a program and never changes, `title` for a person.

    `is_ours`: its texts are sentences of this program, in which nobody typed a word.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with typed values; its rows may be read once only. `notes` say what it is and stand above a workbook."""

    name: str
    fields: tuple[Field, ...]
    rows: Iterable[tuple[Value, ...]]
    notes: tuple[str, ...] = ()


def send_csv(table: Table, *, name: str, for_machines: bool) -> Response:
    """Return the table as CSV, streamed.

    For a spreadsheet: a byte order mark, titles, and no cell that would be calculated. For a program: keys, and every
    text as it is.
    """
    response = send_as_made(csv_lines(table, for_machines=for_machines), mimetype="text/csv")
    return _as_download(response, name)


def csv_lines(table: Table, *, for_machines: bool) -> Iterator[str]:
    """Return the lines of a table as `send_csv` sends them, some hundred at a time."""
    if for_machines:
        return _lines([field.key for field in table.fields], table.rows)
    return _lines([field.title for field in table.fields], _harmless(table), mark=BYTE_ORDER_MARK)


def sheet_of(table: Table) -> Sheet:
    """Return the table as a sheet of a workbook."""
    return Sheet(
        name=table.name,
        columns=tuple(Column(field.title, field.kind) for field in table.fields),
        rows=tuple(table.rows),
        notes=table.notes,
    )


def send_workbook(table: Table, *, name: str, author: str) -> Response:
    """Return the table as an XLSX file; the file is gone when it is sent."""
    path = sheets_file((sheet_of(table),), title=table.name, author=author, dated_on=today_at(viewer().zone))
    try:
        body = path.read_bytes()
    finally:
        path.unlink(missing_ok=True)
    return _as_download(Response(body, mimetype=WORKBOOK), name)


def file_name(slug: str, report: str, on: date, ending: str) -> str:
    """Return the name of a download: whose, what, of which day."""
    return f"{slug}-{report}-{on.isoformat()}.{ending}"


def is_for_machines() -> bool:
    """Return whether a program asks for the file."""
    return request.args.get("for") == "machines"


def _harmless(table: Table) -> Iterator[tuple[Value, ...]]:
    places = [place for place, field in enumerate(table.fields) if field.kind is Kind.TEXT and not field.is_ours]
    for row in table.rows:
        faults = [place for place in places if _is_calculated(row[place])]
        if faults:
            cells = list(row)
            for place in faults:
                cells[place] = f"'{cells[place]}"
            yield tuple(cells)
        else:
            yield row


def _is_calculated(value: Value) -> bool:
    # One with apostrophes already gets another, so that who reads it back can take one away.
    return isinstance(value, str) and value[:1] in SUSPECT and value.lstrip("'")[:1] in BEGINS_A_FORMULA


def _lines(header: list[str], rows: Iterable[tuple[Value, ...]], *, mark: str = "") -> Iterator[str]:
    """Yield the lines some hundred at a time; a date is written year-month-day, nothing as nothing."""
    kept = io.StringIO(newline="")
    kept.write(mark)
    writer = csv.writer(kept)
    writer.writerow(header)
    left = iter(rows)
    while part := list(islice(left, ROWS_AT_ONCE)):
        writer.writerows(part)
        yield kept.getvalue()
        kept.seek(0)
        kept.truncate()
    yield kept.getvalue()


def _as_download(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
