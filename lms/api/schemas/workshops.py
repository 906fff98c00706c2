"""Workshops: opened, joined, their people, teams, steps, board."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load
from marshmallow.validate import Length, OneOf

from lms.api.schemas.kits import MODES
from lms.api.schemas.shape import LARGEST_KEY, Incoming, Outgoing, at_most, between, told
from lms.permissions import SeatRole
from lms.reports.workshop_figures import Standing

STAGES = ("reviews", "feedback", "close", "reopen")
ONE_STAGE = f"Give one of {', '.join(STAGES)}."
SIZE = "A team has 2 to 8 people. Give a whole number in between."
SEED = "Give a whole number from 0 to 999999999, or null for chance."
SEATS = "Give 1 to 500 numbers of people."
WHO = "Give the number of a team, or null for who writes alone."


@dataclass(frozen=True, slots=True)
class CodeBody:
    """The code of a workshop as somebody typed it."""

    code: str


class CodeBodySchema(Incoming):
    """The code of a workshop; capitals and spaces do not matter."""

    code = fields.String(required=True, validate=at_most(40))

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> CodeBody:
        """Return the body."""
        return CodeBody(**data)


class WorkshopSchema(Outgoing):
    """A workshop and one's own place in it."""

    id = fields.String()
    title = fields.String()
    case = fields.String()
    language = fields.String()
    mode = fields.String(metadata={"enum": list(MODES)})
    zone = fields.String()
    starts_on = fields.Date()
    due_at = fields.AwareDateTime(allow_none=True)
    reviews_open_at = fields.AwareDateTime(allow_none=True)
    released_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)
    role = fields.String(metadata={"enum": [role.value for role in SeatRole]})
    team = fields.String(metadata={"description": "Empty for who writes alone."})
    code = fields.String(metadata={"description": "The code that lets others in; empty for who is no trainer."})


class WorkshopListSchema(Outgoing):
    """The workshops one takes part in."""

    items = fields.List(fields.Nested(WorkshopSchema))


class AgendaItemSchema(Outgoing):
    """A line of the agenda."""

    id = fields.String()
    kind = fields.String()
    title = fields.String()
    text = fields.String()
    exercise = fields.String(metadata={"description": "The id of an exercise, else empty."})
    starts_at = fields.AwareDateTime()
    minutes = fields.Integer()


class SittingSchema(Outgoing):
    """A day in a room or a webinar; one for several groups stands once for each of them, with the same id."""

    id = fields.String()
    title = fields.String()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    items = fields.List(fields.Nested(AgendaItemSchema))


class AgendaSchema(Outgoing):
    """The agenda with its moments."""

    sittings = fields.List(fields.Nested(SittingSchema))


class WorkshopPersonSchema(Outgoing):
    """Somebody who takes part."""

    seat = fields.Integer()
    name = fields.String()
    email = fields.String()
    role = fields.String(metadata={"enum": [role.value for role in SeatRole]})
    team = fields.Integer(allow_none=True)
    joined_at = fields.AwareDateTime()
    seen_at = fields.AwareDateTime(allow_none=True)


class TeamSchema(Outgoing):
    """A team."""

    id = fields.Integer()
    name = fields.String()


class TakenOutSchema(Outgoing):
    """Somebody whom a trainer took out, and may take back."""

    seat = fields.Integer()
    name = fields.String()
    team = fields.String(metadata={"description": "The team she would be in again; empty for who writes alone."})
    out_at = fields.AwareDateTime()


class WorkshopPeopleSchema(Outgoing):
    """Who takes part and in which team."""

    people = fields.List(fields.Nested(WorkshopPersonSchema))
    teams = fields.List(fields.Nested(TeamSchema))
    taken_out = fields.List(fields.Nested(TakenOutSchema))


@dataclass(frozen=True, slots=True)
class TeamBody:
    """A team to make."""

    name: str


class TeamBodySchema(Incoming):
    """A team to make by hand."""

    name = fields.String(required=True, validate=at_most(80))

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> TeamBody:
        """Return the body."""
        return TeamBody(**data)


@dataclass(frozen=True, slots=True)
class DealBody:
    """How teams are dealt."""

    size: int
    seed: int | None


class DealBodySchema(Incoming):
    """How those who are in no team are dealt into teams."""

    size = fields.Integer(required=True, strict=True, validate=between(2, 8, SIZE), error_messages=told(SIZE))
    seed = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=between(0, 999_999_999, SEED),
        error_messages=told(SEED),
        metadata={"description": "The same seed deals the same people the same way."},
    )

    @post_load
    def make(self, data: Mapping[str, int | None], **_: object) -> DealBody:
        """Return the body."""
        return DealBody(**data)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class PlaceBody:
    """Into which team somebody goes."""

    team: int | None


class PlaceBodySchema(Incoming):
    """Into which team somebody goes; null: she writes alone."""

    team = fields.Integer(
        required=True, allow_none=True, strict=True, validate=between(1, LARGEST_KEY, WHO), error_messages=told(WHO)
    )

    @post_load
    def make(self, data: Mapping[str, int | None], **_: object) -> PlaceBody:
        """Return the body."""
        return PlaceBody(**data)


@dataclass(frozen=True, slots=True)
class StageBody:
    """A step of the workshop."""

    stage: str


class StageBodySchema(Incoming):
    """A step of the workshop that its trainer takes."""

    stage = fields.String(required=True, validate=OneOf(STAGES, error=ONE_STAGE), error_messages=told(ONE_STAGE))

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> StageBody:
        """Return the body."""
        return StageBody(**data)


class TrainersBoardRowSchema(Outgoing):
    """How far somebody is; `parts` of `parts_in_all` of a good proposal are done."""

    seat = fields.Integer()
    name = fields.String()
    team = fields.String()
    standing = fields.String(metadata={"enum": [standing.value for standing in Standing]})
    last_part = fields.String(metadata={"description": "The key of the part saved last, empty before the first."})
    saved_at = fields.AwareDateTime(allow_none=True)
    seen_at = fields.AwareDateTime(allow_none=True)
    handed_in_at = fields.AwareDateTime(allow_none=True)
    parts = fields.Integer()
    parts_in_all = fields.Integer()
    words = fields.Integer()
    findings = fields.Integer()
    recommendations = fields.Integer()
    warnings = fields.Integer()
    reviews_given = fields.Integer()
    reviews_asked = fields.Integer()


class TrainersBoardSchema(Outgoing):
    """Who is where."""

    items = fields.List(fields.Nested(TrainersBoardRowSchema))


@dataclass(frozen=True, slots=True)
class NudgeBody:
    """A word to some people."""

    seats: list[int]
    text: str


class NudgeBodySchema(Incoming):
    """A word to some people of the workshop."""

    seats = fields.List(
        fields.Integer(strict=True, validate=between(1, LARGEST_KEY, SEATS), error_messages=told(SEATS)),
        required=True,
        validate=Length(min=1, max=500, error=SEATS),
        error_messages=told(SEATS),
    )
    text = fields.String(required=True, validate=at_most(500))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> NudgeBody:
        """Return the body."""
        return NudgeBody(**data)  # type: ignore[arg-type]


class SentSchema(Outgoing):
    """To how many it went."""

    sent = fields.Integer()
