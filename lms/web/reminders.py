"""Reminders: the plan with who would get what today, what was sent, short texts, and the link that stops letters."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for

from lms.db.engine import session, transaction
from lms.errors import Invalid, NotFound
from lms.http.access import needs
from lms.http.csrf import by_link
from lms.http.holdings import catalogue, settings
from lms.http.i18n import gettext as _
from lms.http.letters import day_of, house_of
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.permissions import Permission
from lms.reminders import service
from lms.reminders.facts import Plan
from lms.reminders.rules import decide
from lms.reminders.stops import Stop, read_token
from lms.reports.logins import list_uninvited
from lms.reports.reminders import find_house_name, list_notices
from lms.web.contexts.reminders import StopPage
from lms.web.contexts.shell import FormState
from lms.web.forms.reminders import read_plan
from lms.web.frame import make_shell
from lms.web.member_forms import Refusable, refused_state
from lms.web.paging import page_number
from lms.web.reminder_pages import ROWS, log_page, preview_part, reminders_page, texts_page, typed_plan

bp = Blueprint("reminders", __name__)


@bp.get("/institutions/<institution>/reminders")
@needs(Permission.EDIT_EVIDENCE)
def index(place: InstitutionPlace) -> Refusable:
    """Show the plan; asked with other numbers, show who would get what today by those."""
    saved = service.find_plan(session(), institution_id=place.id)
    if "days_before" not in request.args:
        return _show(place, saved, FormState(values=typed_plan(saved)), shown=saved)
    try:
        typed = read_plan(request.args)
        service.check_plan(typed)
    except Invalid as error:
        return _show(place, saved, FormState(values=request.args.to_dict(), errors=error.fields)), 422
    return _show(place, saved, FormState(values=typed_plan(typed)), shown=typed)


@bp.post("/institutions/<institution>/reminders")
@needs(Permission.EDIT_EVIDENCE)
def save(place: InstitutionPlace) -> Refusable:
    """Write the plan."""
    try:
        plan = read_plan(request.form)
        with transaction() as write:
            service.set_plan(write, institution_id=place.id, plan=plan)
    except Invalid as error:
        return _show(place, service.find_plan(session(), institution_id=place.id), refused_state(error)), 422
    flash(_("Reminders are on.") if plan.is_on else _("Reminders are off. Nobody is written to."), "done")
    return redirect(url_for("reminders.index", institution=place.slug), code=303)


@bp.get("/institutions/<institution>/reminders/log")
@needs(Permission.EDIT_EVIDENCE)
def log(place: InstitutionPlace) -> str:
    """Show what was sent."""
    number = page_number()
    found = list_notices(session(), institution_id=place.id, limit=ROWS, offset=(number - 1) * ROWS)
    return render_template("reminders/log.html", page=log_page(place, found, number=number))


@bp.get("/institutions/<institution>/reminders/texts")
@needs(Permission.EDIT_EVIDENCE)
def texts(place: InstitutionPlace) -> str:
    """Show short texts for those whom no letter reaches."""
    plan = service.find_plan(session(), institution_id=place.id)
    day = day_of(place, catalogue=catalogue(), plan=plan, on=today_at(place.zone))
    page = texts_page(place, day, house_of(place, settings=settings(), catalogue=catalogue()), number=page_number())
    return render_template("reminders/texts.html", page=page)


@bp.get("/reminders/stop/<token>")
@needs(Permission.PUBLIC)
def ask_stop(token: str) -> str:
    """Show the button that stops the letters: opening a link changes nothing."""
    return _stop_page(token, _stop_of(token))


@bp.post("/reminders/stop/<token>")
@needs(Permission.PUBLIC)
@by_link
def stop(token: str) -> str:
    """Stop the letters, or begin again where that is asked for; pressed twice, it is the same."""
    said = _stop_of(token)
    with transaction() as write:
        if request.form.get("again"):
            service.resume(write, said)
        else:
            service.stop(write, said, now=now())
    return _stop_page(token, said)


def _show(place: InstitutionPlace, saved: Plan, state: FormState, *, shown: Plan | None = None) -> str:
    today = today_at(place.zone)
    preview = None
    uninvited = len(list_uninvited(session(), institution_id=place.id, on=today))
    if shown is not None:
        day = day_of(place, catalogue=catalogue(), plan=replace(shown, is_on=True), on=today)
        preview = preview_part(day, decide(day), catalogue())
    page = reminders_page(place, plan=saved, state=state, today=today, preview=preview, uninvited=uninvited)
    return render_template("reminders/index.html", page=page)


def _stop_of(token: str) -> Stop:
    said = read_token(token, secret=settings().secret_key)
    if said is None or not find_house_name(session(), institution_id=said.institution_id):
        raise NotFound(_("This link is not whole. Copy all of it from the letter, to its last character."))
    return said


def _stop_page(token: str, said: Stop) -> str:
    page = StopPage(
        shell=make_shell(_("Letters about your training")),
        institution=find_house_name(session(), institution_id=said.institution_id),
        address=said.address,
        is_stopped=service.is_stopped(session(), said),
        href=url_for("reminders.stop", token=token),
    )
    return render_template("reminders/stop.html", page=page)
