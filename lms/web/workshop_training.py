"""What a trainer does around a workshop: people and teams, the code that lets them in, the dates."""

import secrets

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.workshop_people import list_teams
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_training_pages as pages
from lms.web.contexts.shell import FormState
from lms.web.forms.workshops import read_due, read_number
from lms.web.workshop_frame import workshop_href
from lms.web.workshop_people_pages import show_people
from lms.web.workshop_review_words import given_words
from lms.workshops import seats, teams
from lms.workshops.assigning import USUAL_EACH, begin_reviews

bp = Blueprint("workshop_training", __name__)
ONE = "/workshops/<uuid:workshop_id>"
MOST_SEEDS = 1_000_000


@bp.get(f"{ONE}/people")
@needs(Permission.TRAIN)
def people(seat: WorkshopSeat) -> str:
    """Show who takes part and in which team."""
    return show_people(seat, FormState({"size": "2"}))


@bp.post(f"{ONE}/teams/deal")
@needs(Permission.TRAIN)
def deal(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Deal those who are in no team into teams; a seed deals the same people the same way again."""
    form = request.form.to_dict()
    try:
        size = read_number(form.get("size", "").strip(), field="size")
        seed = form.get("seed", "").strip()
        number = read_number(seed, field="seed") if seed else secrets.randbelow(MOST_SEEDS)
        with transaction() as write:
            teams.deal_teams(write, workshop_id=seat.workshop_id, size=size, seed=number, called=_("Team"), now=now())
    except (Invalid, Conflict) as error:
        return show_people(seat, FormState(form, _faults(error))), 422
    told = _("The teams are dealt, with the seed %(seed)s.", seed=number)
    if len(list_teams(session(), workshop_id=seat.workshop_id)) == 1:
        told = f"{told} {_('It is one team: nobody but you can review its proposal.')}"
    flash(told, "done")
    return redirect(workshop_href(seat, "workshop_training.people"), code=303)


@bp.post(f"{ONE}/teams/apart")
@needs(Permission.TRAIN)
def take_apart(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Take apart the teams that have written nothing, to deal anew."""
    try:
        with transaction() as write:
            many = teams.take_apart(write, workshop_id=seat.workshop_id, now=now())
    except Conflict as error:
        return show_people(seat, FormState({"size": "2"}, _faults(error))), 422
    flash(ngettext("%(num)s team is taken apart.", "%(num)s teams are taken apart.", many), "done")
    return redirect(workshop_href(seat, "workshop_training.people"), code=303)


@bp.post(f"{ONE}/teams")
@needs(Permission.TRAIN)
def make_team(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Make a team by hand."""
    form = request.form.to_dict()
    try:
        with transaction() as write:
            teams.make_team(write, workshop_id=seat.workshop_id, name=form.get("name", ""), now=now())
    except (Invalid, Conflict) as error:
        return show_people(seat, FormState({"size": "2", **form}, _faults(error))), 422
    return redirect(workshop_href(seat, "workshop_training.people"), code=303)


@bp.post(f"{ONE}/teams/<int:team_id>/name")
@needs(Permission.TRAIN)
def rename_team(seat: WorkshopSeat, team_id: int) -> Response:
    """Give a team another name."""
    try:
        with transaction() as write:
            teams.rename_team(write, workshop_id=seat.workshop_id, team_id=team_id, name=request.form.get("name", ""))
    except Invalid as error:
        flash(str(error), "error")
    return redirect(workshop_href(seat, "workshop_training.people"), code=303)


@bp.post(f"{ONE}/people/move")
@needs(Permission.TRAIN)
def move(seat: WorkshopSeat) -> Response:
    """Put somebody into a team, or let her write alone."""
    chosen = request.form.get("team_id", "")
    try:
        with transaction() as write:
            teams.move(
                write,
                workshop_id=seat.workshop_id,
                seat_id=_chosen(),
                team_id=read_number(chosen, field="team_id") if chosen else None,
                now=now(),
            )
        flash(_("Moved. What was written stays where it was written."), "done")
    except (Invalid, Conflict) as error:
        flash(str(error), "error")
    return redirect(workshop_href(seat, "workshop_training.people"), code=303)


@bp.post(f"{ONE}/people/trainer")
@needs(Permission.TRAIN)
def make_trainer(seat: WorkshopSeat) -> Response:
    """Let somebody hold the workshop too."""
    with transaction() as write:
        seats.make_trainer(write, workshop_id=seat.workshop_id, seat_id=_chosen())
    return redirect(workshop_href(seat, "workshop_training.people"), code=303)


@bp.post(f"{ONE}/people/remove")
@needs(Permission.TRAIN)
def remove(seat: WorkshopSeat) -> Response:
    """Take somebody out of the workshop; what she wrote is kept, and the page offers to take her back."""
    try:
        with transaction() as write:
            chosen = _chosen()
            seats.take_out(write, workshop_id=seat.workshop_id, seat_id=chosen, now=now())
    except Conflict as error:
        flash(str(error), "error")
        return redirect(workshop_href(seat, "workshop_training.people"), code=303)
    return redirect(workshop_href(seat, "workshop_training.people", out=chosen), code=303)


@bp.post(f"{ONE}/people/back")
@needs(Permission.TRAIN)
def take_back(seat: WorkshopSeat) -> Response:
    """Take somebody back who was taken out."""
    try:
        with transaction() as write:
            seats.take_back(write, workshop_id=seat.workshop_id, seat_id=_chosen())
        flash(_("She is back, where she was."), "done")
    except Conflict as error:
        flash(str(error), "error")
    return redirect(workshop_href(seat, "workshop_training.people"), code=303)


@bp.post(f"{ONE}/take-part")
@needs(Permission.TRAIN)
def take_part(seat: WorkshopSeat) -> Response:
    """Give a trainer a proposal of her own."""
    with transaction() as write:
        seats.take_part(write, workshop_id=seat.workshop_id, seat_id=seat.seat_id, now=now())
    return redirect(workshop_href(seat, "workshops.show"), code=303)


@bp.get(f"{ONE}/code")
@needs(Permission.TRAIN)
def code(seat: WorkshopSeat) -> str:
    """Show the code as a sheet for the wall."""
    known = seats.get_workshop(session(), workshop_id=seat.workshop_id)
    return render_template("workshop_training/code.html", page=pages.code_page(seat, known))


@bp.get(f"{ONE}/dates")
@needs(Permission.TRAIN)
def dates(seat: WorkshopSeat) -> str:
    """Show the dates and the steps."""
    state = FormState(pages.due_values(seat.due_at, zone=seat.zone))
    return render_template("workshop_training/dates.html", page=pages.dates_page(seat, state))


@bp.post(f"{ONE}/dates/due")
@needs(Permission.TRAIN)
def set_due(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Set until when proposals are asked for."""
    try:
        due_at = read_due(request.form, zone=seat.zone)
        with transaction() as write:
            seats.set_due(write, workshop_id=seat.workshop_id, due_at=due_at)
    except Invalid as error:
        page = pages.dates_page(seat, FormState(request.form.to_dict(), error.fields))
        return render_template("workshop_training/dates.html", page=page), 422
    flash(_("The date is set."), "done")
    return _to_dates(seat)


@bp.post(f"{ONE}/dates/reviews")
@needs(Permission.TRAIN)
def open_reviews(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Begin the reviews and give them out."""
    try:
        each = read_number(request.form.get("each", str(USUAL_EACH)).strip(), field="each")
        with transaction() as write:
            given = begin_reviews(
                write, workshop_id=seat.workshop_id, each=each, seed=secrets.randbelow(MOST_SEEDS), now=now()
            )
    except Invalid as error:
        state = FormState({**pages.due_values(seat.due_at, zone=seat.zone), **request.form.to_dict()}, error.fields)
        return render_template("workshop_training/dates.html", page=pages.dates_page(seat, state)), 422
    flash(given_words(given), "done")
    return _to_dates(seat)


@bp.post(f"{ONE}/dates/release")
@needs(Permission.TRAIN)
def release(seat: WorkshopSeat) -> Response:
    """Show trainees what came back."""
    with transaction() as write:
        seats.release(write, workshop_id=seat.workshop_id, now=now())
    return _to_dates(seat)


@bp.post(f"{ONE}/dates/close")
@needs(Permission.TRAIN)
def close(seat: WorkshopSeat) -> Response:
    """Make the workshop read-only."""
    with transaction() as write:
        seats.close(write, workshop_id=seat.workshop_id, now=now())
    return _to_dates(seat)


@bp.post(f"{ONE}/dates/reopen")
@needs(Permission.TRAIN)
def reopen(seat: WorkshopSeat) -> Response:
    """Let people write again."""
    with transaction() as write:
        seats.reopen(write, workshop_id=seat.workshop_id)
    return _to_dates(seat)


def _chosen() -> int:
    return read_number(request.form.get("seat_id", ""), field="seat_id")


def _faults(error: Invalid | Conflict) -> dict[str, str]:
    return dict(error.fields) if isinstance(error, Invalid) else {"": str(error)}


def _to_dates(seat: WorkshopSeat) -> Response:
    return redirect(workshop_href(seat, "workshop_training.dates"), code=303)
