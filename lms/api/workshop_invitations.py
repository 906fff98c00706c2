"""Inviting people to a workshop by letter, and who of them is not here yet."""

from flask.views import MethodView

from lms.api.block_tree import Json
from lms.api.examples import MOMENT
from lms.api.operations import Area, fails
from lms.api.schemas.workshop_invitations import (
    InvitationsBody,
    InvitationsBodySchema,
    NotHereYetListSchema,
    OutcomeSchema,
)
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.limits import by_account, limiter
from lms.http.moment import now
from lms.http.viewer import viewer
from lms.permissions import Permission
from lms.reports.workshop_people import list_not_here_yet
from lms.reports.workshop_seats import WorkshopSeat
from lms.workflows.invite_trainees import (
    AGAIN,
    INVITATIONS,
    Outcome,
    Sender,
    invite_again,
    invite_trainees,
    read_invited,
)
from lms.workflows.reset_password import new_token
from lms.workshops import invitations

area = Area("workshop-invitations", "Letters that let people into a workshop, for its trainers.")
ALL = "/workshops/<uuid:workshop_id>/invitations"
WAITING = {
    "id": 4,
    "email": "amina@example.org",
    "name": "Amina Diallo",
    "language": "en",
    "first_sent_at": MOMENT,
    "sent_at": MOMENT,
    "letters": 1,
    "asked_by": "Wanjiru Kamau",
}


@area.at(ALL)
class Invitations(MethodView):
    """Letters to people who are not in yet."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives(200, NotHereYetListSchema, example={"items": [WAITING]})
    def get(self, seat: WorkshopSeat) -> Json:
        """List who was written to and has not come, those who wait longest first."""
        return {"items": list_not_here_yet(session(), workshop_id=seat.workshop_id)}

    @needs(Permission.TRAIN)
    @fails(404, 409, 429)
    @area.takes(InvitationsBodySchema, example={"people": "Amina Diallo, amina@example.org"})
    @area.gives(200, OutcomeSchema, example={"sent": ["amina@example.org"], "sent_before": [], "here": []})
    @limiter.limit(INVITATIONS, key_func=by_account)
    def post(self, body: InvitationsBody, seat: WorkshopSeat) -> Outcome:
        """Write to each of them: the code, and a link to choose a password where there is none. All or none.

        Nobody is written to twice on one day of the workshop's zone, nor who is here.
        """
        people = read_invited(body.people, field="people")
        with transaction() as write:
            return invite_trainees(write, workshop_id=seat.workshop_id, people=people, sender=_sender(seat), now=now())


@area.at(f"{ALL}/<int:invitation_id>")
class OneInvitation(MethodView):
    """Somebody who was written to."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives_nothing()
    def delete(self, seat: WorkshopSeat, invitation_id: int) -> None:
        """Take somebody off the list. The code in a letter that went out still lets her in."""
        with transaction() as write:
            invitations.take_off(write, workshop_id=seat.workshop_id, invitation_id=invitation_id)


@area.at(f"{ALL}/<int:invitation_id>/again")
class Again(MethodView):
    """One more letter."""

    @needs(Permission.TRAIN)
    @fails(404, 409, 429)
    @area.gives_nothing()
    @limiter.limit(AGAIN, key_func=by_account)
    def post(self, seat: WorkshopSeat, invitation_id: int) -> None:
        """Write once more. 409 on the day of the last letter, and for who is here by now."""
        with transaction() as write:
            invite_again(
                write, workshop_id=seat.workshop_id, invitation_id=invitation_id, sender=_sender(seat), now=now()
            )


def _sender(seat: WorkshopSeat) -> Sender:
    return Sender(viewer().account_id, settings().base_url, seat.language, seat.zone, new_token)
