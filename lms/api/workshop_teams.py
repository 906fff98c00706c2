"""Taking the deal of a workshop's teams back."""

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
from lms.workshops import teams

area = Area("workshop-teams", "Teams of a workshop that fall apart again, for its trainers.")


@area.at("/workshops/<uuid:workshop_id>/teams/apart")
class Apart(MethodView):
    """Teams that have not begun."""

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.gives(200, WorkshopPeopleSchema, example=examples.PEOPLE)
    def post(self, seat: WorkshopSeat) -> Json:
        """Take apart the teams that have written nothing: their people write alone. 409 where there is none."""
        with transaction() as write:
            teams.take_apart(write, workshop_id=seat.workshop_id, now=now())
        return write_people(seat)
