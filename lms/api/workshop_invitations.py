"""Inviting people to a workshop by letter."""

from flask.views import MethodView

from lms.api.operations import Area, fails
from lms.api.schemas.workshop_invitations import InvitationsBody, InvitationsBodySchema
from lms.db.engine import transaction
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.limits import by_account, limiter
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.workflows.invite_trainees import INVITATIONS, Sender, invite_trainees, read_invited
from lms.workflows.reset_password import new_token

area = Area("workshop-invitations", "Letters that let people into a workshop, for its trainers.")


@area.at("/workshops/<uuid:workshop_id>/invitations")
class Invitations(MethodView):
    """Letters to people who are not in yet."""

    @needs(Permission.TRAIN)
    @fails(404, 409, 429)
    @area.takes(InvitationsBodySchema, example={"people": "Amina Diallo, amina@example.org"})
    @area.gives_nothing()
    @limiter.limit(INVITATIONS, key_func=by_account)
    def post(self, body: InvitationsBody, seat: WorkshopSeat) -> None:
        """Write to each of them: the code, and a link to choose a password where there is none. All or none."""
        sender = Sender(settings().base_url, seat.language, seat.zone, new_token)
        people = read_invited(body.people, field="people")
        with transaction() as write:
            invite_trainees(write, workshop_id=seat.workshop_id, people=people, sender=sender, now=now())
