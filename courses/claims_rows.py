"""The tables of a case as a draft may restate them: what stands in a row under a heading, and sums of regions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from courses.cases import Case, Column, ColumnKind, Exhibit, ExhibitKind, Row
from courses.claims_items import key_of, name_keys
from courses.claims_quantities import Money
from courses.claims_words import words

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NUMBERS = (ColumnKind.COUNT, ColumnKind.MONEY, ColumnKind.YEAR)
_SAME = (
    words("client borrower customer member people"),
    words("entry complaint"),
    words("women woman female"),
    words("officer"),
    words("opened open founded opening"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of a table: whose it is, the words for what it counts, and how it is cited.

    `year` is that of the column, 0 where it has none; `whole` is the sum of the column, `rows` how many rows of it a
    region has, 1 for a row. `facts` are those that give the same number.
    """

    name: tuple[str, ...]
    counted: frozenset[str]
    kind: ColumnKind
    amount: Fraction
    year: int
    whole: Fraction
    rows: int
    facts: tuple[int, ...]
    label: str


def read_rows(case: Case, money: Money) -> Mapping[str, tuple[Entry, ...]]:
    """Return the numbers of a case's tables by the first word of their row's name."""
    filed: dict[str, list[Entry]] = {}
    for exhibit in case.exhibits:
        if exhibit.kind is ExhibitKind.TABLE and not exhibit.is_raw:
            for entry in _entries(case, exhibit, money):
                filed.setdefault(entry.name[0], []).append(entry)
    return {key: tuple(sorted(ones, key=lambda one: -len(one.name))) for key, ones in filed.items()}


def _entries(case: Case, exhibit: Exhibit, money: Money) -> Iterator[Entry]:
    names = next((at for at, one in enumerate(exhibit.columns) if one.kind in (ColumnKind.TEXT, ColumnKind.CHOICE)), 0)
    if exhibit.columns[0].id == "level":
        names = 1
    regions = next((at for at, one in enumerate(exhibit.columns) if one.id == "region"), None)
    for at, column in enumerate(exhibit.columns):
        counted = _counted(column)
        if column.kind not in _NUMBERS or not counted:
            continue
        cells = [(row, Fraction(row.cells[at])) for row in exhibit.rows if _is_number(row, at)]
        whole = sum((amount for _, amount in cells), Fraction(0))
        named = [(row.cells[names], amount, 1) for row, amount in cells]
        if regions is not None and column.kind is ColumnKind.COUNT:
            named += _sums((row.cells[regions], amount) for row, amount in cells)
        for name, amount, rows in named:
            keys = name_keys(name.rpartition(": ")[2], money)
            if keys and not any(not key.replace("-", "").isalpha() for key in keys if key not in (",",)):
                facts = _facts(case, name, amount)
                yield Entry(keys, counted, column.kind, amount, _year(column), whole, rows, facts, exhibit.label)


def _is_number(row: Row, at: int) -> bool:
    return at < len(row.cells) and row.cells[at].isdecimal()


def _sums(cells: Iterable[tuple[str, Fraction]]) -> list[tuple[str, Fraction, int]]:
    sums: dict[str, list[Fraction]] = {}
    for name, amount in cells:
        sums.setdefault(name, []).append(amount)
    return [(name, sum(ones, Fraction(0)), len(ones)) for name, ones in sums.items()]


def _counted(column: Column) -> frozenset[str]:
    """Return the words for what a column counts: "Register entries 2025" counts entries, and complaints."""
    if column.kind is ColumnKind.MONEY:
        return frozenset({"cost"})
    keys = {key_of(part.lower()) for part in column.label.split()}
    return frozenset(word for group in _SAME if group & keys for word in group)


def _year(column: Column) -> int:
    return next((int(part) for part in column.label.split() if part.isdecimal() and len(part) == 4), 0)


def _facts(case: Case, name: str, amount: Fraction) -> tuple[int, ...]:
    """Return the facts that name the row and have its number."""
    shown = f"{amount.numerator:,}"
    sought = name.lower()
    return tuple(
        fact.number
        for fact in case.facts
        if sought in fact.text.lower() and shown in _NUMBER.findall(fact.text)
    )  # fmt: skip
