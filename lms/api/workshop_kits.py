"""The kit of a workshop and the debrief of its proposals."""

from flask import Response
from flask.views import MethodView

from lms.api.operations import Area, fails
from lms.http.access import needs
from lms.http.store import send
from lms.http.workshop_decks import DEBRIEF_NAME, PPTX, debrief_file, kit_name, workshop_kit_file
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from webinar_kits.workshop.kit_request import KitPart

area = Area("workshop-kits", "The kit of a workshop, its handouts, and the debrief of its proposals, for its trainers.")


@area.at("/workshops/<uuid:workshop_id>/kit/whole.zip")
class WorkshopKit(MethodView):
    """The kit."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives_file("application/zip", description="The kit with its manifest; answers are in it.")
    def get(self, seat: WorkshopSeat) -> Response:
        """Fetch the whole kit: guide, deck, key, and all that trainees are given."""
        return _send(seat, KitPart.WHOLE)


@area.at("/workshops/<uuid:workshop_id>/kit/trainees.zip")
class Handouts(MethodView):
    """The handouts."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives_file("application/zip", description="The handouts with their manifest; no answer is in them.")
    def get(self, seat: WorkshopSeat) -> Response:
        """Fetch what trainees are given: the case, sheets, the template, the rubric."""
        return _send(seat, KitPart.TRAINEES)


@area.at("/workshops/<uuid:workshop_id>/board/debrief.pptx")
class Debrief(MethodView):
    """The debrief."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives_file(PPTX, description="All proposals at once, without names; below three, questions alone.")
    def get(self, seat: WorkshopSeat) -> Response:
        """Fetch the debrief deck of the proposals as they stand now."""
        return send(debrief_file(seat), name=DEBRIEF_NAME, media_type=PPTX)


def _send(seat: WorkshopSeat, part: KitPart) -> Response:
    return send(workshop_kit_file(seat, part), name=kit_name(seat, part), media_type="application/zip")
