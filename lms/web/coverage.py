"""Coverage of an institution on a day: by tier, by branch, person by person; on the screen, in print, to take away."""

from datetime import date

from flask import Blueprint, Response, render_template, request

from lms.db.engine import session
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.holdings import catalogue
from lms.http.moment import today_at
from lms.http.tables import Table, file_name, is_for_machines, send_csv, send_workbook
from lms.http.viewer import InstitutionPlace
from lms.institutions.branches import list_branches_ever
from lms.institutions.service import KnownBranch
from lms.permissions import Permission
from lms.reports.coverage import CoverageQuery, find_beginning, read_branch_coverage, read_coverage
from lms.reports.standings import PeopleQuery, read_people, stream_people
from lms.web.contexts.shell import FormState
from lms.web.coverage_pages import ROWS, branch_name, branches_page, people_page, table_page
from lms.web.coverage_tables import branch_table, coverage_table, people_table
from lms.web.forms.coverage import Asked, check_beginning, read_asked
from lms.web.paging import page_number

bp = Blueprint("coverage", __name__)
FIELDS = ("on", "branch", "tier", "module", "status", "q")


@bp.get("/institutions/<institution>/coverage")
@needs(Permission.VIEW_COVERAGE)
def table(place: InstitutionPlace) -> str | tuple[str, int]:
    """Show the tiers."""
    today, branches = today_at(place.zone), list_branches_ever(session(), institution_id=place.id)
    asked, form = _asked_or_refused(place, today, branches)
    coverage = read_coverage(session(), _coverage_query(place, asked))
    page = table_page(place, coverage, asked=asked, branches=branches, today=today, form=form)
    return render_template("coverage/table.html", page=page), 422 if form.errors else 200


@bp.get("/institutions/<institution>/coverage/branches")
@needs(Permission.VIEW_COVERAGE)
def branches(place: InstitutionPlace) -> str | tuple[str, int]:
    """Show the branches."""
    today, known = today_at(place.zone), list_branches_ever(session(), institution_id=place.id)
    asked, form = _asked_or_refused(place, today, known)
    found = read_branch_coverage(session(), _coverage_query(place, asked), tier=asked.tier)
    page = branches_page(place, found, asked=asked, branches=known, today=today, form=form)
    return render_template("coverage/branches.html", page=page), 422 if form.errors else 200


@bp.get("/institutions/<institution>/coverage/people")
@needs(Permission.VIEW_PEOPLE)
def people(place: InstitutionPlace) -> str | tuple[str, int]:
    """Show the people behind the figures."""
    today, branches, number = (
        today_at(place.zone),
        list_branches_ever(session(), institution_id=place.id),
        page_number(),
    )
    asked, form = _asked_or_refused(place, today, branches)
    found = read_people(session(), _people_query(place, asked), limit=ROWS, offset=(number - 1) * ROWS)
    page = people_page(place, found, asked=asked, number=number, branches=branches, today=today, form=form)
    return render_template("coverage/people.html", page=page), 422 if form.errors else 200


@bp.get("/institutions/<institution>/coverage/table.csv")
@needs(Permission.VIEW_COVERAGE)
def table_csv(place: InstitutionPlace) -> Response:
    """Send the tiers as CSV."""
    made, asked = _table(place)
    return send_csv(made, name=file_name(place.slug, "coverage", asked.on, "csv"), for_machines=is_for_machines())


@bp.get("/institutions/<institution>/coverage/table.xlsx")
@needs(Permission.VIEW_COVERAGE)
def table_xlsx(place: InstitutionPlace) -> Response:
    """Send the tiers as a workbook."""
    made, asked = _table(place)
    return send_workbook(made, name=file_name(place.slug, "coverage", asked.on, "xlsx"), author=place.name)


@bp.get("/institutions/<institution>/coverage/branches.csv")
@needs(Permission.VIEW_COVERAGE)
def branches_csv(place: InstitutionPlace) -> Response:
    """Send the branches as CSV."""
    made, asked = _branches(place)
    return send_csv(made, name=file_name(place.slug, "branches", asked.on, "csv"), for_machines=is_for_machines())


@bp.get("/institutions/<institution>/coverage/branches.xlsx")
@needs(Permission.VIEW_COVERAGE)
def branches_xlsx(place: InstitutionPlace) -> Response:
    """Send the branches as a workbook."""
    made, asked = _branches(place)
    return send_workbook(made, name=file_name(place.slug, "branches", asked.on, "xlsx"), author=place.name)


@bp.get("/institutions/<institution>/coverage/people.csv")
@needs(Permission.VIEW_PEOPLE)
def people_csv(place: InstitutionPlace) -> Response:
    """Send the people as CSV."""
    made, asked = _people(place)
    return send_csv(made, name=file_name(place.slug, "people", asked.on, "csv"), for_machines=is_for_machines())


@bp.get("/institutions/<institution>/coverage/people.xlsx")
@needs(Permission.VIEW_PEOPLE)
def people_xlsx(place: InstitutionPlace) -> Response:
    """Send the people as a workbook."""
    made, asked = _people(place)
    return send_workbook(made, name=file_name(place.slug, "people", asked.on, "xlsx"), author=place.name)


def _table(place: InstitutionPlace) -> tuple[Table, Asked]:
    branches = list_branches_ever(session(), institution_id=place.id)
    asked = _asked(place, today_at(place.zone), branches)
    coverage = read_coverage(session(), _coverage_query(place, asked))
    return coverage_table(place.name, catalogue().modules, coverage, branch=branch_name(branches, asked)), asked


def _branches(place: InstitutionPlace) -> tuple[Table, Asked]:
    known = list_branches_ever(session(), institution_id=place.id)
    asked = _asked(place, today_at(place.zone), known)
    found = read_branch_coverage(session(), _coverage_query(place, asked), tier=asked.tier)
    return branch_table(place.name, catalogue().modules, found), asked


def _people(place: InstitutionPlace) -> tuple[Table, Asked]:
    asked = _asked(place, today_at(place.zone), list_branches_ever(session(), institution_id=place.id))
    query = _people_query(place, asked)
    modules = tuple(module for module in catalogue().modules if module.id in query.shown)
    return people_table(place.name, modules, stream_people(session(), query), on=asked.on, text=asked.text), asked


def _asked(place: InstitutionPlace, today: date, branches: tuple[KnownBranch, ...]) -> Asked:
    asked = read_asked(
        request.args,
        today=today,
        branch_ids=frozenset(branch.id for branch in branches),
        module_ids=tuple(module.id for module in catalogue().modules),
    )
    if asked.on < today:
        check_beginning(asked.on, find_beginning(session(), institution_ids=(place.id,)))
    return asked


def _asked_or_refused(
    place: InstitutionPlace, today: date, branches: tuple[KnownBranch, ...]
) -> tuple[Asked, FormState]:
    """Return what was asked for; what cannot be is said at its field, and the figures are those of today."""
    values = {field: request.args.get(field, "") for field in FIELDS}
    try:
        return _asked(place, today, branches), FormState(values=values)
    except Invalid as error:
        return Asked(on=today), FormState(values=values, errors=error.fields)


def _coverage_query(place: InstitutionPlace, asked: Asked) -> CoverageQuery:
    modules = tuple(module.id for module in catalogue().modules)
    return CoverageQuery(institution_id=place.id, module_ids=modules, on=asked.on, branch_id=asked.branch_id)


def _people_query(place: InstitutionPlace, asked: Asked) -> PeopleQuery:
    return PeopleQuery(
        institution_id=place.id,
        zone=place.zone,
        module_ids=tuple(module.id for module in catalogue().modules),
        on=asked.on,
        branch_id=asked.branch_id,
        tier=asked.tier,
        module_id=asked.module_id,
        status=asked.status,
        text=asked.text,
    )
