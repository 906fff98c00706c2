"""Tables with typed columns, before they become a spreadsheet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds. A percent is a share: 0.8 shows as 80 %."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"


Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` in letters, where what is written into it later needs more than what is there."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on a sheet of its own. `notes` stand above it, `totals` below; None leaves a cell empty.

    `has_tall_rows` makes each row as high as its words need: for a sheet that is read and printed, not for thousands.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    totals: tuple[Value, ...] = ()
    is_landscape: bool = True
    has_tall_rows: bool = False
