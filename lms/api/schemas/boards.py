"""Board meetings, their rolls, and the resolutions that endorse the principles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from marshmallow import fields, post_load
from marshmallow.validate import Length, OneOf

from lms.api.schemas.coverage import day_field
from lms.api.schemas.shape import LONGEST_ID, Incoming, Outgoing, at_most, told
from lms.http.signed_files import KEEP, REMOVE

ID = "Make a UUID for each meeting; sent again, the same one is one meeting."
MODULES = "Name at least one module that is read, each by its id."
YES_OR_NO = "Give true or false."
PLACE = f"Give {KEEP} or {REMOVE}: what is done with a photo that tells where it was taken."
NUMBER = "Give the number of the resolution as it stands on the paper, 1 to 60 characters."


@dataclass(frozen=True, slots=True)
class MeetingBody:
    """A meeting as it is opened."""

    id: str
    held_on: date
    place: str
    modules: tuple[str, ...]


class MeetingBodySchema(Incoming):
    """A meeting as it is opened: the editions of that moment are those it counts for."""

    id = fields.UUID(required=True, error_messages=told(ID), metadata={"description": ID})
    held_on = day_field(required=True)
    place = fields.String(load_default="", validate=at_most(200, least=0))
    modules = fields.List(
        fields.String(validate=at_most(LONGEST_ID)),
        required=True,
        validate=Length(min=1, max=50, error=MODULES),
        error_messages=told(MODULES),
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> MeetingBody:
        """Return the body."""
        return MeetingBody(
            id=str(cast(UUID, data["id"])),
            held_on=cast(date, data["held_on"]),
            place=str(data["place"]),
            modules=tuple(cast("list[str]", data["modules"])),
        )


@dataclass(frozen=True, slots=True)
class SeatBody:
    """What is noted of a director."""

    is_present: bool
    has_attested: bool


class SeatBodySchema(Incoming):
    """What is noted of a director. Who is absent has attested nothing; `has_attested` is what she said herself."""

    is_present = fields.Boolean(required=True, error_messages=told(YES_OR_NO))
    has_attested = fields.Boolean(load_default=False, error_messages=told(YES_OR_NO))

    @post_load
    def make(self, data: Mapping[str, bool], **_: object) -> SeatBody:
        """Return the body."""
        return SeatBody(**data)


class ReadModuleSchema(Outgoing):
    """A module that is read, and the sentence each director confirms."""

    module = fields.String(attribute="module_id")
    edition = fields.String()
    language = fields.String()
    title = fields.String()
    sentence = fields.String()
    is_commitment = fields.Boolean(metadata={"description": "Whether it is the module's own commitment."})


class SeatSchema(Outgoing):
    """A director in the roll."""

    member_id = fields.Integer()
    name = fields.String()
    staff_code = fields.String()
    is_present = fields.Boolean()
    attested_at = fields.AwareDateTime(allow_none=True)


class MeetingSchema(Outgoing):
    """A meeting: open until `closed_at`, then as it stands for good."""

    id = fields.UUID()
    held_on = fields.Date()
    place = fields.String()
    modules = fields.List(fields.Nested(ReadModuleSchema))
    opened_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)
    roll = fields.List(fields.Nested(SeatSchema))


class MeetingRowSchema(Outgoing):
    """A meeting on the list."""

    id = fields.UUID()
    held_on = fields.Date()
    place = fields.String()
    modules = fields.List(fields.Nested(ReadModuleSchema))
    opened_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)
    present = fields.Integer()
    attested = fields.Integer()


class MeetingListSchema(Outgoing):
    """The meetings of an institution, newest first."""

    meetings = fields.List(fields.Nested(MeetingRowSchema))


class EndorsementSchema(Outgoing):
    """A resolution; it stands while `withdrawn_on` is null."""

    id = fields.UUID()
    number = fields.String()
    resolved_on = fields.Date()
    meeting_id = fields.UUID(allow_none=True)
    file_sha256 = fields.String(metadata={"description": "Of the bytes as they are kept."})
    media_type = fields.String()
    size = fields.Integer()
    recorded_at = fields.AwareDateTime()
    withdrawn_on = fields.Date(allow_none=True)


class EndorsementListSchema(Outgoing):
    """The resolutions of an institution, newest first, those withdrawn too."""

    endorsements = fields.List(fields.Nested(EndorsementSchema))


@dataclass(frozen=True, slots=True)
class ResolutionQuery:
    """A resolution as its file is sent."""

    number: str
    resolved_on: date
    meeting: str
    replaces: str
    place: str


class ResolutionQuerySchema(Incoming):
    """The resolution whose signed page is the body of the request."""

    number = fields.String(required=True, validate=at_most(60), error_messages=told(NUMBER))
    resolved_on = day_field(required=True)
    meeting = fields.UUID(load_default=None, error_messages=told("Give the id of a closed meeting, or leave it out."))
    replaces = fields.UUID(
        load_default=None, error_messages=told("Give the id of the resolution it takes the place of.")
    )
    place = fields.String(load_default="", validate=OneOf((KEEP, REMOVE), error=PLACE), metadata={"description": PLACE})

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> ResolutionQuery:
        """Return the query."""
        return ResolutionQuery(
            number=str(data["number"]),
            resolved_on=cast(date, data["resolved_on"]),
            meeting=str(data["meeting"] or ""),
            replaces=str(data["replaces"] or ""),
            place=str(data["place"]),
        )
