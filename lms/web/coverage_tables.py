"""The figures of the coverage pages as tables for CSV and XLSX: cell for cell what the screen shows."""

from collections.abc import Iterable, Iterator
from datetime import date

from courses.model import Module
from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.http.tables import Field, Table
from lms.reports.cells import ModuleCell
from lms.reports.coverage import BranchCoverage, Coverage, Row
from lms.reports.network_coverage import InstitutionRow, NetworkCoverage
from lms.reports.standings import PersonRow
from lms.reports.trend import Trend
from lms.web.status_words import Reasons, last_day, name_words, named_words
from lms.web.words import tier_words
from webinar_kits.tables import Kind, Value


def coverage_table(institution: str, modules: tuple[Module, ...], coverage: Coverage, *, branch: str = "") -> Table:
    """Return the table of an institution's tiers; its last row is everybody."""
    rows = [(tier_words(one.tier), *_figures(one.figures)) for one in coverage.tiers]
    rows.append((_("Everybody"), *_figures(coverage.everybody)))
    return Table(
        name=_("Coverage"),
        fields=(Field("tier", _("Tier")), *_figure_fields(modules)),
        rows=rows,
        notes=(_notes(institution, coverage.query.on, branch)),
    )


def branch_table(institution: str, modules: tuple[Module, ...], coverage: BranchCoverage) -> Table:
    """Return the table of an institution's branches; its last row is everybody."""
    rows = [(one.name, *_figures(one.figures)) for one in coverage.branches]
    rows.append((_("Everybody"), *_figures(coverage.everybody)))
    return Table(
        name=_("Branches"),
        fields=(Field("branch", _("Branch")), *_figure_fields(modules)),
        rows=rows,
        notes=_notes(institution, coverage.query.on, tier_words(coverage.tier)),
    )


def trend_table(institution: str, modules: tuple[Module, ...], trend: Trend, *, narrowed: str) -> Table:
    """Return the table of coverage over time: for each day each tier, and everybody under them."""
    rows = [
        (point.on, label, *_figures(row))
        for point in trend.points
        for label, row in (
            *((tier_words(tier), row) for tier, row in point.tiers.items()),
            (_("Everybody"), point.everybody),
        )
    ]
    days = trend.query.days
    when = _("From %(first)s to %(last)s", first=format_date(days[0]), last=format_date(days[-1]))
    return Table(
        name=_("Coverage over time"),
        fields=(Field("on", _("As of"), Kind.DATE), Field("tier", _("Tier")), *_figure_fields(modules)),
        rows=rows,
        notes=(f"{institution} · {when}", *((narrowed,) if narrowed else ())),
    )


def network_table(network: str, modules: tuple[Module, ...], coverage: NetworkCoverage, *, tier: str = "") -> Table:
    """Return the table of a network's institutions; its last row is all of them."""
    nothing = (None,) * (3 + 2 * len(modules))
    rows: list[tuple[Value, ...]] = [
        (institution_words(one), *(("", *_figures(one.figures)) if one.figures else (under_five(), *nothing)))
        for one in coverage.institutions
    ]
    rows.append((_("All institutions"), "", *_figures(coverage.everybody)))
    return Table(
        name=_("Coverage"),
        fields=(
            Field("institution", _("Institution")),
            Field("withheld", _("Withheld")),
            *_figure_fields(modules),
        ),
        rows=rows,
        notes=_notes(network, coverage.query.on, tier),
    )


def institution_words(row: InstitutionRow) -> str:
    """Return the name of an institution, or what stands for it."""
    return row.name if row.name else _("Institution %(letter)s", letter=row.letter)


def under_five() -> str:
    """Return why figures are withheld, in two words."""
    return _("under 5")


def people_table(
    institution: str, modules: tuple[Module, ...], people: Iterable[PersonRow], *, on: date, text: str = ""
) -> Table:
    """Return the table of people, those named like `text` where it is given; its rows are made as they are read."""
    fields = [
        Field("name", _("Name")),
        Field("staff_code", _("Staff code")),
        Field("branch", _("Branch")),
        Field("tier", _("Tier"), is_ours=True),
    ]
    for module in modules:
        fields += [
            Field(f"{module.id}.state", module.title, is_ours=True),
            Field(f"{module.id}.completed_on", _("%(title)s: completed on", title=module.title), Kind.DATE),
            Field(f"{module.id}.valid_until", _("%(title)s: valid until", title=module.title), Kind.DATE),
            Field(f"{module.id}.why", _("%(title)s: why not", title=module.title), is_ours=True),
        ]
    notes = _notes(institution, on, named_words(text))
    return Table(name=_("People"), fields=tuple(fields), rows=_people(people), notes=notes)


def _people(people: Iterable[PersonRow]) -> Iterator[tuple[Value, ...]]:
    reasons, tiers = Reasons(), dict[str, str]()
    # Cells that are alike are one object (see `CellMaker`), so its identity finds them faster than its value.
    known: dict[int, tuple[ModuleCell, tuple[Value, ...]]] = {}
    for person in people:
        if person.tier not in tiers:
            tiers[person.tier] = tier_words(person.tier)
        row: list[Value] = [name_words(person), person.staff_code, person.branch, tiers[person.tier]]
        for cell in person.cells:
            place = id(cell)
            if place not in known:
                known[place] = (cell, _cell(cell, reasons))
            row += known[place][1]
        yield tuple(row)


def _cell(cell: ModuleCell, reasons: Reasons) -> tuple[Value, ...]:
    return reasons.state(cell), cell.completed_on, last_day(cell.valid_until), reasons.why(cell)


def _figure_fields(modules: tuple[Module, ...]) -> tuple[Field, ...]:
    fields = [
        Field("members", _("Members"), Kind.INTEGER),
        Field("complete", _("All that is asked"), Kind.INTEGER),
        Field("asked", _("Members of whom something is asked"), Kind.INTEGER),
    ]
    for module in modules:
        fields += [
            Field(f"{module.id}.done", module.title, Kind.INTEGER),
            Field(f"{module.id}.asked", _("%(title)s: asked of", title=module.title), Kind.INTEGER),
        ]
    return tuple(fields)


def _figures(row: Row) -> tuple[Value, ...]:
    cells = [value for cell in row.cells for value in (cell.done, cell.asked)]
    return (row.members, row.complete, row.asked, *cells)


def _notes(place: str, on: date, narrowed: str) -> tuple[str, ...]:
    when = _("As of %(day)s", day=format_date(on))
    return (f"{place} · {when}", *((narrowed,) if narrowed else ()))
