"""The rows of an exhibit: read from CSV, typed, sorted, filtered, and laid out for a chart."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from courses.cases import Column, ColumnKind, Exhibit, Row

_NUMBERS = frozenset({ColumnKind.COUNT, ColumnKind.PERCENT, ColumnKind.MONEY})
_NUMBER = re.compile(r"\d+(\.\d+)?")


class UnknownColumn(Exception):
    """The exhibit has no column of that id; the text lists those it has."""


@dataclass(frozen=True, slots=True)
class Series:
    """A named run of numbers; None where a cell holds no number."""

    label: str
    values: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a chart of an exhibit draws."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]


def read_rows(text: str, *, columns: Sequence[Column], is_raw: bool) -> tuple[tuple[Row, ...], list[tuple[int, str]]]:
    """Return the rows of a CSV text and its faults, each with its line and the cure.

    The first line holds the ids of the columns. Cells of a typed column must hold its type unless the exhibit is raw;
    an empty cell is always allowed.
    """
    reader = csv.reader(io.StringIO(text, newline=""))
    ids = [column.id for column in columns]
    header = next(reader, [])
    if header != ids:
        return (), [(1, f"the first line must name the columns of case.toml: {','.join(ids)}")]
    rows: list[Row] = []
    faults: list[tuple[int, str]] = []
    for cells in reader:
        if len(cells) != len(ids):
            faults.append((reader.line_num, f"{len(cells)} cells under {len(ids)} columns; make them equal"))
            continue
        rows.append(Row(len(rows) + 1, tuple(cell.strip() for cell in cells)))
        if not is_raw:
            faults += [
                (reader.line_num, f"{column.id}: {cell!r} is no {column.kind.value}; mend the cell, or leave it empty")
                for column, cell in zip(columns, cells, strict=True)
                if cell and sort_key(cell, kind=column.kind) is None
            ]
    return tuple(rows), faults


def sort_key(cell: str, *, kind: ColumnKind) -> Fraction | date | str | None:
    """Return what a cell sorts by; None when it does not hold what its column promises, or is empty."""
    if kind in _NUMBERS:
        return Fraction(cell) if _NUMBER.fullmatch(cell) else None
    if kind is ColumnKind.YEAR:
        return Fraction(cell) if re.fullmatch(r"\d{4}", cell) else None
    if kind is ColumnKind.DATE:
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return None
    return cell.casefold() or None


def sorted_rows(exhibit: Exhibit, *, by: str, descending: bool = False) -> tuple[Row, ...]:
    """Return the rows in order of a column, rows of equal value as they were; what has no value stands last."""
    place = _place(exhibit, by)
    kind = exhibit.columns[place].kind
    keyed = [(sort_key(row.cells[place], kind=kind), row) for row in exhibit.rows]
    known = [(key, row) for key, row in keyed if key is not None]
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return (*(row for _, row in known), *(row for key, row in keyed if key is None))


def filtered_rows(exhibit: Exhibit, wanted: Mapping[str, str]) -> tuple[Row, ...]:
    """Return the rows whose cells equal all wanted values, by column id; an empty value asks for empty cells."""
    places = {_place(exhibit, column): value for column, value in wanted.items()}
    return tuple(row for row in exhibit.rows if all(row.cells[place] == value for place, value in places.items()))


def choices(exhibit: Exhibit, column: str) -> tuple[str, ...]:
    """Return the different cells of a column as they first occur, empty ones left out."""
    place = _place(exhibit, column)
    return tuple(dict.fromkeys(row.cells[place] for row in exhibit.rows if row.cells[place]))


def counts(exhibit: Exhibit, column: str) -> tuple[tuple[str, int], ...]:
    """Return how often each cell of a column occurs, the most frequent first; empty cells are counted under ""."""
    place = _place(exhibit, column)
    found: dict[str, int] = {}
    for row in exhibit.rows:
        found[row.cells[place]] = found.get(row.cells[place], 0) + 1
    return tuple(sorted(found.items(), key=lambda pair: -pair[1]))


def chart_data(exhibit: Exhibit) -> ChartData | None:
    """Return what the exhibit's chart draws, None when it has none."""
    plan = exhibit.chart
    if plan is None:
        return None
    category = _place(exhibit, plan.category)
    series = []
    for one in plan.series:
        place = _place(exhibit, one)
        keys = [sort_key(row.cells[place], kind=exhibit.columns[place].kind) for row in exhibit.rows]
        numbers = tuple(key if isinstance(key, Fraction) else None for key in keys)
        series.append(Series(exhibit.columns[place].label, numbers))
    return ChartData(tuple(row.cells[category] for row in exhibit.rows), tuple(series))


def _place(exhibit: Exhibit, column: str) -> int:
    for place, known in enumerate(exhibit.columns):
        if known.id == column:
            return place
    known_ids = ", ".join(one.id for one in exhibit.columns) or "none"
    raise UnknownColumn(f"exhibit {exhibit.label} has no column {column!r}; it has: {known_ids}")
