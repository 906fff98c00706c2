"""Spreadsheets with typed cells. The one place that knows xlsxwriter.

People's text is always written as text: a name that begins with "=" stays a name.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from courses.model import Module
from webinar_kits import theme
from webinar_kits.archive import repack
from webinar_kits.core_properties import APP, APP_XML, CORE, core_xml, edition_day
from webinar_kits.filling import institution_name
from webinar_kits.model import KitRequest
from webinar_kits.outline import Outline, Row
from webinar_kits.tables import Column, Kind, Sheet, Value
from webinar_kits.times import hours
from webinar_kits.wording import MODES, TIERS, language_tag

_NAME_LENGTH = 31
_WIDEST = 60
_TITLE = 18
_LINE_POINTS, _TITLE_POINTS = 13.5, 22
# Letters are narrower than the figures by which a spreadsheet measures its columns.
_LETTERS = 1.1


_FORMATS = {
    Kind.TEXT: "@",
    Kind.INTEGER: "#,##0" + theme.NUMBER_SPACE,
    Kind.DECIMAL: "0.00" + theme.NUMBER_SPACE,
    Kind.PERCENT: "0 %" + theme.NUMBER_SPACE,
    Kind.DATE: "yyyy-mm-dd",
}


def write_sheets(
    sheets: Sequence[Sheet],
    *,
    title: str,
    author: str,
    dated_on: date | None,
    language: str = "en",
    colour: str = theme.INK,
) -> bytes:
    """Return a workbook that says it is of that day; the same tables of a day give the same bytes.

    Raises TypeError naming sheet and column when a value is not of the column's kind, ValueError when a row is not as
    long as the columns.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = _styles(book, colour)
    for sheet in sheets:
        _write(book.add_worksheet(_sheet_name(sheet.name)), sheet, styles)
    book.close()
    core = core_xml(title=title, author=author, language=language_tag(language), dated_on=dated_on)
    return repack(buffer.getvalue(), lambda name, part: core if name == CORE else APP_XML if name == APP else part)


def run_of_show(request: KitRequest, module: Module, *, outline: Outline) -> bytes:
    """Return the running order as a workbook; its last row sums the minutes."""
    begins = "Begin" if request.starts_at else "Begin (h:mm)"
    columns = (
        Column(begins), Column("End"), Column("Minutes", Kind.INTEGER), Column("Slide"), Column("What"),
        Column("Block"), Column("Lead"), Column("Materials"), Column("Cue"), Column("Done at"),
    )  # fmt: skip
    sheet = Sheet(
        name="Run of show",
        columns=columns,
        rows=tuple(_show_row(row) for row in outline.rows),
        notes=(
            f"{module.title} · {institution_name(request.brand)}",
            f"{MODES[request.mode]} · {TIERS[request.tier]} · {hours(request.minutes)}"
            + (f" · {outline.when}" if outline.when else ""),
            outline.clock_note,
        ),
        totals=("Total", None, sum(row.minutes for row in outline.rows), *(None,) * 7),
        has_tall_rows=True,
    )
    author = request.brand.institution or "CPP Training"
    return write_sheets(
        (sheet,),
        title=f"Run of show: {module.title}",
        author=author,
        dated_on=edition_day(module),
        language=request.language,
        colour=theme.look(module.id).colour,
    )


def _show_row(row: Row) -> tuple[Value, ...]:
    slide = str(row.slide_number) if row.slide_number else "–"
    materials = "; ".join(row.materials)
    return row.begins, row.ends, row.minutes, slide, row.title, row.beat, row.lead, materials, row.cue, None


@dataclass(frozen=True, slots=True)
class _Styles:
    title: Format
    note: Format
    head: Format
    cells: dict[Kind, Format]
    totals: dict[Kind, Format]


def _styles(book: Workbook, colour: str) -> _Styles:
    plain = {"font_name": theme.SANS, "font_size": 10, "valign": "top"}
    edge = {**plain, "bottom": 1, "bottom_color": "#" + theme.LINE}
    total = {**plain, "bold": True, "top": 2, "top_color": "#" + colour}
    return _Styles(
        title=book.add_format({**plain, "font_name": theme.SERIF, "font_size": 15}),
        note=book.add_format({**plain, "font_color": "#" + theme.INK_SOFT}),
        head=book.add_format({**plain, "bold": True, "text_wrap": True, "bottom": 2, "bottom_color": "#" + colour}),
        cells={
            kind: book.add_format({**edge, **_side(kind), "num_format": pattern, "text_wrap": kind is Kind.TEXT})
            for kind, pattern in _FORMATS.items()
        },
        totals={
            kind: book.add_format({**total, **_side(kind), "num_format": pattern}) for kind, pattern in _FORMATS.items()
        },
    )


def _side(kind: Kind) -> dict[str, str]:
    return {} if kind in (Kind.TEXT, Kind.DATE) else {"align": "right"}


def _write(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    for place, note in enumerate(sheet.notes):
        page.write_string(place, 0, note, styles.title if place == 0 else styles.note)
    if sheet.notes:
        page.set_row(0, _TITLE_POINTS)
    head = len(sheet.notes) + (1 if sheet.notes else 0)
    lines = 1
    for place, column in enumerate(sheet.columns):
        width = _width(sheet, place)
        lines = max(lines, len(wrap(column.title, int(width))))
        page.write_string(head, place, column.title, styles.head)
        page.set_column(place, place, width)
    page.set_row(head, lines * _LINE_POINTS + 2)
    for number, row in enumerate(sheet.rows, start=head + 1):
        if sheet.has_tall_rows:
            page.set_row(number, _height(row, sheet))
        _write_row(page, number, row, sheet, styles.cells)
    if sheet.totals:
        _write_row(page, head + 1 + len(sheet.rows), sheet.totals, sheet, styles.totals)
    page.freeze_panes(head + 1, 1)
    page.repeat_rows(head)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    if sheet.is_landscape:
        page.set_landscape()
    page.set_footer("&L&A&R&P / &N")


def _write_row(page: Worksheet, number: int, row: Sequence[Value], sheet: Sheet, styles: dict[Kind, Format]) -> None:
    if len(row) != len(sheet.columns):
        raise ValueError(f"sheet {sheet.name!r}: a row has {len(row)} values for {len(sheet.columns)} columns")
    for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
        style = styles[column.kind]
        if value is None:
            page.write_blank(number, place, None, style)
        elif isinstance(value, str):
            page.write_string(number, place, value, styles[Kind.TEXT])
        elif column.kind is Kind.DATE and isinstance(value, date):
            page.write_datetime(number, place, value, style)
        elif column.kind in (Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT) and isinstance(value, int | float):
            page.write_number(number, place, value, style)
        else:
            raise TypeError(
                f"sheet {sheet.name!r}, column {column.title!r}: {value!r} is not of kind {column.kind.value}"
            )


def _width(sheet: Sheet, place: int) -> float:
    # Long titles go on in the next line: a column is as wide as what stands in it, or nearly.
    column = sheet.columns[place]
    if column.width:
        return column.width
    title = max(min(len(column.title), _TITLE), *map(len, column.title.split()), 0) + 2
    longest = max([len(str(row[place] or "")) for row in sheet.rows if len(row) > place], default=0)
    if column.kind is Kind.TEXT:
        return min(_WIDEST, max(8, title, min(longest, 34) + 1))
    return max(9, title)


def _height(row: Sequence[Value], sheet: Sheet) -> float:
    """Return the height in points that the longest of its texts needs; a spreadsheet does not find it by itself."""
    lines = [
        len(wrap(value, max(4, int(_width(sheet, place) * _LETTERS) - 1)))
        for place, value in enumerate(row)
        if isinstance(value, str)
    ]
    return max([1, *lines]) * _LINE_POINTS + 4


def _sheet_name(name: str) -> str:
    """Return the name without what a spreadsheet refuses in it."""
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in name).strip("' ")[:_NAME_LENGTH] or "Sheet"
