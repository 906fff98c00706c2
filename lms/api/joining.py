"""Joining by a link, and PINs for who has no address: the coordinator's side of both."""

from dataclasses import asdict

from flask.views import MethodView

from lms.accounts.pins import new_pin
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.joining import (
    LinkBody,
    LinkBodySchema,
    LinkListSchema,
    LinkSchema,
    PinBody,
    PinBodySchema,
    PinCardListSchema,
    RequestListSchema,
)
from lms.api.schemas.members import MemberBodySchema
from lms.api.schemas.shape import LARGEST_KEY
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.moment import now
from lms.http.viewer import InstitutionPlace, viewer
from lms.institutions import joining
from lms.institutions.joining import KnownLink
from lms.permissions import Permission
from lms.workflows.add_member import NewMember
from lms.workflows.answer_join_request import Answer, admit, turn_away
from lms.workflows.give_pins import Issuer, give_pins
from lms.workflows.invite_person import Inviter
from lms.workflows.reset_password import new_token

area = Area("joining", "How staff come in by themselves, and how those without an address sign in.")
REQUEST = f"/institutions/<institution>/join-requests/<int(max={LARGEST_KEY}):request_id>"
LINK = {
    "id": 4,
    "code": "K7QM3XNA",
    "label": "New staff of March",
    "tier": "",
    "branch_id": None,
    "address": "https://training.example/join/K7QM3XNA",
    "expires_at": "2026-04-01T09:00:00+00:00",
    "is_open": True,
}
WAITING = {
    "id": 9,
    "name": "Bilal Haddad",
    "name_other": "بلال حداد",
    "staff_code": "S0812",
    "email": "",
    "tier": "field",
    "branch_id": 3,
    "asked_at": "2026-03-02T08:15:00+00:00",
}
NEWCOMER = {
    "staff_code": "S0812",
    "name": "Bilal Haddad",
    "email": "",
    "tier": "field",
    "branch_id": 3,
    "starts_on": "2026-03-02",
}
CARD = {"name": "Amina Said", "staff_code": "S0813", "pin": "402917"}


@area.at("/institutions/<institution>/join-links")
class JoinLinks(MethodView):
    """The links staff ask by."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.gives(200, LinkListSchema, example={"links": [LINK]})
    def get(self, place: InstitutionPlace) -> Json:
        """List the links, newest first."""
        return {"links": [_link(one) for one in joining.list_links(session(), institution_id=place.id)]}

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.takes(LinkBodySchema, example={"label": "New staff of March", "days": 30})
    @area.gives(201, LinkSchema, example=LINK)
    def post(self, body: LinkBody, place: InstitutionPlace) -> Json:
        """Open a link."""
        with transaction() as write:
            return _link(joining.open_link(write, institution_id=place.id, now=now(), **asdict(body)))


@area.at(f"/institutions/<institution>/join-links/<int(max={LARGEST_KEY}):link_id>")
class OneJoinLink(MethodView):
    """A link."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.gives_nothing()
    def delete(self, place: InstitutionPlace, link_id: int) -> None:
        """Close a link; who asked by it still waits."""
        with transaction() as write:
            joining.close_link(write, institution_id=place.id, link_id=link_id, now=now())


@area.at("/institutions/<institution>/join-requests")
class JoinRequests(MethodView):
    """Who asks to join."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.gives(200, RequestListSchema, example={"requests": [WAITING]})
    def get(self, place: InstitutionPlace) -> Json:
        """List who waits for an answer."""
        waiting = joining.list_waiting(session(), institution_id=place.id)
        return {"requests": [{**asdict(one), **asdict(one.wish)} for one in waiting]}


@area.at(f"{REQUEST}/admission")
class Admission(MethodView):
    """A yes."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409)
    @area.takes(MemberBodySchema, example=NEWCOMER)
    @area.gives_nothing()
    def post(self, body: NewMember, place: InstitutionPlace, request_id: int) -> None:
        """Make a member of who asks, or join her login to the member with that staff code."""
        answer = Answer(
            decided_by_id=viewer().account_id,
            inviter=Inviter(place.id, place.name, place.language, place.zone),
            token=new_token(),
            base_url=settings().base_url,
        )
        with transaction() as write:
            admit(write, request_id=request_id, new=body, answer=answer, now=now())


@area.at(REQUEST)
class OneJoinRequest(MethodView):
    """A request."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409)
    @area.gives_nothing()
    def delete(self, place: InstitutionPlace, request_id: int) -> None:
        """Refuse a request."""
        with transaction() as write:
            turn_away(
                write,
                institution_id=place.id,
                request_id=request_id,
                decided_by_id=viewer().account_id,
                now=now(),
            )


@area.at("/institutions/<institution>/pins")
class Pins(MethodView):
    """PINs of members without an address."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409)
    @area.takes(PinBodySchema, example={"member_ids": [41]})
    @area.gives(201, PinCardListSchema, example={"cards": [CARD]})
    def post(self, body: PinBody, place: InstitutionPlace) -> Json:
        """Give each a new PIN, told this once; each chooses her own at the first sign-in."""
        issuer = Issuer(place.id, place.language, place.zone)
        with transaction() as write:
            drawn = [(member_id, new_pin()) for member_id in body.member_ids]
            return {"cards": give_pins(write, issuer=issuer, drawn=drawn, now=now())}


def _link(link: KnownLink) -> Json:
    return {
        **{name: getattr(link, name) for name in ("id", "code", "label", "tier", "branch_id", "expires_at")},
        "address": f"{settings().base_url}/join/{link.code}",
        "is_open": link.is_open(now()),
    }
