"""Several people moved, or leaving, on one day: asked, shown, and written at once."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for

from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions.roster_bulk import Together
from lms.institutions.roster_people import Person
from lms.institutions.service import list_branches
from lms.permissions import Permission
from lms.web.contexts.roster import StepLine
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.together import TogetherPage
from lms.web.figures import branch_choices, tier_choices
from lms.web.forms.together import LEAVE, MOVE, read_member_ids, read_wish
from lms.web.frame import make_shell
from lms.web.member_forms import Refusable
from lms.web.member_pages import member_href
from lms.web.roster_preview_page import step_line
from lms.workflows.move_together import do_together, preview_together

bp = Blueprint("together", __name__)


@bp.get("/institutions/<institution>/members/together")
@needs(Permission.EDIT_PEOPLE)
def ask(place: InstitutionPlace) -> Refusable:
    """Ask what several people do; when it is said, show what it does with each before it is recorded."""
    member_ids = read_member_ids(request.args.getlist("member"))
    if "on" not in request.args:
        values = {"on": today_at(place.zone).isoformat(), "what": request.args.get("what", MOVE)}
        return _page(place, member_ids, FormState(values=values))
    try:
        plan = preview_together(session(), institution_id=place.id, member_ids=member_ids, wish=read_wish(request.args))
    except Invalid as error:
        return _page(place, member_ids, FormState(values=request.args.to_dict(), errors=error.fields)), 422
    return _page(place, member_ids, FormState(values=request.args.to_dict()), plan)


@bp.post("/institutions/<institution>/members/together")
@needs(Permission.EDIT_PEOPLE)
def record(place: InstitutionPlace) -> Refusable:
    """Write it for all of them, or for nobody."""
    member_ids = read_member_ids(request.form.getlist("member"))
    try:
        with transaction() as write:
            plan = do_together(
                write, institution_id=place.id, member_ids=member_ids, wish=read_wish(request.form), now=now()
            )
    except Invalid as error:
        return _page(place, member_ids, FormState(values=request.form.to_dict(), errors=error.fields)), 422
    number = len(plan.steps)
    flash(ngettext("Recorded for %(num)s person.", "Recorded for %(num)s people.", number), "done")
    return redirect(url_for("members.index", institution=place.slug), code=303)


def _page(place: InstitutionPlace, member_ids: Sequence[int], state: FormState, plan: Together | None = None) -> str:
    hindered = {one.person.id for one in plan.hindered} if plan else set[int]()
    page = TogetherPage(
        shell=make_shell(_("Several people at once")),
        institution=place.name,
        member_ids=tuple(member_ids),
        number=len(member_ids),
        what=state.values.get("what", MOVE),
        whats=((MOVE, _("They go to another tier or branch")), (LEAVE, _("They leave"))),
        tiers=tier_choices(),
        branches=branch_choices(list_branches(session(), institution_id=place.id)),
        state=state,
        ask_href=url_for("together.ask", institution=place.slug),
        href=url_for("together.record", institution=place.slug),
        back=Action(_("All people"), url_for("members.index", institution=place.slug)),
        is_shown=plan is not None,
        steps=tuple(step_line(place, step) for step in plan.steps) if plan else (),
        unchanged=tuple(person.name for person in plan.unchanged) if plan else (),
        free_ids=tuple(one for one in member_ids if one not in hindered) if hindered else (),
        hindered=tuple(_hindered(place, one.person, one.sentence) for one in plan.hindered) if plan else (),
    )
    return render_template("together/ask.html", page=page)


def _hindered(place: InstitutionPlace, person: Person, sentence: str) -> StepLine:
    return StepLine(0, person.name, person.staff_code, (), (), (sentence,), member_href(place, person.id, "show"))
