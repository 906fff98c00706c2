"""Training sessions: planned, listed, changed, cancelled; each with its register."""

from uuid import uuid4

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid
from lms.facilitation import sessions as service
from lms.http.access import needs
from lms.http.calendars import send_calendar
from lms.http.holdings import catalogue, press
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports import sessions as reports
from lms.reports.sessions import SessionsQuery, SessionView
from lms.web import session_pages as pages
from lms.web.contexts.shell import FormState
from lms.web.forms.boards import read_key
from lms.web.forms.sessions import SessionsAsked, read_session, read_sessions_asked
from lms.web.paging import page_number
from lms.workflows.plan_session import Planned, plan_session, replan_session

bp = Blueprint("sessions", __name__)
ONE = "/institutions/<institution>/sessions/<uuid:session_id>"
USUAL = {"mode": "in_person", "minutes": "90", "time": "09:00"}


@bp.get("/institutions/<institution>/sessions")
@needs(Permission.KEEP_REGISTERS)
def index(place: InstitutionPlace) -> str | tuple[str, int]:
    """List the sessions."""
    number, values, asked, errors = page_number(), request.args.to_dict(), SessionsAsked(), {}
    try:
        asked = read_sessions_asked(values, module_ids=tuple(module.id for module in catalogue().modules))
    except Invalid as error:
        errors = error.fields
    query = SessionsQuery(place.id, place.zone, asked.module_id, asked.state, asked.from_on, asked.to_on)
    found = reports.list_sessions(session(), query, now=now(), limit=pages.ROWS, offset=(number - 1) * pages.ROWS)
    page = pages.sessions_page(place, found, number=number, state=FormState(values, errors), now=now())
    return render_template("sessions/index.html", page=page), 422 if errors else 200


@bp.get("/institutions/<institution>/sessions/new")
@needs(Permission.KEEP_REGISTERS)
def new(place: InstitutionPlace) -> str:
    """Ask what is planned; what stands in the address is filled in."""
    values = {**USUAL, "zone": place.zone, "facilitator_name": viewer().name, **request.args.to_dict()}
    return _form(place, str(uuid4()), FormState(values), is_new=True)


@bp.post("/institutions/<institution>/sessions")
@needs(Permission.KEEP_REGISTERS)
def create(place: InstitutionPlace) -> AnyResponse | tuple[str, int]:
    """Plan a session."""
    key = read_key(request.form.get("session_id", ""))
    try:
        asked = _asked(place)
        with transaction() as write:
            plan_session(
                write,
                institution_id=place.id,
                session_id=key,
                asked=asked,
                account_id=viewer().account_id,
                now=now(),
            )
    except Invalid as error:
        return _form(place, key, FormState(request.form.to_dict(), error.fields), is_new=True), 422
    flash(_("The session is planned."), "done")
    return redirect(pages.session_href(place, key), code=303)


@bp.get(ONE)
@needs(Permission.KEEP_REGISTERS)
def show(place: InstitutionPlace, session_id: object) -> str:
    """Show a session and its register."""
    found = _session(place, session_id)
    rows = reports.read_register(session(), institution_id=place.id, found=found)
    press().warm()
    return render_template("sessions/show.html", page=pages.session_page(place, found, rows, now=now()))


@bp.get(f"{ONE}/edit")
@needs(Permission.KEEP_REGISTERS)
def edit(place: InstitutionPlace, session_id: object) -> str:
    """Ask what changes."""
    found = _session(place, session_id)
    return _form(place, found.id, FormState(pages.session_values(found)), is_new=False)


@bp.post(f"{ONE}/edit")
@needs(Permission.KEEP_REGISTERS)
def change(place: InstitutionPlace, session_id: object) -> AnyResponse | tuple[str, int]:
    """Write a session anew."""
    found = _session(place, session_id)
    try:
        asked = _asked(place)
        with transaction() as write:
            replan_session(write, institution_id=place.id, session_id=found.id, asked=asked, now=now())
    except (Invalid, Conflict) as error:
        faults = error.fields if isinstance(error, Invalid) else {"": str(error)}
        return _form(place, found.id, FormState(request.form.to_dict(), faults), is_new=False), 422
    flash(_("The session is changed."), "done")
    return redirect(pages.session_href(place, found.id), code=303)


@bp.post(f"{ONE}/cancel")
@needs(Permission.KEEP_REGISTERS)
def cancel(place: InstitutionPlace, session_id: object) -> AnyResponse:
    """Cancel a session nobody stands in the register of."""
    try:
        with transaction() as write:
            service.cancel_session(write, institution_id=place.id, session_id=str(session_id), now=now())
        flash(_("The session is cancelled."), "done")
    except Conflict as error:
        flash(str(error), "error")
    return redirect(pages.session_href(place, str(session_id)), code=303)


@bp.get(f"{ONE}/calendar")
@needs(Permission.KEEP_REGISTERS)
def calendar(place: InstitutionPlace, session_id: object) -> Response:
    """Send the session for a calendar."""
    found = _session(place, session_id)
    name = f"{place.slug}-session-{found.day.isoformat()}-{found.module_id}.ics"
    return send_calendar(found, institution=place.name, name=name)


def _session(place: InstitutionPlace, session_id: object) -> SessionView:
    return reports.get_session(session(), institution_id=place.id, session_id=str(session_id))


def _asked(place: InstitutionPlace) -> Planned:
    read = read_session(request.form.to_dict())
    module = catalogue().find(read.module_id, place.language)
    if module is None:
        raise Invalid({"module": _("Choose a module from the list.")})
    return Planned(
        module=module,
        title=read.title,
        mode=read.mode,
        starts_at=read.starts_at,
        zone=read.zone,
        minutes=read.minutes,
        minimum_minutes=read.minimum_minutes,
        place=read.place,
        facilitator_name=read.facilitator_name,
    )


def _form(place: InstitutionPlace, session_id: str, state: FormState, *, is_new: bool) -> str:
    page = pages.session_form_page(place, session_id=session_id, state=state, is_new=is_new)
    return render_template("sessions/form.html", page=page)
