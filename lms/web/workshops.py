"""Workshops from where everybody enters them: the list, opening, joining, the first page of one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import Response as FileResponse
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.limits import by_account, limiter
from lms.http.moment import now
from lms.http.store import send
from lms.http.viewer import viewer
from lms.http.workshop_decks import CALENDAR, CALENDAR_NAME, calendar_file
from lms.permissions import Permission
from lms.reports.workshop_home import read_home
from lms.reports.workshop_seats import WorkshopSeat, list_seats
from lms.web import workshop_pages as pages
from lms.web.contexts.shell import FormState
from lms.web.forms.workshops import read_workshop
from lms.web.workshop_frame import workshop_href
from lms.workshops import nudges
from lms.workshops import seats as service

bp = Blueprint("workshops", __name__)
ONE = "/workshops/<uuid:workshop_id>"
CODE_TRIES = "20/minute"


@bp.get("/workshops")
@needs(Permission.SIGNED_IN)
def index() -> str:
    """List the workshops somebody takes part in."""
    return render_template("workshops/index.html", page=pages.list_page(list_seats(session(), account_id=_account())))


@bp.get("/workshops/new")
@needs(Permission.HOLD_WORKSHOPS)
def new() -> str:
    """Ask what is planned."""
    return render_template("workshops/new.html", page=pages.open_page(FormState(pages.usual_values(viewer()))))


@bp.post("/workshops/new")
@needs(Permission.HOLD_WORKSHOPS)
def create() -> Response | tuple[str, int]:
    """Open a workshop; who opens it is its trainer."""
    try:
        wanted = pages.new_workshop(read_workshop(request.form))
        with transaction() as write:
            made = service.open_workshop(write, new=wanted, account_id=_account(), now=now())
    except Invalid as error:
        page = pages.open_page(FormState(request.form.to_dict(), error.fields))
        return render_template("workshops/new.html", page=page), 422
    flash(_("The workshop is open. Show its code to those who take part."), "done")
    return redirect(url_for("workshop_training.code", workshop_id=made.id), code=303)


@bp.get("/workshops/join")
@needs(Permission.SIGNED_IN)
def join() -> str:
    """Ask for the code; one that stands in the address is filled in."""
    return render_template("workshops/join.html", page=pages.join_page(FormState(request.args.to_dict())))


@bp.post("/workshops/join")
@needs(Permission.SIGNED_IN)
@limiter.limit(CODE_TRIES, key_func=by_account)
def take_seat() -> Response | tuple[str, int]:
    """Take a seat by the code."""
    try:
        with transaction() as write:
            found = service.join(write, code=request.form.get("code", ""), account_id=_account(), now=now())
    except (NotFound, Conflict) as error:
        page = pages.join_page(FormState(request.form.to_dict(), {"code": str(error)}))
        return render_template("workshops/join.html", page=page), 422
    flash(_("You are in. Read the case first, then begin."), "done")
    return redirect(url_for("workshops.show", workshop_id=found), code=303)


@bp.get(ONE)
@needs(Permission.DRAFT)
def show(seat: WorkshopSeat) -> str:
    """Show the agenda, where we are, what comes next."""
    page = pages.home_page(seat, read_home(session(), seat=seat), now=now())
    return render_template("workshops/show.html", page=page)


@bp.get(f"{ONE}/calendar.ics")
@needs(Permission.DRAFT)
def calendar(seat: WorkshopSeat) -> FileResponse:
    """Send all sittings for a calendar; a newer file moves the entries, and takes off what is held no more."""
    return send(calendar_file(seat), name=CALENDAR_NAME, media_type=CALENDAR)


@bp.post(f"{ONE}/nudges/<int:nudge_id>/read")
@needs(Permission.DRAFT)
def read_nudge(seat: WorkshopSeat, nudge_id: int) -> Response:
    """Take a word from the trainer off the page."""
    with transaction() as write:
        nudges.mark_read(write, seat_id=seat.seat_id, nudge_id=nudge_id, now=now())
    return redirect(workshop_href(seat, "workshops.show"), code=303)


@bp.post(f"{ONE}/leave")
@needs(Permission.DRAFT)
def leave(seat: WorkshopSeat) -> Response:
    """Give up a seat."""
    try:
        with transaction() as write:
            service.leave(write, workshop_id=seat.workshop_id, seat_id=seat.seat_id, now=now())
    except Conflict as error:
        flash(str(error), "error")
        return redirect(workshop_href(seat, "workshops.show"), code=303)
    flash(_("You have left the workshop. What you wrote is kept; the code lets you in again."), "done")
    return redirect(url_for("workshops.index"), code=303)


def _account() -> int:
    return viewer().account_id
