"""What somebody wrote alone before she came into a team, for programs."""

from flask.views import MethodView

from lms.api import workshop_proposal_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.workshop_proposals import LeftBehindSchema, TakenAlongSchema
from lms.api.workshop_proposal_json import write_part
from lms.db.engine import session, transaction
from lms.errors import NotFound
from lms.http.access import needs
from lms.http.moment import now
from lms.http.saving import own_proposal
from lms.permissions import Permission
from lms.reports.workshop_proposal import read_draft
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops import alone

area = Area("workshop-alone", "What one wrote alone before one came into a team. 404 for who wrote nothing alone.")


@area.at("/workshops/<uuid:workshop_id>/proposal/alone")
class Alone(MethodView):
    """What one wrote alone."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives(200, LeftBehindSchema, example={"items": [examples.PART]})
    def get(self, seat: WorkshopSeat) -> Json:
        """List what the team's proposal does not have."""
        proposal_id, alone_id = own_proposal(seat), _written_alone(seat)
        left = alone.list_left_behind(session(), alone_id=alone_id, proposal_id=proposal_id)
        draft = read_draft(session(), proposal_id=alone_id, now=now())
        return {"items": [write_part(part, draft) for part in left]}

    @needs(Permission.DRAFT)
    @fails(404, 409, 422)
    @area.gives(200, TakenAlongSchema, example={"taken": 2})
    def post(self, seat: WorkshopSeat) -> Json:
        """Put it into the team's proposal; words of a section stand below theirs. 409 when nothing is left."""
        proposal_id, alone_id = own_proposal(seat), _written_alone(seat)
        with transaction() as write:
            taken = alone.take_along(write, alone_id=alone_id, proposal_id=proposal_id, seat_id=seat.seat_id, now=now())
        return {"taken": taken}


def _written_alone(seat: WorkshopSeat) -> str:
    found = alone.find_alone(session(), seat_id=seat.seat_id)
    if found is None:
        raise NotFound("You wrote nothing alone before you came into a team.")
    return found
