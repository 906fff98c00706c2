"""The page of an exhibit, put together: a note, a table to sort and narrow, an org chart, a map of channels."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from courses.case_tables import UnknownColumn, choices, counts, filtered_rows, sort_key, sorted_rows
from courses.cases import Case, ColumnKind, Exhibit, ExhibitKind, Row
from lms.errors import NotFound
from lms.http.i18n import format_decimal
from lms.http.i18n import gettext as _
from lms.http.tables import Field, Table
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.blocks_html import Targets, render
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_case import (
    BarChart,
    ChannelLine,
    ColumnFilter,
    ColumnHead,
    ExhibitPage,
    ExhibitTable,
    TableRow,
)
from lms.web.exhibit_drawings import chart_of, counts_chart, org_chart
from lms.web.workshop_case_pages import exhibit_words, fact_line
from lms.web.workshop_frame import workshop_href, workshop_shell

FIELD = "c-"
LONG_CELL = 22
EMPTY_CELL = "(empty)"
NUMBERS = frozenset({ColumnKind.COUNT, ColumnKind.PERCENT, ColumnKind.MONEY})
CHANNEL_COLUMNS = frozenset({"channel", "reaches", "keeper"})


def find_exhibit(case: Case, exhibit_id: str) -> Exhibit:
    """Return the exhibit of that id, or of that label: E3."""
    found = next((one for one in case.exhibits if exhibit_id in (one.id, one.label)), None)
    if found is None:
        raise NotFound(_("This case has no such exhibit; it has E1 to E%(last)s.", last=len(case.exhibits)))
    return found


def exhibit_page(seat: WorkshopSeat, case: Case, exhibit: Exhibit, asked: Mapping[str, str]) -> ExhibitPage:
    """Return the page; `asked` are the fields of its address."""
    place = case.exhibits.index(exhibit)
    others = case.exhibits
    return ExhibitPage(
        shell=workshop_shell(seat, f"{exhibit.label} · {exhibit.title}"),
        label=exhibit.label,
        title=exhibit.title,
        origin=exhibit.origin,
        what=exhibit_words(exhibit.kind),
        is_raw=exhibit.is_raw,
        text=render(exhibit.blocks, Targets()) if exhibit.blocks else Markup(""),
        table=_table(seat, exhibit, asked) if exhibit.columns else None,
        org=org_chart(exhibit) if exhibit.kind is ExhibitKind.ORG_CHART else None,
        channels=_channels(exhibit) if exhibit.kind is ExhibitKind.MAP else (),
        facts=tuple(fact_line(seat, case, fact) for fact in case.facts if exhibit.id in fact.exhibits),
        before=_beside(seat, others[place - 1]) if place else None,
        after=_beside(seat, others[place + 1]) if place + 1 < len(others) else None,
        back=Action(_("The case"), workshop_href(seat, "workshop_cases.show")),
    )


def rows_asked(exhibit: Exhibit, asked: Mapping[str, str]) -> tuple[Row, ...]:
    """Return the rows of an exhibit as an address asks for them: narrowed, found by words, sorted.

    A column that is not there is left alone: an address may be old.
    """
    known = {column.id for column in exhibit.columns}
    wanted = {
        key.removeprefix(FIELD): "" if value == EMPTY_CELL else value
        for key, value in asked.items()
        if key.startswith(FIELD) and value and key.removeprefix(FIELD) in known
    }
    found = filtered_rows(exhibit, wanted)
    words = asked.get("find", "").casefold().split()
    found = tuple(row for row in found if all(word in " ".join(row.cells).casefold() for word in words))
    try:
        by = asked.get("by", "")
        narrowed = replace(exhibit, rows=found)
        return sorted_rows(narrowed, by=by, descending=asked.get("down") == "1") if by else found
    except UnknownColumn:
        return found


def exhibit_table(exhibit: Exhibit, rows: tuple[Row, ...]) -> Table:
    """Return rows of an exhibit to take away, as they were found."""
    fields = tuple(Field(column.id, column.label) for column in exhibit.columns)
    return Table(name=f"{exhibit.label} {exhibit.title}", fields=fields, rows=[row.cells for row in rows])


def _table(seat: WorkshopSeat, exhibit: Exhibit, asked: Mapping[str, str]) -> ExhibitTable:
    rows = rows_asked(exhibit, asked)
    narrowed = replace(exhibit, rows=rows)
    kept = {
        key: value for key, value in asked.items() if value and (key in ("find", "by", "down") or key.startswith(FIELD))
    }
    sorting = {key: value for key, value in kept.items() if key in ("by", "down")}
    return ExhibitTable(
        columns=tuple(_head(seat, exhibit, place, kept) for place in range(len(exhibit.columns))),
        rows=tuple(TableRow(row.number, _cells(exhibit, row)) for row in rows),
        total=len(exhibit.rows),
        filters=_filters(exhibit, asked),
        find=asked.get("find", ""),
        kept=tuple(sorting.items()),
        is_narrowed=len(kept) > len(sorting),
        clear_href=_href(seat, exhibit, sorting),
        csv_href=_href(seat, exhibit, kept, endpoint="workshop_cases.exhibit_csv"),
        charts=_charts(seat, narrowed, kept),
    )


def _head(seat: WorkshopSeat, exhibit: Exhibit, place: int, kept: Mapping[str, str]) -> ColumnHead:
    column = exhibit.columns[place]
    is_here, is_down = kept.get("by") == column.id, kept.get("down") == "1"
    order = ("descending" if is_down else "ascending") if is_here else "none"
    others = {key: value for key, value in kept.items() if key not in ("by", "down")}
    sorting = {"by": column.id, **({"down": "1"} if is_here and not is_down else {})}
    is_number = column.kind in NUMBERS and not exhibit.is_raw
    is_long = any(len(row.cells[place]) > LONG_CELL for row in exhibit.rows)
    return ColumnHead(column.label, _href(seat, exhibit, {**others, **sorting}), order, is_number, is_long)


def _cells(exhibit: Exhibit, row: Row) -> tuple[str, ...]:
    """Return the cells as people read them: a number in groups of three, what was found as it was found."""
    if exhibit.is_raw:
        return row.cells
    return tuple(
        write_number(key) if column.kind in NUMBERS and isinstance(key, Fraction) else cell
        for column, cell in zip(exhibit.columns, row.cells, strict=True)
        for key in (sort_key(cell, kind=column.kind),)
    )


def write_number(value: Fraction) -> str:
    """Return an exact number as the language of the page writes it."""
    return format_decimal(Decimal(value.numerator) / Decimal(value.denominator), "#,##0.###")


def _filters(exhibit: Exhibit, asked: Mapping[str, str]) -> tuple[ColumnFilter, ...]:
    found = []
    for place, column in enumerate(exhibit.columns):
        cells = choices(exhibit, column.id)
        if column.kind is not ColumnKind.CHOICE or len(cells) < 2:
            continue
        options = tuple((cell, cell) for cell in cells)
        if any(not row.cells[place] for row in exhibit.rows):
            options = (*options, (EMPTY_CELL, _("(empty)")))
        found.append(ColumnFilter(FIELD + column.id, column.label, options, asked.get(FIELD + column.id, "")))
    return tuple(found)


def _charts(seat: WorkshopSeat, exhibit: Exhibit, kept: Mapping[str, str]) -> tuple[BarChart, ...]:
    """Return the chart the exhibit plans, or, of raw papers, how often each choice occurs among the rows shown."""
    planned = chart_of(exhibit, write=write_number)
    if planned is not None:
        return (planned,)
    if exhibit.kind not in (ExhibitKind.REGISTER, ExhibitKind.COMPLAINTS):
        return ()
    charts = []
    for column in exhibit.columns:
        if column.kind is ColumnKind.CHOICE:
            counted = counts(exhibit, column.id)
            hrefs = {
                cell: _href(seat, exhibit, {**kept, FIELD + column.id: cell or EMPTY_CELL}) for cell, _count in counted
            }
            charts.append(counts_chart(column.label, counted, empty=_("(empty)"), hrefs=hrefs))
    return tuple(charts)


def _channels(exhibit: Exhibit) -> tuple[ChannelLine, ...]:
    places = {column.id: place for place, column in enumerate(exhibit.columns)}
    if not places.keys() >= CHANNEL_COLUMNS:
        return ()
    return tuple(
        ChannelLine(
            name=row.cells[places["channel"]],
            reaches=row.cells[places["reaches"]],
            keeper=row.cells[places["keeper"]],
            facts=tuple(
                (column.label, cell)
                for column, cell in zip(exhibit.columns, row.cells, strict=True)
                if column.id not in CHANNEL_COLUMNS and cell
            ),
        )
        for row in exhibit.rows
    )


def _beside(seat: WorkshopSeat, exhibit: Exhibit) -> Action:
    return Action(f"{exhibit.label} · {exhibit.title}", _href(seat, exhibit, {}))


def _href(
    seat: WorkshopSeat, exhibit: Exhibit, kept: Mapping[str, str], *, endpoint: str = "workshop_cases.exhibit"
) -> str:
    return workshop_href(seat, endpoint, exhibit=exhibit.id, **kept)
