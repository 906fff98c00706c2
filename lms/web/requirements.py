"""What each tier must complete: the grid, and a form that shows the dates before anything is saved."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from courses.model import Tier
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.evidence import service
from lms.http.access import needs
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.moment import today_at
from lms.http.viewer import InstitutionPlace
from lms.permissions import Permission
from lms.reports.cells import Rule
from lms.reports.requirements import RequirementRow, foresee, list_requirements
from lms.web.contexts.requirements import WorkedDates
from lms.web.contexts.shell import FormState
from lms.web.forms.requirements import Wanted, read_wanted
from lms.web.requirement_pages import requirements_page, set_page, typed_of, worked_dates
from lms.workflows.set_requirements import set_requirements

bp = Blueprint("requirements", __name__)


@bp.get("/institutions/<institution>/requirements")
@needs(Permission.SET_REQUIREMENTS)
def index(place: InstitutionPlace) -> str:
    """Show what is asked of whom."""
    rows = list_requirements(session(), institution_id=place.id)
    return render_template("requirements/index.html", page=requirements_page(place, rows))


@bp.get("/institutions/<institution>/requirements/set")
@needs(Permission.SET_REQUIREMENTS)
def edit(place: InstitutionPlace) -> str | tuple[str, int]:
    """Ask for the terms; when they are given, show what they mean in dates."""
    if "pass_percent" not in request.args:
        row = _standing(place, request.args)
        return _form(place, FormState(values=typed_of(row)), is_set=row is not None)
    try:
        wanted = read_wanted(request.args, known_modules=_known())
        for rule in wanted.rules():
            service.check_rule(rule)
    except Invalid as error:
        return _form(place, FormState(values=request.args.to_dict(), errors=error.fields)), 422
    state = FormState(values=request.args.to_dict())
    return _form(place, state, dates=_dates(place, wanted, today=today_at(place.zone)))


@bp.post("/institutions/<institution>/requirements/set")
@needs(Permission.SET_REQUIREMENTS)
def save(place: InstitutionPlace) -> Response | tuple[str, int]:
    """Write the terms for every tier and module chosen."""
    try:
        wanted = read_wanted(request.form, known_modules=_known())
        with transaction() as write:
            set_requirements(write, institution_id=place.id, rules=wanted.rules())
    except Invalid as error:
        return _form(place, FormState(values=request.form.to_dict(), errors=error.fields)), 422
    count = len(wanted.rules())
    flash(ngettext("%(num)s requirement is set.", "%(num)s requirements are set.", count), "done")
    return redirect(url_for("requirements.index", institution=place.slug), code=303)


@bp.post("/institutions/<institution>/requirements/drop")
@needs(Permission.SET_REQUIREMENTS)
def drop(place: InstitutionPlace) -> Response:
    """Ask no longer; nobody loses what she completed."""
    with transaction() as write:
        service.drop_requirement(
            write,
            institution_id=place.id,
            tier=request.form.get("tier", ""),
            module_id=request.form.get("module", ""),
        )
    flash(_("That is no longer asked. What was completed stays."), "done")
    return redirect(url_for("requirements.index", institution=place.slug), code=303)


def _form(place: InstitutionPlace, state: FormState, *, is_set: bool = False, dates: WorkedDates | None = None) -> str:
    tiers = tuple(tier.value for tier in Tier if tier.value in request.values.getlist("tier"))
    modules = tuple(module_id for module_id in _known() if module_id in request.values.getlist("module"))
    page = set_page(place, state, tiers=tiers, modules=modules, is_set=is_set, dates=dates)
    return render_template("requirements/edit.html", page=page)


def _dates(place: InstitutionPlace, wanted: Wanted, *, today: date) -> WorkedDates:
    effect = foresee(
        session(),
        institution_id=place.id,
        tiers=wanted.tiers,
        module_ids=wanted.module_ids,
        rule=Rule(wanted.pass_percent, wanted.due_on, wanted.due_days),
        on=today,
    )
    return worked_dates(wanted, effect, today=today)


def _standing(place: InstitutionPlace, args: MultiDict[str, str]) -> RequirementRow | None:
    """Return the requirement of the one cell that was pressed, if it is set."""
    rows = list_requirements(session(), institution_id=place.id)
    return next((row for row in rows if (row.tier, row.module_id) == (args.get("tier"), args.get("module"))), None)


def _known() -> tuple[str, ...]:
    return tuple(module.id for module in catalogue().modules)
