"""Taking somebody out of a workshop, and back."""

from flask.views import MethodView

from lms.api import workshop_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.workshops import WorkshopPeopleSchema
from lms.api.workshop_json import write_people
from lms.db.engine import transaction
from lms.http.access import needs
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops import seats

area = Area("workshop-seats", "Taking somebody out of a workshop, and back, for its trainers.")
ONE = "/workshops/<uuid:workshop_id>/people/<int:seat_id>"


@area.at(ONE)
class OneSeat(MethodView):
    """Somebody's seat."""

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.gives(200, WorkshopPeopleSchema, example=examples.PEOPLE)
    def delete(self, seat: WorkshopSeat, seat_id: int) -> Json:
        """Take somebody out. What she wrote is kept; the code lets her in again. 409 for the last trainer."""
        with transaction() as write:
            seats.take_out(write, workshop_id=seat.workshop_id, seat_id=seat_id, now=now())
        return write_people(seat)


@area.at(f"{ONE}/back")
class BackIn(MethodView):
    """The way back for who was taken out."""

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.gives(200, WorkshopPeopleSchema, example=examples.PEOPLE)
    def post(self, seat: WorkshopSeat, seat_id: int) -> Json:
        """Take somebody back to where she was. 409 for who left by herself: the code is her way."""
        with transaction() as write:
            seats.take_back(write, workshop_id=seat.workshop_id, seat_id=seat_id)
        return write_people(seat)
