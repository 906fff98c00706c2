"""Lines of figures and their filters, as the coverage of an institution and of a network both show them."""

from collections.abc import Callable

from courses.model import Module, Tier
from lms.http.i18n import gettext as _
from lms.institutions.service import KnownBranch
from lms.reports.cells import Status
from lms.reports.coverage import Row
from lms.web.contexts.coverage import Choices, FigureCell, FigureRow
from lms.web.contexts.shell import ModuleMark, Share
from lms.web.status_words import status_words
from lms.web.words import tier_words


def mark_here(module: Module) -> ModuleMark:
    """Return how a module is recognised, without a link: who counts may not be a learner."""
    return ModuleMark(id=module.id, principle=module.principle, title=module.title, language=module.language)


def withheld_row(label: str) -> FigureRow:
    """Return a line whose figures are not shown."""
    return FigureRow(label=label, href="", members=0, cells=(), complete=Share(0, 0), is_withheld=True)


def figure_row(label: str, row: Row, *, href: str = "", to_people: Callable[[str], str] | None = None) -> FigureRow:
    """Return a line of figures; `to_people` makes the address of the people behind a module's cell."""
    return FigureRow(
        label=label,
        href=href,
        members=row.members,
        cells=tuple(
            FigureCell(
                share=Share(cell.done, cell.total),
                asked=cell.asked,
                href=to_people(cell.module_id) if to_people and cell.total else "",
            )
            for cell in row.cells
        ),
        complete=Share(row.complete, row.asked),
    )


def tier_choices() -> Choices:
    """Return the tiers as choices."""
    return tuple((tier.value, tier_words(tier)) for tier in Tier)


def module_choices(modules: tuple[Module, ...]) -> Choices:
    """Return the modules as choices."""
    return tuple((module.id, module.title) for module in modules)


def status_choices() -> Choices:
    """Return the states as choices."""
    return tuple((status.value, status_words(status)) for status in Status)


def branch_choices(branches: tuple[KnownBranch, ...]) -> Choices:
    """Return the branches as choices."""
    return tuple((str(branch.id), branch.name) for branch in branches)


def as_of_exports(href: Callable[..., str], endpoint: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to take a table away: words and address."""
    return (
        (_("XLSX"), href(f"{endpoint}_xlsx")),
        (_("CSV"), href(f"{endpoint}_csv")),
        (_("CSV for programs"), href(f"{endpoint}_csv", **{"for": "machines"})),
    )
