"""The numbers of a table by row, as comparing and adding up need them."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from courses.cases import Column, ColumnKind, Exhibit, Row
from courses.claims_items import key_of
from courses.claims_words import words

CLIENTS = words("client borrower customer member people")
ENTRIES = words("entry complaint")
WOMEN = words("women woman female")
OFFICERS = words("officer")
_NOT_COMPARED = frozenset({"other", "total", "something else"})

Reading = Mapping[str, Fraction]


def mean_of(amounts: Iterable[Fraction]) -> Fraction:
    """Return the mean of some amounts."""
    held = tuple(amounts)
    return sum(held, Fraction(0)) / len(held)


def grouped_by(
    exhibit: Exhibit, at: int, place: int, by: Callable[[Iterable[Fraction]], Fraction | int]
) -> dict[str, Fraction]:
    """Return what a column has for each value of another, by a way to put amounts together."""
    names = dict.fromkeys(row.cells[at] for row in exhibit.rows)
    return {
        name: Fraction(by([Fraction(row.cells[place]) for row in exhibit.rows if row.cells[at] == name]))
        for name in names
    }


def rows_of(exhibit: Exhibit, at: int) -> tuple[str, ...]:
    """Return the names of the rows that can be compared: no sums, no "other"."""
    return tuple(row.cells[at] for row in exhibit.rows if row.cells[at].lower() not in _NOT_COMPARED)


def columns_of(exhibit: Exhibit, kind: ColumnKind) -> list[tuple[int, Column]]:
    """Return the columns of a kind with their places."""
    return [(at, column) for at, column in enumerate(exhibit.columns) if column.kind is kind]


def word_of(column: Column) -> str:
    """Return the usual word for what a column counts, nothing for none: entry for "Register entries 2025"."""
    keys = {key_of(part.lower()) for part in column.label.split()}
    groups = (("client", CLIENTS), ("entry", ENTRIES), ("women", WOMEN), ("officer", OFFICERS))
    return next((word for word, group in groups if group & keys), "")


def amounts_of(exhibit: Exhibit, at: int, names: int = 0) -> Reading:
    """Return the amounts of a column by the name of the row."""
    return {row.cells[names]: _number(row, at) for row in exhibit.rows}


def _number(row: Row, at: int) -> Fraction:
    return Fraction(row.cells[at]) if at < len(row.cells) and row.cells[at].isdecimal() else Fraction(0)


def sums_of(reading: Reading, regions: Mapping[str, str]) -> Reading:
    """Return amounts added up by region."""
    sums: dict[str, Fraction] = {}
    for row, amount in reading.items():
        sums[regions[row]] = sums.get(regions[row], Fraction(0)) + amount
    return sums
