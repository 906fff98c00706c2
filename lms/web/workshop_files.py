"""The documents of proposals: to those who write one, and to the trainers of its workshop."""

from uuid import UUID

from flask import Blueprint, Response

from lms.errors import NotFound
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.proposal_files import send_proposal
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from webinar_kits.proposals.requests import Format

bp = Blueprint("workshop_files", __name__)
ENDING = "<any(docx, pdf, xlsx, pptx):ending>"


@bp.get(f"/workshops/<uuid:workshop_id>/proposal/file.{ENDING}")
@needs(Permission.DRAFT)
def download(seat: WorkshopSeat, ending: str) -> Response:
    """Send one's own proposal: her team's, else hers."""
    if seat.proposal_id is None:
        raise NotFound(_("You write no proposal in this workshop."))
    return send_proposal(seat, seat.proposal_id, wanted=Format(ending))


@bp.get(f"/workshops/<uuid:workshop_id>/scores/<uuid:proposal_id>/file.{ENDING}")
@needs(Permission.TRAIN)
def of_proposal(seat: WorkshopSeat, proposal_id: UUID, ending: str) -> Response:
    """Send a proposal of the workshop to its trainer."""
    return send_proposal(seat, str(proposal_id), wanted=Format(ending))
