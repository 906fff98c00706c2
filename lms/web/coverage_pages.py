"""The coverage pages of an institution, put together from what was asked for and what was counted."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from flask import url_for

from lms.evidence.rules import add_months
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import KnownBranch
from lms.reports.cells import ModuleCell, Status
from lms.reports.coverage import BranchCoverage, Coverage
from lms.reports.standings import PeoplePage as PeopleFound
from lms.reports.standings import PersonRow
from lms.web.contexts.coverage import FiguresPage, Filters, PeoplePage, PersonCell, PersonLine
from lms.web.contexts.shell import Action, FormState, NavItem
from lms.web.figures import (
    as_of_exports,
    branch_choices,
    figure_row,
    mark_here,
    module_choices,
    status_choices,
    tier_choices,
)
from lms.web.forms.coverage import MONTHS_AHEAD, Asked
from lms.web.frame import make_shell
from lms.web.paging import make_pages
from lms.web.status_words import Reasons, last_day, name_words, named_words
from lms.web.words import tier_words

ROWS = 50
LOOKS = {
    Status.COMPLETE: "done",
    Status.RENEW: "renew",
    Status.EXPIRED: "late",
    Status.LATE: "late",
    Status.DUE: "open",
    Status.NOT_ASKED: "",
}


class Addresses:
    """Makes addresses of the coverage pages of an institution that keep what was asked for."""

    def __init__(self, place: InstitutionPlace, asked: Asked, *, today: date) -> None:
        self._place, self._has_come = place, asked.on < today
        self._asked: dict[str, str | None] = {
            "on": asked.on.isoformat() if asked.on != today else None,
            "branch": str(asked.branch_id) if asked.branch_id is not None else None,
            "tier": asked.tier or None,
            "module": asked.module_id or None,
            "status": asked.status.value if asked.status else None,
            "q": asked.text or None,
        }

    def to(self, view: str, **changed: str | None) -> str:
        """Return the address of a view, with what is changed."""
        values = {key: value for key, value in (self._asked | changed).items() if value}
        return url_for(f"coverage.{view}", institution=self._place.slug, **values)  # type: ignore[arg-type]

    def over_time(self) -> str:
        """Return the address of coverage over time up to the day asked for."""
        kept = {
            "until": self._asked["on"] if self._has_come else None,
            "branch": self._asked["branch"],
            "tier": self._asked["tier"],
        }
        values = {key: value for key, value in kept.items() if value}
        return url_for("trends.show", institution=self._place.slug, **values)  # type: ignore[arg-type]

    def to_people(self, tier: str, module_id: str) -> str:
        """Return the address of the people of a tier, shown with one module."""
        return self.to("people", tier=tier, module=module_id)


def table_page(
    place: InstitutionPlace,
    coverage: Coverage,
    *,
    asked: Asked,
    branches: tuple[KnownBranch, ...],
    today: date,
    form: FormState,
) -> FiguresPage:
    """Return the page of an institution's tiers."""
    addresses = Addresses(place, asked, today=today)
    rows = tuple(
        figure_row(
            tier_words(one.tier),
            one.figures,
            href=addresses.to("people", tier=one.tier),
            to_people=partial(addresses.to_people, one.tier),
        )
        for one in coverage.tiers
    )
    return FiguresPage(
        shell=make_shell(_("Coverage")),
        place=place.name,
        on=asked.on,
        narrowed=branch_name(branches, asked),
        first_column=_("Tier"),
        modules=tuple(mark_here(module) for module in catalogue().modules),
        rows=rows,
        everybody=figure_row(_("Everybody"), coverage.everybody, href=addresses.to("people")),
        filters=Filters(
            state=form,
            today=today,
            last=add_months(today, MONTHS_AHEAD),
            branches=branch_choices(branches),
            clear_href=_clear(place, "table", form.values),
        ),
        has_come=asked.on <= today,
        exports=tuple(Action(*one) for one in as_of_exports(addresses.to, "table")),
        tabs=coverage_tabs(addresses, current="table"),
        advice=_advice(place, coverage),
        setting=Action(_("What the network sees"), url_for("networks.setting", institution=place.slug)),
    )


def branches_page(
    place: InstitutionPlace,
    coverage: BranchCoverage,
    *,
    asked: Asked,
    branches: tuple[KnownBranch, ...],
    today: date,
    form: FormState,
) -> FiguresPage:
    """Return the page of an institution's branches."""
    addresses = Addresses(place, asked, today=today)

    def to_people(branch_id: int, module_id: str) -> str:
        return addresses.to("people", branch=str(branch_id), module=module_id)

    rows = tuple(
        figure_row(
            one.name,
            one.figures,
            href=addresses.to("people", branch=str(one.id)),
            to_people=partial(to_people, one.id),
        )
        for one in coverage.branches
    )
    return FiguresPage(
        shell=make_shell(_("Coverage by branch")),
        place=place.name,
        on=asked.on,
        narrowed=" · ".join(words for words in (branch_name(branches, asked), tier_words(asked.tier)) if words),
        first_column=_("Branch"),
        modules=tuple(mark_here(module) for module in catalogue().modules),
        rows=rows,
        everybody=figure_row(_("Everybody"), coverage.everybody, href=addresses.to("people")),
        filters=Filters(
            state=form,
            today=today,
            last=add_months(today, MONTHS_AHEAD),
            branches=branch_choices(branches),
            tiers=tier_choices(),
            clear_href=_clear(place, "branches", form.values),
        ),
        exports=tuple(Action(*one) for one in as_of_exports(addresses.to, "branches")),
        tabs=coverage_tabs(addresses, current="branches"),
        has_come=asked.on <= today,
    )


def people_page(
    place: InstitutionPlace,
    found: PeopleFound,
    *,
    asked: Asked,
    number: int,
    branches: tuple[KnownBranch, ...],
    today: date,
    form: FormState,
) -> PeoplePage:
    """Return a page of the people behind the figures."""
    addresses, reasons = Addresses(place, asked, today=today), Reasons()
    modules = tuple(module for module in catalogue().modules if not asked.module_id or module.id == asked.module_id)
    return PeoplePage(
        shell=make_shell(_("Coverage: people")),
        place=place.name,
        on=asked.on,
        narrowed=" · ".join(words for words in (branch_name(branches, asked), named_words(asked.text)) if words),
        modules=tuple(mark_here(module) for module in modules),
        rows=tuple(_line(place, person, reasons) for person in found.rows),
        pages=make_pages(number, size=ROWS, total=found.total, href=lambda to: addresses.to("people", page=str(to))),
        filters=Filters(
            state=form,
            today=today,
            last=add_months(today, MONTHS_AHEAD),
            branches=branch_choices(branches),
            tiers=tier_choices(),
            modules=module_choices(catalogue().modules),
            statuses=status_choices(),
            has_name=True,
            clear_href=_clear(place, "people", form.values),
        ),
        exports=tuple(Action(*one) for one in as_of_exports(addresses.to, "people")),
        is_narrowed=any((asked.branch_id, asked.tier, asked.module_id, asked.status, asked.text)),
        tabs=coverage_tabs(addresses, current="people"),
        advice=Action(_("Add a person"), url_for("members.new", institution=place.slug)),
        has_come=asked.on <= today,
    )


def person_cell(cell: ModuleCell, reasons: Reasons) -> PersonCell:
    """Return a member's state with a module for a page."""
    return PersonCell(
        state=LOOKS[cell.status],
        words=reasons.state(cell),
        why=reasons.why(cell),
        completed_on=cell.completed_on,
        last_day=last_day(cell.valid_until),
    )


def branch_name(branches: tuple[KnownBranch, ...], asked: Asked) -> str:
    """Return the name of the branch asked for, empty for all."""
    return next((branch.name for branch in branches if branch.id == asked.branch_id), "")


def _line(place: InstitutionPlace, person: PersonRow, reasons: Reasons) -> PersonLine:
    return PersonLine(
        name=name_words(person),
        href=url_for("members.show", institution=place.slug, member_id=person.member_id),
        staff_code=person.staff_code,
        branch=person.branch,
        tier=tier_words(person.tier),
        cells=tuple(person_cell(cell, reasons) for cell in person.cells),
    )


def coverage_tabs(addresses: Addresses, *, current: str) -> tuple[NavItem, ...]:
    """Return the ways between the pages of coverage; each keeps what it understands of what was asked for."""
    return (
        NavItem(_("By tier"), addresses.to("table", tier=None, module=None, status=None, q=None), current == "table"),
        NavItem(_("By branch"), addresses.to("branches", module=None, status=None, q=None), current == "branches"),
        NavItem(_("People"), addresses.to("people"), current == "people"),
        NavItem(_("Over time"), addresses.over_time(), current == "trend"),
    )


def _clear(place: InstitutionPlace, view: str, values: Mapping[str, str]) -> str:
    return url_for(f"coverage.{view}", institution=place.slug) if any(values.values()) else ""


def _advice(place: InstitutionPlace, coverage: Coverage) -> Action | None:
    if coverage.everybody.members == 0:
        return Action(_("Add a person"), url_for("members.new", institution=place.slug))
    if coverage.everybody.asked == 0:
        return Action(_("Set requirements"), url_for("requirements.index", institution=place.slug))
    return None
