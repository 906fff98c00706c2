"""The documents of proposals."""

from uuid import UUID

from flask import Response
from flask.views import MethodView

from lms.api.operations import Area, fails
from lms.errors import NotFound
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.proposal_files import send_proposal
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from webinar_kits.proposals.requests import Format

area = Area("proposal-files", "A proposal as Word document, PDF, workbook of plan and budget, or pitch deck.")
ENDING = "<any(docx, pdf, xlsx, pptx):ending>"
SAID = "The document. The same draft gives the same bytes; docs/proposal-files.md says what is in it."


@area.at(f"/workshops/<uuid:workshop_id>/proposal/file.{ENDING}")
class OwnProposalFile(MethodView):
    """One's own proposal as a document."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives_file("application/octet-stream", description=SAID)
    def get(self, ending: str, seat: WorkshopSeat) -> Response:
        """Fetch the proposal one writes. `comments=1` puts the remarks one may see into Word document and PDF."""
        if seat.proposal_id is None:
            raise NotFound(_("You write no proposal in this workshop."))
        return send_proposal(seat, seat.proposal_id, wanted=Format(ending))


@area.at(f"/workshops/<uuid:workshop_id>/scores/<uuid:proposal_id>/file.{ENDING}")
class AnyProposalFile(MethodView):
    """A proposal of the workshop as a document."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives_file("application/octet-stream", description=SAID)
    def get(self, proposal_id: UUID, ending: str, seat: WorkshopSeat) -> Response:
        """Fetch any proposal of the workshop, for its trainers. Reviewers are letters in it here, too."""
        return send_proposal(seat, str(proposal_id), wanted=Format(ending))
