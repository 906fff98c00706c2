"""What each tier must complete: the grid, its history, and a form that shows the dates before anything is saved."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from courses.model import Tier
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.evidence.requirements import check_day, check_rule, drop_requirement
from lms.http.access import needs
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import KnownBranch, list_branches
from lms.permissions import Permission
from lms.reports.requirements import RequirementRow, find_next_end, foresee, list_requirements, list_rule_history
from lms.web.contexts.requirements import WorkedDates
from lms.web.contexts.shell import FormState
from lms.web.forms.requirements import Wanted, read_wanted
from lms.web.requirement_pages import requirements_page, set_page, typed_of
from lms.web.worked_date_pages import proposal_of, worked_dates
from lms.workflows.set_requirements import set_requirements

bp = Blueprint("requirements", __name__)


@bp.get("/institutions/<institution>/requirements")
@needs(Permission.SET_REQUIREMENTS)
def index(place: InstitutionPlace) -> str:
    """Show what is asked of whom, and what was asked before."""
    rows = list_rule_history(session(), institution_id=place.id, curriculum=_known())
    return render_template("requirements/index.html", page=requirements_page(place, rows, today=today_at(place.zone)))


@bp.get("/institutions/<institution>/requirements/set")
@needs(Permission.SET_REQUIREMENTS)
def edit(place: InstitutionPlace) -> str | tuple[str, int]:
    """Ask for the terms; when they are given, show what they mean in dates."""
    if "pass_percent" not in request.args:
        row = _standing(place, request.args)
        return _form(place, FormState(values=typed_of(row, today=today_at(place.zone), args=request.args)), row=row)
    try:
        wanted = _read(place, request.args)
        check_day(wanted.from_on)
        for rule in wanted.rules():
            check_rule(rule)
    except Invalid as error:
        return _form(place, FormState(values=request.args.to_dict(), errors=error.fields)), 422
    state = FormState(values=request.args.to_dict() | {"from_on": wanted.from_on.isoformat()})
    return _form(place, state, dates=_dates(place, wanted))


@bp.post("/institutions/<institution>/requirements/set")
@needs(Permission.SET_REQUIREMENTS)
def save(place: InstitutionPlace) -> Response | tuple[str, int]:
    """Write the terms for every tier and module chosen."""
    try:
        wanted = _read(place, request.form)
        with transaction() as write:
            set_requirements(write, institution_id=place.id, rules=wanted.rules(), from_on=wanted.from_on, now=now())
    except Invalid as error:
        return _form(place, FormState(values=request.form.to_dict(), errors=error.fields)), 422
    count = len(wanted.rules())
    flash(ngettext("%(num)s requirement is set.", "%(num)s requirements are set.", count), "done")
    return redirect(url_for("requirements.index", institution=place.slug), code=303)


@bp.post("/institutions/<institution>/requirements/drop")
@needs(Permission.SET_REQUIREMENTS)
def drop(place: InstitutionPlace) -> Response:
    """Ask no longer, from today on; nobody loses what she completed."""
    with transaction() as write:
        drop_requirement(
            write,
            institution_id=place.id,
            tier=request.form.get("tier", ""),
            module_id=request.form.get("module", ""),
            branch_id=_number(request.form.get("branch", "")),
            from_on=today_at(place.zone),
            now=now(),
        )
    flash(_("That is no longer asked. What was completed stays."), "done")
    return redirect(url_for("requirements.index", institution=place.slug), code=303)


def _read(place: InstitutionPlace, form: MultiDict[str, str]) -> Wanted:
    branches = tuple(branch.id for branch in _branches(place))
    return read_wanted(form, known_modules=_known(), known_branches=branches, today=today_at(place.zone))


def _form(
    place: InstitutionPlace, state: FormState, *, row: RequirementRow | None = None, dates: WorkedDates | None = None
) -> str:
    tiers = tuple(tier.value for tier in Tier if tier.value in request.values.getlist("tier"))
    modules = tuple(module_id for module_id in _known() if module_id in request.values.getlist("module"))
    history: tuple[RequirementRow, ...] = ()
    if len(tiers) == len(modules) == 1:
        history = list_rule_history(
            session(), institution_id=place.id, curriculum=_known(), tier=tiers[0], module_id=modules[0]
        )
    page = set_page(
        place,
        state,
        tiers=tiers,
        modules=modules,
        branches=_branches(place),
        is_set=row is not None,
        history=history,
        dates=dates,
    )
    return render_template("requirements/edit.html", page=page)


def _dates(place: InstitutionPlace, wanted: Wanted) -> WorkedDates:
    today, proposal = today_at(place.zone), proposal_of(wanted)
    effect = foresee(session(), institution_id=place.id, proposal=proposal, today=today)
    holding = find_next_end(session(), institution_id=place.id, proposal=proposal, today=today)
    return worked_dates(place.slug, wanted, effect, holding, today=today)


def _standing(place: InstitutionPlace, args: MultiDict[str, str]) -> RequirementRow | None:
    """Return the requirement of the one cell that was pressed, if it is set."""
    rows = list_requirements(session(), institution_id=place.id, on=today_at(place.zone), curriculum=_known())
    pressed = (args.get("tier"), args.get("module"), _number(args.get("branch", "")))
    return next((row for row in rows if (row.tier, row.module_id, row.branch_id) == pressed), None)


def _branches(place: InstitutionPlace) -> tuple[KnownBranch, ...]:
    return list_branches(session(), institution_id=place.id)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _known() -> tuple[str, ...]:
    return tuple(module.id for module in catalogue().modules)
