"""The roster as a table, an example of a list, and what a list got wrong, to take away."""

from collections.abc import Iterable

from lms.http.i18n import gettext as _
from lms.http.tables import Field as Head
from lms.http.tables import Table
from lms.institutions.roster_cells import DATES
from lms.institutions.roster_values import Fault
from lms.institutions.roster_words import ROSTER_FIELDS, Field
from lms.reports.roster_export import RosterRow
from lms.web.roster_words import fault_words, field_words
from lms.web.words import tier_words
from webinar_kits.tables import Kind, Value

COLUMNS = ROSTER_FIELDS
EXAMPLES: tuple[tuple[str, ...], ...] = (
    ("S0001", "Amina Diallo", "أمينة ديالو", "amina@example.org", "Head office", "Board", "2025-01-15", "", "", "en"),
    ("S0002", "Ivan Petrov", "Иван Петров", "", "Riverside", "Branch manager", "2026-03-01", "2019-06-03", "", "ru"),
    ("S0003", "João Silva", "", "", "Riverside", "Loan officer", "2024-09-01", "2024-09-01", "2026-10-31", "pt"),
)


def roster_table(rows: Iterable[RosterRow]) -> Table:
    """Return the roster in the columns that an import reads."""
    return Table(name=_("Roster"), fields=_heads(), rows=(_row(row) for row in rows))


def sample_table() -> Table:
    """Return an example of a list, of invented people."""
    return Table(
        name=_("Roster"),
        fields=tuple(Head(field.value, field_words(field.value)) for field in COLUMNS),
        rows=EXAMPLES,
    )


def faults_table(faults: Iterable[Fault]) -> Table:
    """Return what cannot be taken of a list, with the cure of each."""
    fields = (
        Head("row", _("Row"), Kind.INTEGER),
        Head("cell", _("Cell")),
        Head("column", _("Column")),
        Head("kind", _("What is wrong")),
        Head("value", _("What it says")),
        Head("cure", _("What to do")),
    )
    rows = ((one.row, one.cell, one.title, fault_words(one.kind), one.value, one.sentence) for one in faults)
    return Table(name=_("Rows that cannot be taken"), fields=fields, rows=rows)


def _heads() -> tuple[Head, ...]:
    return tuple(
        Head(field.value, field_words(field.value), Kind.DATE if field in DATES else Kind.TEXT) for field in COLUMNS
    )


def _row(row: RosterRow) -> tuple[Value, ...]:
    values: dict[Field, Value] = {field: getattr(row, field.value) for field in COLUMNS}
    values[Field.TIER] = tier_words(row.tier)
    return tuple(values[field] for field in COLUMNS)
