"""What comes back to who wrote a proposal, once the trainer shows it."""

from flask import Blueprint, render_template

from lms.db.engine import session
from lms.http.access import needs
from lms.http.cases import case_of, workshop_content
from lms.permissions import Permission
from lms.reports.workshop_feedback import read_feedback
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.workshop_feedback_pages import feedback_page

bp = Blueprint("workshop_feedback", __name__)


@bp.get("/workshops/<uuid:workshop_id>/feedback")
@needs(Permission.DRAFT)
def show(seat: WorkshopSeat) -> str:
    """Show what came back, or why nothing did yet."""
    found = read_feedback(session(), seat=seat, case=case_of(seat), workshop=workshop_content(seat.language))
    return render_template("workshop_feedback/show.html", page=feedback_page(seat, found))
