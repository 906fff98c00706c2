"""The trainer's board: who is where, since when it is quiet, and a word to those who are stuck."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.i18n import ngettext
from lms.http.moment import now, today_at
from lms.http.tables import file_name, is_for_machines, send_csv
from lms.permissions import Permission
from lms.reports.workshop_board import read_board
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_board_pages as pages
from lms.web.contexts.shell import FormState
from lms.web.forms.workshops import read_numbers
from lms.web.workshop_frame import workshop_href
from lms.workshops.nudges import send_nudge

bp = Blueprint("workshop_board", __name__)
BOARD = "/workshops/<uuid:workshop_id>/board"


@bp.get(BOARD)
@needs(Permission.TRAIN)
def show(seat: WorkshopSeat) -> str:
    """Show who is where."""
    return _board(seat, FormState())


@bp.post(f"{BOARD}/nudges")
@needs(Permission.TRAIN)
def nudge(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Send a word to those who are ticked: her own, or else the ready one."""
    form, ticked = request.form.to_dict(), read_numbers(request.form.getlist("seat_id"))
    text = form.get("text", "").strip() or form.get("sentence", "")
    try:
        with transaction() as write:
            sent = send_nudge(write, workshop_id=seat.workshop_id, seat_ids=ticked, text=text, now=now())
    except Invalid as error:
        return _board(seat, FormState(form, error.fields), ticked=ticked), 422
    flash(ngettext("Sent to %(num)s person.", "Sent to %(num)s people.", sent), "done")
    return redirect(workshop_href(seat, "workshop_board.show"), code=303)


@bp.get(f"{BOARD}.csv")
@needs(Permission.TRAIN)
def csv(seat: WorkshopSeat) -> Response:
    """Send the board as CSV."""
    table = pages.board_table(seat, read_board(session(), workshop_id=seat.workshop_id), now=now())
    name = file_name("workshop", "board", today_at(seat.zone), "csv")
    return send_csv(table, name=name, for_machines=is_for_machines())


def _board(seat: WorkshopSeat, state: FormState, *, ticked: tuple[int, ...] = ()) -> str:
    board = read_board(session(), workshop_id=seat.workshop_id)
    page = pages.board_page(seat, board, state, ticked=ticked, now=now())
    return render_template("workshop_board/show.html", page=page)
