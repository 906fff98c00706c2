"""The board: meetings held on one device, and the resolutions that endorse the principles."""

from dataclasses import asdict
from uuid import UUID

from flask import Response, request
from flask.views import MethodView

from lms.api import board_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.boards import (
    EndorsementListSchema,
    EndorsementSchema,
    MeetingBody,
    MeetingBodySchema,
    MeetingListSchema,
    MeetingSchema,
    ResolutionQuery,
    ResolutionQuerySchema,
    SeatBody,
    SeatBodySchema,
)
from lms.api.schemas.shape import LARGEST_KEY
from lms.boards import endorsements
from lms.boards.endorsements import Resolution
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.moment import now, today_at
from lms.http.signed_files import LARGEST_UPLOAD, check_signed_file
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports import boards as reports
from lms.workflows import hold_board_meeting as meetings
from lms.workflows.hold_board_meeting import NewMeeting

area = Area("boards", "The board's meetings, director by director, and its resolutions.")
MEETING = "/institutions/<institution>/board/meetings/<uuid:meeting_id>"
ENDORSEMENT = "/institutions/<institution>/board/endorsements/<uuid:endorsement_id>"


@area.at("/institutions/<institution>/board/meetings")
class Meetings(MethodView):
    """The meetings of a board."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.gives(200, MeetingListSchema, example=examples.MEETINGS)
    def get(self, place: InstitutionPlace) -> Json:
        """List the meetings, newest first."""
        return {"meetings": reports.list_meetings(session(), institution_id=place.id)}

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409)
    @area.takes(MeetingBodySchema, example=examples.MEETING_BODY)
    @area.gives(201, MeetingSchema, example=examples.MEETING, also=(200,))
    def post(self, body: MeetingBody, place: InstitutionPlace) -> tuple[Json, int]:
        """Open a meeting: 201; sent again under the same id, it is one: 200."""
        modules = tuple(get_module(module_id, place.language) for module_id in dict.fromkeys(body.modules))
        with transaction() as write:
            is_new = meetings.open_board_meeting(
                write,
                institution_id=place.id,
                account_id=viewer().account_id,
                new=NewMeeting(body.id, body.held_on, body.place, modules),
                today=today_at(place.zone),
                now=now(),
            )
        return _meeting(place, body.id), 201 if is_new else 200


@area.at(MEETING)
class OneMeeting(MethodView):
    """A meeting."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.gives(200, MeetingSchema, example=examples.MEETING)
    def get(self, meeting_id: UUID, place: InstitutionPlace) -> Json:
        """Show a meeting with its roll."""
        return _meeting(place, str(meeting_id))

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409)
    @area.gives_nothing()
    def delete(self, meeting_id: UUID, place: InstitutionPlace) -> None:
        """Take away a meeting that was opened by mistake; a closed one stays."""
        with transaction() as write:
            meetings.drop_board_meeting(write, institution_id=place.id, meeting_id=str(meeting_id))


@area.at(f"{MEETING}/roll/<int(max={LARGEST_KEY}):member_id>")
class Seat(MethodView):
    """A director in the roll."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409)
    @area.takes(SeatBodySchema, example={"is_present": True, "has_attested": True})
    @area.gives(200, MeetingSchema, example=examples.MEETING)
    def put(self, body: SeatBody, meeting_id: UUID, member_id: int, place: InstitutionPlace) -> Json:
        """Note whether a director is there and has attested, until the meeting is closed; sent twice, it is once."""
        with transaction() as write:
            meetings.seat(
                write,
                institution_id=place.id,
                meeting_id=str(meeting_id),
                member_id=member_id,
                is_present=body.is_present,
                has_attested=body.has_attested,
                now=now(),
            )
        return _meeting(place, str(meeting_id))


@area.at(f"{MEETING}/closing")
class Closing(MethodView):
    """The end of a meeting."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409)
    @area.gives(200, MeetingSchema, example={**examples.MEETING, "closed_at": examples.MEETING["opened_at"]})
    def post(self, meeting_id: UUID, place: InstitutionPlace) -> Json:
        """Close a meeting and write what counts for each director who attested; sent twice, it is once."""
        with transaction() as write:
            meetings.close_board_meeting(write, institution_id=place.id, meeting_id=str(meeting_id), now=now())
        return _meeting(place, str(meeting_id))


@area.at("/institutions/<institution>/board/endorsements")
class Endorsements(MethodView):
    """The resolutions of a board."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.gives(200, EndorsementListSchema, example={"endorsements": [examples.ENDORSEMENT]})
    def get(self, place: InstitutionPlace) -> Json:
        """List the resolutions, newest first, those withdrawn too."""
        return {"endorsements": reports.list_endorsements(session(), institution_id=place.id)}


@area.at(ENDORSEMENT)
class OneEndorsement(MethodView):
    """A resolution."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.gives(200, EndorsementSchema, example=examples.ENDORSEMENT)
    def get(self, endorsement_id: UUID, place: InstitutionPlace) -> Json:
        """Show a resolution."""
        return _endorsement(place, str(endorsement_id))

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404)
    @area.gives(200, EndorsementSchema, example={**examples.ENDORSEMENT, "withdrawn_on": "2026-04-01"})
    def delete(self, endorsement_id: UUID, place: InstitutionPlace) -> Json:
        """Withdraw a resolution; it stays on record with its file."""
        with transaction() as write:
            endorsements.withdraw(
                write,
                institution_id=place.id,
                endorsement_id=str(endorsement_id),
                today=today_at(place.zone),
                now=now(),
            )
        return _endorsement(place, str(endorsement_id))


@area.at(f"{ENDORSEMENT}/file")
class EndorsementFile(MethodView):
    """The signed page of a resolution."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.gives_file("application/octet-stream", description="The bytes as they are kept: a PDF, a JPEG or a PNG.")
    def get(self, endorsement_id: UUID, place: InstitutionPlace) -> Response:
        """Fetch the signed page, byte for byte as it is kept."""
        kept = reports.read_file(session(), institution_id=place.id, endorsement_id=str(endorsement_id))
        response = Response(kept.content, mimetype="application/octet-stream")
        response.headers["Content-Disposition"] = "attachment"
        return response

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409, 413, 422)
    @area.asks(ResolutionQuerySchema)
    @area.gives(200, EndorsementSchema, example=examples.ENDORSEMENT)
    def put(self, query: ResolutionQuery, endorsement_id: UUID, place: InstitutionPlace) -> Json:
        """Record a resolution. The body is its file: a PDF of 1 to 10 pages, a JPEG or a PNG of 10 MB at most."""
        request.max_content_length = LARGEST_UPLOAD
        file, _is_plain = check_signed_file(request.get_data(cache=False), name="resolution", place=query.place)
        with transaction() as write:
            kept = endorsements.record(
                write,
                institution_id=place.id,
                endorsement_id=str(endorsement_id),
                resolution=Resolution(query.number, query.resolved_on, query.meeting or None),
                file=file,
                account_id=viewer().account_id,
                today=today_at(place.zone),
                now=now(),
                replaces=query.replaces,
            )
        return _endorsement(place, kept)


def _meeting(place: InstitutionPlace, meeting_id: str) -> Json:
    return asdict(reports.read_meeting(session(), institution_id=place.id, meeting_id=meeting_id))


def _endorsement(place: InstitutionPlace, endorsement_id: str) -> Json:
    return asdict(reports.get_endorsement(session(), institution_id=place.id, endorsement_id=endorsement_id))
