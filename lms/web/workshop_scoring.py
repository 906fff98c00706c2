"""Scores, for the trainer alone: all proposals, one beside the rubric, and what is missing before the feedback."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from lms.db.engine import transaction
from lms.errors import Conflict, Invalid
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.tables import file_name, is_for_machines, send_csv
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_scoring_pages as pages
from lms.web.contexts.shell import FormState
from lms.web.forms.workshop_reviews import read_draft
from lms.web.workshop_frame import workshop_href
from lms.workshops.scoring import save_trainer_scores

bp = Blueprint("workshop_scoring", __name__)
SCORES = "/workshops/<uuid:workshop_id>/scores"
CLOSED = "The workshop is closed: open it again on the page of dates to change scores."


@bp.get(SCORES)
@needs(Permission.TRAIN)
def index(seat: WorkshopSeat) -> str:
    """Show all proposals with what peers and trainer gave them."""
    return render_template("workshop_scoring/index.html", page=pages.scores_page(seat, pages.scored_proposals(seat)))


@bp.get(f"{SCORES}.csv")
@needs(Permission.TRAIN)
def csv(seat: WorkshopSeat) -> Response:
    """Send the scores as CSV."""
    table = pages.scores_table(seat, pages.scored_proposals(seat))
    name = file_name("workshop", "scores", today_at(seat.zone), "csv")
    return send_csv(table, name=name, for_machines=is_for_machines())


@bp.get(f"{SCORES}/release")
@needs(Permission.TRAIN)
def release(seat: WorkshopSeat) -> str:
    """Say what is missing, and ask whether the feedback is to go out."""
    return render_template("workshop_scoring/release.html", page=pages.release_page(seat, pages.scored_proposals(seat)))


@bp.get(f"{SCORES}/<uuid:proposal_id>")
@needs(Permission.TRAIN)
def show(seat: WorkshopSeat, proposal_id: UUID) -> str:
    """Show a proposal beside the rubric."""
    return render_template("workshop_scoring/show.html", page=pages.score_page(seat, str(proposal_id), None))


@bp.post(f"{SCORES}/<uuid:proposal_id>")
@needs(Permission.TRAIN)
def save(seat: WorkshopSeat, proposal_id: UUID) -> Response | tuple[str, int]:
    """Keep the trainer's levels, with a reason for each."""
    criteria = pages.criteria_ids(seat)
    if seat.closed_at is not None:
        raise Conflict(CLOSED)
    try:
        draft = read_draft(request.form, criteria=criteria)
        with transaction() as write:
            save_trainer_scores(
                write, proposal_id=str(proposal_id), seat_id=seat.seat_id, draft=draft, criteria=criteria, now=now()
            )
    except Invalid as error:
        state = FormState(request.form.to_dict(), error.fields)
        return render_template("workshop_scoring/show.html", page=pages.score_page(seat, str(proposal_id), state)), 422
    flash(_("Your scores are kept. The authors see them once you show the feedback."), "saved")
    return redirect(workshop_href(seat, "workshop_scoring.show", proposal_id=str(proposal_id)), code=303)
