"""A branch joined to another: the other is chosen, what it does is shown, and it is written at once."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid
from lms.evidence.requirements import BranchRule
from lms.http.access import needs
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions.branches import get_open
from lms.institutions.roster_branches import nearly_called
from lms.institutions.service import list_branches
from lms.permissions import Permission
from lms.reports.coverage import CoverageQuery, Row, read_branch_coverage
from lms.web.contexts.branches import JoinBranchPage, JoinFigures, JoinShown
from lms.web.contexts.shell import Action, FormState
from lms.web.figures import branch_choices
from lms.web.frame import make_shell
from lms.web.roster_preview_page import step_line
from lms.web.words import tier_words
from lms.workflows.join_branches import JoinPlan, StaleJoinError, join_branches, preview_join

bp = Blueprint("branch_joining", __name__)
ONE = "/institutions/<institution>/branches/<int:branch_id>/join"
FIRST_STEPS = 20


@bp.get(ONE)
@needs(Permission.EDIT_PEOPLE)
def ask(place: InstitutionPlace, branch_id: int) -> str | tuple[str, int] | Response:
    """Ask which branch another one is joined to; when it is chosen, show what that does."""
    into = request.args.get("into", "")
    try:
        get_open(session(), institution_id=place.id, branch_id=branch_id)
        plan = _plan(place, branch_id, into) if into else None
    except Invalid as error:
        return _page(place, branch_id, into=into, state=FormState(errors=error.fields)), 422
    except Conflict as error:
        return _already_joined(place, error)
    return _page(place, branch_id, into=into, state=FormState(), plan=plan)


@bp.post(ONE)
@needs(Permission.EDIT_PEOPLE)
def record(place: InstitutionPlace, branch_id: int) -> Response:
    """Write what was shown."""
    into = request.form.get("into", "")
    try:
        with transaction() as write:
            plan = join_branches(
                write,
                institution_id=place.id,
                branch_id=branch_id,
                into_id=_number(into),
                on=today_at(place.zone),
                fingerprint=request.form.get("fingerprint", ""),
                now=now(),
            )
    except (StaleJoinError, Invalid) as error:
        flash(str(error), "error")
        return redirect(url_for("branch_joining.ask", institution=place.slug, branch_id=branch_id, into=into), code=303)
    except Conflict as error:
        return _already_joined(place, error)
    flash(_("%(closed)s is joined to %(kept)s.", closed=plan.closed.name, kept=plan.kept.name), "done")
    return redirect(url_for("branches.index", institution=place.slug), code=303)


def _already_joined(place: InstitutionPlace, error: Conflict) -> Response:
    """Say at the list of branches that somebody else was quicker."""
    flash(str(error), "error")
    return redirect(url_for("branches.index", institution=place.slug), code=303)


def _plan(place: InstitutionPlace, branch_id: int, into: str) -> JoinPlan:
    return preview_join(
        session(), institution_id=place.id, branch_id=branch_id, into_id=_number(into), on=today_at(place.zone)
    )


def _number(text: str) -> int:
    if text.isdecimal() and len(text) <= 9:
        return int(text)
    raise Invalid({"into": _("Choose a branch from the list.")})


def _page(place: InstitutionPlace, branch_id: int, *, into: str, state: FormState, plan: JoinPlan | None = None) -> str:
    branch = get_open(session(), institution_id=place.id, branch_id=branch_id)
    others = tuple(one for one in list_branches(session(), institution_id=place.id) if one.id != branch_id)
    near = nearly_called(branch.name, (one.name for one in others))
    page = JoinBranchPage(
        shell=make_shell(_("Join a branch to another")),
        name=branch.name,
        choices=branch_choices(others),
        into=into or next((str(one.id) for one in others if one.name == near), ""),
        shown=None if plan is None else _shown(place, plan),
        href=url_for("branch_joining.ask", institution=place.slug, branch_id=branch_id),
        state=state,
        back=Action(_("Branches"), url_for("branches.index", institution=place.slug)),
    )
    return render_template("branch_joining/ask.html", page=page)


def _shown(place: InstitutionPlace, plan: JoinPlan) -> JoinShown:
    steps = sorted(plan.moves.steps, key=lambda step: (step.after.name, step.after.id))
    return JoinShown(
        closed=plan.closed.name,
        kept=plan.kept.name,
        now=plan.moves.now,
        later=plan.moves.later,
        ever=plan.moves.ever,
        steps=tuple(step_line(place, step) for step in steps[:FIRST_STEPS]),
        more=max(0, len(steps) - FIRST_STEPS),
        figures=_figures(place, plan),
        rules=tuple(_rule(rule) for rule in plan.rules),
        rules_kept=tuple(_rule(rule) for rule in plan.rules_kept),
        links=plan.pointers.links,
        waiting=plan.pointers.waiting,
        fingerprint=plan.fingerprint,
    )


def _rule(rule: BranchRule) -> str:
    module = catalogue().find(rule.module_id)
    title = module.title if module else rule.module_id
    return f"{tier_words(rule.tier)}: {title}"


def _figures(place: InstitutionPlace, plan: JoinPlan) -> tuple[JoinFigures, ...]:
    modules = tuple(module.id for module in catalogue().modules)
    rows = read_branch_coverage(session(), CoverageQuery(place.id, modules, plan.on)).branches
    found = {row.id: row.figures for row in rows}
    both = [found[one.id] for one in (plan.closed, plan.kept) if one.id in found]
    named = [_figure(one.name, (found[one.id],)) for one in (plan.closed, plan.kept) if one.id in found]
    return (*named, _figure(_("%(name)s from today on", name=plan.kept.name), tuple(both)))


def _figure(name: str, rows: tuple[Row, ...]) -> JoinFigures:
    return JoinFigures(
        name=name,
        members=sum(row.members for row in rows),
        asked=sum(row.asked for row in rows),
        complete=sum(row.complete for row in rows),
    )
