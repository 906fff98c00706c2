"""The kit of a workshop and the debrief of its proposals; and the kit where there is no workshop yet."""

from collections.abc import Mapping

from flask import Response
from flask.views import MethodView

from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.workshop_kits import PlaceKitQuerySchema, SeatKitQuerySchema, WorkshopKitPlanSchema
from lms.http.access import needs
from lms.http.store import send
from lms.http.viewer import InstitutionPlace
from lms.http.workshop_decks import (
    DEBRIEF_NAME,
    PPTX,
    WorkshopPlan,
    debrief_file,
    kit_name,
    place_request,
    refuse_trainees,
    seat_request,
    workshop_kit_file,
    workshop_plan,
)  # fmt: skip
from lms.permissions import Permission
from lms.reports.viewer import NetworkPlace
from lms.reports.workshop_seats import WorkshopSeat
from webinar_kits.workshop.agenda import may_not_go
from webinar_kits.workshop.kit_request import KitPart, WorkshopKitRequest

area = Area("workshop-kits", "The kit of a workshop, its handouts, and the debrief of its proposals, for its trainers.")
ZIP = "application/zip"
WITH_ANSWERS = "The kit with its manifest; answers are in it."
WITHOUT = "The handouts with their manifest; no answer is in them."
PLAN = {
    "sittings": [
        {
            "id": "one-day",
            "title": "One day: see what is there, write what should be",
            "date": "2026-05-04",
            "zone": "Africa/Nairobi",
            "begins": "09:00",
            "ends": "16:30",
            "minutes": 450,
            "again": [],
            "items": [
                {"id": "writing", "title": "Writing the proposal", "kind": "writing", "begins": "13:15",
                 "ends": "14:20", "minutes": 65, "stays": True}
            ],
        }
    ],
    "less": [{"title": "Tools market", "before": 60, "after": 0}],
}  # fmt: skip
Query = Mapping[str, str]


@area.at("/workshops/<uuid:workshop_id>/kit/plan")
class SeatKitPlan(MethodView):
    """The agenda of a workshop's kit."""

    @needs(Permission.TRAIN)
    @fails(404, 422)
    @area.asks(SeatKitQuerySchema)
    @area.gives(200, WorkshopKitPlanSchema, example=PLAN)
    def get(self, query: Query, seat: WorkshopSeat) -> Json:
        """Show the agenda at a length, and what that costs. Nothing is made."""
        return _plan(workshop_plan(seat_request(seat, query)))


@area.at("/workshops/<uuid:workshop_id>/kit/whole.zip")
class WorkshopKit(MethodView):
    """The kit."""

    @needs(Permission.TRAIN)
    @fails(404, 422)
    @area.asks(SeatKitQuerySchema)
    @area.gives_file(ZIP, description=WITH_ANSWERS)
    def get(self, query: Query, seat: WorkshopSeat) -> Response:
        """Fetch the whole kit: guide, deck, key, and all that trainees are given."""
        return _send(seat_request(seat, query), KitPart.WHOLE)


@area.at("/workshops/<uuid:workshop_id>/kit/trainees.zip")
class Handouts(MethodView):
    """The handouts."""

    @needs(Permission.TRAIN)
    @fails(404, 422)
    @area.asks(SeatKitQuerySchema)
    @area.gives_file(ZIP, description=WITHOUT)
    def get(self, query: Query, seat: WorkshopSeat) -> Response:
        """Fetch what trainees are given: the case, sheets, tests, the template, the rubric."""
        return _send(seat_request(seat, query), KitPart.TRAINEES)


@area.at("/workshops/<uuid:workshop_id>/board/debrief.pptx")
class Debrief(MethodView):
    """The debrief."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives_file(PPTX, description="All proposals at once, without names; below three, questions alone.")
    def get(self, seat: WorkshopSeat) -> Response:
        """Fetch the debrief deck of the proposals as they stand now."""
        return send(debrief_file(seat), name=DEBRIEF_NAME, media_type=PPTX)


@area.at("/institutions/<institution>/kits/workshop/plan")
class HouseKitPlan(MethodView):
    """The agenda of a kit that an institution asks for."""

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(404, 422)
    @area.asks(PlaceKitQuerySchema)
    @area.gives(200, WorkshopKitPlanSchema, example=PLAN)
    def get(self, query: Query, place: InstitutionPlace) -> Json:
        """Show the agenda at a length, and what that costs. Nothing is made."""
        return _plan(workshop_plan(place_request(place, query)))


@area.at("/institutions/<institution>/kits/workshop/whole.zip")
class HouseKit(MethodView):
    """A kit that an institution asks for."""

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(403, 404, 422)
    @area.asks(PlaceKitQuerySchema)
    @area.gives_file(ZIP, description=WITH_ANSWERS)
    def get(self, query: Query, place: InstitutionPlace) -> Response:
        """Fetch the whole kit. Refused to who is a trainee in a workshop that is not closed."""
        refuse_trainees()
        return _send(place_request(place, query), KitPart.WHOLE)


@area.at("/institutions/<institution>/kits/workshop/trainees.zip")
class HouseHandouts(MethodView):
    """The handouts of a kit that an institution asks for."""

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(404, 422)
    @area.asks(PlaceKitQuerySchema)
    @area.gives_file(ZIP, description=WITHOUT)
    def get(self, query: Query, place: InstitutionPlace) -> Response:
        """Fetch what trainees are given."""
        return _send(place_request(place, query), KitPart.TRAINEES)


@area.at("/networks/<network>/kits/workshop/plan")
class NetworkKitPlan(MethodView):
    """The agenda of a kit that a network asks for."""

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(404, 422)
    @area.asks(PlaceKitQuerySchema)
    @area.gives(200, WorkshopKitPlanSchema, example=PLAN)
    def get(self, query: Query, network: NetworkPlace) -> Json:
        """Show the agenda at a length, and what that costs. Nothing is made."""
        return _plan(workshop_plan(place_request(network, query)))


@area.at("/networks/<network>/kits/workshop/whole.zip")
class NetworkKit(MethodView):
    """A kit that a network asks for."""

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(403, 404, 422)
    @area.asks(PlaceKitQuerySchema)
    @area.gives_file(ZIP, description=WITH_ANSWERS)
    def get(self, query: Query, network: NetworkPlace) -> Response:
        """Fetch the whole kit. Refused to who is a trainee in a workshop that is not closed."""
        refuse_trainees()
        return _send(place_request(network, query), KitPart.WHOLE)


@area.at("/networks/<network>/kits/workshop/trainees.zip")
class NetworkHandouts(MethodView):
    """The handouts of a kit that a network asks for."""

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(404, 422)
    @area.asks(PlaceKitQuerySchema)
    @area.gives_file(ZIP, description=WITHOUT)
    def get(self, query: Query, network: NetworkPlace) -> Response:
        """Fetch what trainees are given."""
        return _send(place_request(network, query), KitPart.TRAINEES)


def _send(asked: WorkshopKitRequest, part: KitPart) -> Response:
    return send(workshop_kit_file(asked, part), name=kit_name(asked, part), media_type=ZIP)


def _plan(plan: WorkshopPlan) -> Json:
    return {
        "sittings": [
            {
                "id": day.sitting.id,
                "title": day.sitting.title,
                "date": day.on,
                "zone": day.zone,
                "begins": day.begins,
                "ends": day.ends,
                "minutes": day.minutes,
                "again": [{"begins": one.begins, "ends": one.ends} for one in day.again],
                "items": [
                    {
                        "id": line.item.id,
                        "title": line.item.title,
                        "kind": line.item.kind.value,
                        "begins": line.begins,
                        "ends": line.ends,
                        "minutes": line.minutes,
                        "stays": may_not_go(line.item),
                    }
                    for line in day.lines
                ],
            }
            for day in plan.days
        ],
        "less": [{"title": one.title, "before": one.before, "after": one.after} for one in plan.less],
    }
