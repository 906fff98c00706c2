"""Training sessions and their registers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from marshmallow import fields, post_load
from marshmallow.validate import Length, OneOf

from lms.api.schemas.coverage import day_field
from lms.api.schemas.kits import MODES, ONE_MODE
from lms.api.schemas.pages import PageFields, PageQuery, PageSchema
from lms.api.schemas.shape import LARGEST_KEY, LONGEST_ID, Incoming, Outgoing, at_most, between, told
from lms.facilitation.rules import LONGEST_MINUTES, Outcome
from lms.reports.sessions import SessionState

STATES = tuple(state.value for state in SessionState)
OUTCOMES = tuple(outcome.value for outcome in Outcome)
ID = "Make a UUID for each session; sent again, the same one is one session."
ONE_STATE = f"Give one of {', '.join(STATES)}."
LENGTH = f"A session takes 1 to {LONGEST_MINUTES} minutes. Give a whole number in between."
START = "Give day, time and offset, like 2026-03-02T09:30:00+03:00."
MEMBER = "Give the number of a person of this institution."
PERCENT = "Give a percentage from 0 to 100, or null."
MOST_LINES = 500
LINES = f"Give 1 to {MOST_LINES} lines."


@dataclass(frozen=True, slots=True)
class SessionBody:
    """A session as it is planned; an empty zone is the institution's, None as a minimum four fifths of the length."""

    id: str
    module: str
    title: str
    mode: str
    starts_at: datetime
    zone: str
    minutes: int
    minimum_minutes: int | None
    place: str
    facilitator: str


class SessionBodySchema(Incoming):
    """A session as it is planned."""

    id = fields.UUID(required=True, error_messages=told(ID), metadata={"description": ID})
    module = fields.String(required=True, validate=at_most(LONGEST_ID))
    title = fields.String(load_default="", validate=at_most(200, least=0))
    mode = fields.String(required=True, validate=OneOf(MODES, error=ONE_MODE), error_messages=told(ONE_MODE))
    starts_at = fields.AwareDateTime(required=True, error_messages=told(START))
    zone = fields.String(load_default="", validate=at_most(64, least=0))
    minutes = fields.Integer(
        required=True, strict=True, validate=between(1, LONGEST_MINUTES, LENGTH), error_messages=told(LENGTH)
    )
    minimum_minutes = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=between(1, LONGEST_MINUTES, LENGTH),
        error_messages=told(LENGTH),
        metadata={"description": "Below it somebody attended too little. Without it four fifths of the length."},
    )
    place = fields.String(load_default="", validate=at_most(200, least=0))
    facilitator = fields.String(load_default="", validate=at_most(200, least=0))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> SessionBody:
        """Return the body."""
        return SessionBody(**{**data, "id": str(cast(UUID, data["id"]))})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class SessionsQueryString:
    """Which sessions are asked for; empty and None mean any."""

    page: PageQuery
    module: str
    state: SessionState | None
    from_on: date | None
    to_on: date | None


class SessionsQuerySchema(PageFields):
    """Which sessions are asked for."""

    module = fields.String(load_default="", validate=at_most(LONGEST_ID, least=0))
    state = fields.String(load_default="", validate=OneOf(STATES, error=ONE_STATE))
    from_on = day_field()
    to_on = day_field()

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> SessionsQueryString:
        """Return the query."""
        return SessionsQueryString(
            page=PageQuery(cast(int, data["page"]), cast(int, data["size"])),
            module=str(data["module"]),
            state=SessionState(str(data["state"])) if data["state"] else None,
            from_on=cast("date | None", data["from_on"]),
            to_on=cast("date | None", data["to_on"]),
        )


class SessionSchema(Outgoing):
    """A session."""

    id = fields.UUID()
    module = fields.String(attribute="module_id")
    edition = fields.String()
    language = fields.String()
    title = fields.String()
    mode = fields.String(validate=OneOf(MODES))
    starts_at = fields.AwareDateTime()
    zone = fields.String()
    minutes = fields.Integer()
    minimum_minutes = fields.Integer()
    place = fields.String()
    facilitator = fields.String(attribute="facilitator_name")
    state = fields.String(validate=OneOf(STATES))
    lines = fields.Integer(metadata={"description": "How many stand in its register."})
    attended = fields.Integer(metadata={"description": "How many of them reached the minimum."})


class SessionListSchema(PageSchema):
    """A page of the sessions, the latest first."""

    items = fields.List(fields.Nested(SessionSchema))


@dataclass(frozen=True, slots=True)
class LineBody:
    """A line of a register as it is sent."""

    member_id: int
    minutes: int
    test_percent: int | None


class LineBodySchema(Incoming):
    """A line: 0 minutes says that she was not there."""

    member_id = fields.Integer(
        required=True, strict=True, validate=between(1, LARGEST_KEY, MEMBER), error_messages=told(MEMBER)
    )
    minutes = fields.Integer(
        required=True, strict=True, validate=between(0, LONGEST_MINUTES, LENGTH), error_messages=told(LENGTH)
    )
    test_percent = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=between(0, 100, PERCENT), error_messages=told(PERCENT)
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> LineBody:
        """Return the line."""
        return LineBody(**data)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class RegisterBody:
    """Lines of a register; who is not named keeps what stands of her."""

    lines: tuple[LineBody, ...]


class RegisterBodySchema(Incoming):
    """Lines of a register; who is not named keeps what stands of her."""

    lines = fields.List(
        fields.Nested(LineBodySchema),
        required=True,
        validate=Length(min=1, max=MOST_LINES, error=LINES),
        error_messages=told(LINES),
    )

    @post_load
    def make(self, data: Mapping[str, list[LineBody]], **_: object) -> RegisterBody:
        """Return the body."""
        return RegisterBody(tuple(data["lines"]))


class RegisterLineSchema(Outgoing):
    """A line of a register, and what it comes to by the rules of the session's day."""

    member_id = fields.Integer()
    name = fields.String()
    staff_code = fields.String()
    tier = fields.String(metadata={"description": "Empty when she had no place on that day."})
    branch = fields.String()
    minutes = fields.Integer()
    test_percent = fields.Integer(allow_none=True)
    pass_percent = fields.Integer()
    outcome = fields.String(validate=OneOf(OUTCOMES))
    source = fields.String()
    recorded_by = fields.String(metadata={"description": "Empty when that account is gone."})
    recorded_at = fields.AwareDateTime()


class RegisterSchema(Outgoing):
    """A session with its register by name."""

    session = fields.Nested(SessionSchema)
    lines = fields.List(fields.Nested(RegisterLineSchema))
