"""Inviting members who cannot sign in yet, many at once."""

from dataclasses import asdict

from flask.views import MethodView

from lms.api.block_tree import Json
from lms.api.coverage import check_branch
from lms.api.examples import MOMENT
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.invitations import (
    InviteBody,
    InviteBodySchema,
    InvitedSchema,
    UninvitedListSchema,
    UninvitedQuery,
    UninvitedQuerySchema,
)
from lms.db.engine import session
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.inviting import choose_invitees, invite_members
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.permissions import Permission
from lms.reports.logins import list_uninvited
from lms.workflows.invite_together import MOST_AT_ONCE, WHY, Outcome

area = Area("invitations", "Letters that let members in who have an address and cannot sign in yet.")
AMINA = {"member_id": 12, "staff_code": "F-0012", "name": "Amina Diallo", "email": "amina@example.org"}
BABA = {"member_id": 13, "staff_code": "F-0013", "name": "Baba Sow", "email": ""}
WAITING = {**AMINA, "branch": "Riverside", "invited_at": MOMENT, "holds_link": True}
SENT = {**AMINA, "outcome": Outcome.SENT.value, "why": WHY[Outcome.SENT]}
PASSED = {**BABA, "outcome": Outcome.NO_ADDRESS.value, "why": WHY[Outcome.NO_ADDRESS]}


@area.at("/institutions/<institution>/invitations")
class Invitations(MethodView):
    """Letters to members who cannot sign in yet."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.asks(UninvitedQuerySchema)
    @area.gives(200, UninvitedListSchema, example={"items": [WAITING], "page": 1, "pages": 1, "total": 1})
    def get(self, query: UninvitedQuery, place: InstitutionPlace) -> Json:
        """List who is here today with an address and cannot sign in, who was never invited first."""
        check_branch(place, query.branch)
        moment, today = now(), today_at(place.zone)
        found = list_uninvited(session(), institution_id=place.id, on=today, branch_id=query.branch)
        shown = found[query.page.offset : query.page.offset + query.page.size]
        rows = [{**asdict(one), "holds_link": one.holds_link(moment)} for one in shown]
        return write_page(rows, query.page, total=len(found))

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.takes(InviteBodySchema, example={"members": [12, 13]})
    @area.gives(200, InvitedSchema, example={"sent": [SENT], "passed_over": [PASSED], "left": 0})
    def post(self, body: InviteBody, place: InstitutionPlace) -> Json:
        """Write to each: a letter with a link to choose a password, in her language. The link itself is never shown.

        Nobody is written to twice on one day of the institution: said again, the letters stay what they are.
        """
        moment, left = now(), 0
        if body.members is not None:
            wanted = body.members
        else:
            check_branch(place, body.branch)
            found = choose_invitees(place, branch_id=body.branch, again=body.again, now=moment)
            wanted = tuple(one.member_id for one in found[:MOST_AT_ONCE])
            left = len(found) - len(wanted)
        told = invite_members(place, wanted, settings=settings(), now=moment)
        return {
            "sent": [one for one in told if one.outcome is Outcome.SENT],
            "passed_over": [one for one in told if one.outcome is not Outcome.SENT],
            "left": left,
        }
