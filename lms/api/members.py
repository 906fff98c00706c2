"""The people of an institution: who is there, who comes, moves and leaves. Nothing is ever erased."""

from dataclasses import asdict

from flask.views import MethodView

from lms.api import examples
from lms.api.block_tree import Json
from lms.api.coverage import check_branch
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.members import (
    Departure,
    DepartureSchema,
    MemberBodySchema,
    MemberChange,
    MemberChangeSchema,
    MemberListSchema,
    MemberSchema,
    MembersQuerySchema,
    MembersQueryString,
    MoveSchema,
)
from lms.api.schemas.shape import LARGEST_KEY
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.holdings import catalogue, settings
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions import service, tenures
from lms.permissions import Permission
from lms.reports.changes import list_open_changes
from lms.reports.commitments import list_commitments
from lms.reports.people import MembersQuery, list_members, read_member
from lms.workflows.add_member import NewMember, add_member
from lms.workflows.invite_person import Inviter, invite_member
from lms.workflows.move_member import NewPlace, move_member
from lms.workflows.reset_password import new_token

area = Area("members", "The people of an institution, their places and their invitations.")
MEMBER = f"/institutions/<institution>/members/<int(max={LARGEST_KEY}):member_id>"


@area.at("/institutions/<institution>/members")
class Members(MethodView):
    """The people of an institution."""

    @needs(Permission.VIEW_PEOPLE)
    @fails(404)
    @area.asks(MembersQuerySchema)
    @area.gives(200, MemberListSchema, example=examples.MEMBERS)
    def get(self, query: MembersQueryString, place: InstitutionPlace) -> Json:
        """List the members by name, where each stands on a day; `as_of` is today where it is left out."""
        check_branch(place, query.branch)
        asked = MembersQuery(
            institution_id=place.id,
            on=query.as_of or today_at(place.zone),
            text=query.q,
            branch_id=query.branch,
            tier=query.tier,
            presence=query.presence,
        )
        found = list_members(session(), asked, limit=query.page.size, offset=query.page.offset)
        return {**write_page(found.rows, query.page, total=found.total), "as_of": asked.on}

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.takes(MemberBodySchema, example=examples.MEMBER_BODY)
    @area.gives(201, MemberSchema, example=examples.MEMBER)
    def post(self, body: NewMember, place: InstitutionPlace) -> Json:
        """Add a person with her first place."""
        with transaction() as write:
            member = add_member(write, institution_id=place.id, new=body, now=now())
        return _member(place, member.id)


@area.at(MEMBER)
class OneMember(MethodView):
    """A person's place in an institution."""

    @needs(Permission.VIEW_PEOPLE)
    @fails(404)
    @area.gives(200, MemberSchema, example=examples.MEMBER)
    def get(self, member_id: int, place: InstitutionPlace) -> Json:
        """Show a person and the history of her places."""
        return _member(place, member_id)

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.takes(MemberChangeSchema, example={"name": "Amina Diallo-Ba"})
    @area.gives(200, MemberSchema, example=examples.MEMBER)
    def patch(self, body: MemberChange, member_id: int, place: InstitutionPlace) -> Json:
        """Change staff code, names, address or language. A field that is missing changes nothing."""
        with transaction() as write:
            known = service.get_member(write, institution_id=place.id, member_id=member_id)
            service.change_member(
                write,
                institution_id=place.id,
                member_id=member_id,
                staff_code=known.staff_code if body.staff_code is None else body.staff_code,
                name=known.name if body.name is None else body.name,
                email=known.email if body.email is None else body.email,
                name_other=body.name_other,
                language=body.language,
                now=now(),
            )
        return _member(place, member_id)


@area.at(f"{MEMBER}/tenures")
class Tenures(MethodView):
    """The places of a person."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.takes(MoveSchema, example={"tier": "middle_management", "branch_id": 3, "on": "2026-04-01"})
    @area.gives(201, MemberSchema, example=examples.MEMBER)
    def post(self, body: NewPlace, member_id: int, place: InstitutionPlace) -> Json:
        """Move a person to another tier or branch from a day on; who had left begins again."""
        with transaction() as write:
            move_member(write, institution_id=place.id, member_id=member_id, new=body, now=now())
        return _member(place, member_id)


@area.at(f"{MEMBER}/departure")
class MemberDeparture(MethodView):
    """Leaving."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.takes(DepartureSchema, example={"on": "2026-05-01"})
    @area.gives(200, MemberSchema, example=examples.MEMBER)
    def post(self, body: Departure, member_id: int, place: InstitutionPlace) -> Json:
        """Let a person leave; `on` is the first day she no longer counts. What she completed stays on record."""
        with transaction() as write:
            tenures.leave(write, institution_id=place.id, member_id=member_id, on=body.on, now=now())
        return _member(place, member_id)


@area.at(f"{MEMBER}/invitation")
class Invitation(MethodView):
    """Inviting."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409, 422)
    @area.gives(202, MemberSchema, example=examples.MEMBER)
    def post(self, member_id: int, place: InstitutionPlace) -> Json:
        """Give a person a login at her address and write to her; written to again, only the newest link works."""
        inviter = Inviter(institution_id=place.id, name=place.name, language=place.language, zone=place.zone)
        with transaction() as write:
            invite_member(
                write,
                inviter=inviter,
                member_id=member_id,
                token=new_token(),
                base_url=settings().base_url,
                now=now(),
            )
        return _member(place, member_id)


def _member(place: InstitutionPlace, member_id: int) -> Json:
    today = today_at(place.zone)
    found = read_member(session(), institution_id=place.id, member_id=member_id, on=today)
    return {
        **asdict(found.row),
        "tenures": found.tenures,
        "attempts": found.attempts,
        "completions": found.completions,
        "changed": sorted(list_open_changes(session(), catalogue(), member_id=member_id, today=today)),
        "commitments": list_commitments(session(), member_id=member_id),
    }
