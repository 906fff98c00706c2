"""Coverage of an institution over time: a chart, the table under it, and both to take away."""

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
from lms.reports.coverage import find_beginning
from lms.reports.trend import Trend, TrendQuery, read_trend
from lms.web.contexts.shell import FormState
from lms.web.coverage_tables import trend_table
from lms.web.forms.trend import TrendAsked, read_trend_asked
from lms.web.trend_pages import branch_of, trend_page

bp = Blueprint("trends", __name__)
FIELDS = ("since", "until", "every", "branch", "tier", "module")


@bp.get("/institutions/<institution>/coverage/trend")
@needs(Permission.VIEW_COVERAGE)
def show(place: InstitutionPlace) -> tuple[str, int]:
    """Show the chart and its table."""
    today, branches = today_at(place.zone), list_branches_ever(session(), institution_id=place.id)
    asked, form = _asked_or_refused(place, today, branches)
    page = trend_page(place, _read(place, asked), asked=asked, branches=branches, today=today, form=form)
    return render_template("trends/show.html", page=page), 422 if form.errors else 200


@bp.get("/institutions/<institution>/coverage/trend.csv")
@needs(Permission.VIEW_COVERAGE)
def show_csv(place: InstitutionPlace) -> Response:
    """Send the table as CSV."""
    made, until = _table(place)
    return send_csv(made, name=file_name(place.slug, "trend", until, "csv"), for_machines=is_for_machines())


@bp.get("/institutions/<institution>/coverage/trend.xlsx")
@needs(Permission.VIEW_COVERAGE)
def show_xlsx(place: InstitutionPlace) -> Response:
    """Send the table as a workbook."""
    made, until = _table(place)
    return send_workbook(made, name=file_name(place.slug, "trend", until, "xlsx"), author=place.name)


def _table(place: InstitutionPlace) -> tuple[Table, date]:
    branches = list_branches_ever(session(), institution_id=place.id)
    asked = _asked(request.args.to_dict(), place, today_at(place.zone), branches)
    narrowed = branch_of(branches, asked)
    return trend_table(place.name, catalogue().modules, _read(place, asked), narrowed=narrowed), asked.chosen.until


def _read(place: InstitutionPlace, asked: TrendAsked) -> Trend:
    modules = tuple(module.id for module in catalogue().modules)
    return read_trend(session(), TrendQuery(place.id, modules, asked.chosen.days, asked.branch_id))


def _asked(
    values: dict[str, str], place: InstitutionPlace, today: date, branches: tuple[KnownBranch, ...]
) -> TrendAsked:
    return read_trend_asked(
        values,
        today=today,
        beginning=find_beginning(session(), institution_ids=(place.id,)),
        branch_ids=frozenset(branch.id for branch in branches),
        module_ids=tuple(module.id for module in catalogue().modules),
    )


def _asked_or_refused(
    place: InstitutionPlace, today: date, branches: tuple[KnownBranch, ...]
) -> tuple[TrendAsked, FormState]:
    """Return what was asked for; what cannot be is said at its field, and the chart is that of the year up to today."""
    values = {field: request.args.get(field, "") for field in FIELDS}
    try:
        return _asked(values, place, today, branches), FormState(values=values)
    except Invalid as error:
        return _asked({}, place, today, branches), FormState(values=values, errors=error.fields)
