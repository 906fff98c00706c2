"""Who is asking, what she must complete, how far she has read, and her way through a practice case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from marshmallow import ValidationError, fields, post_load, validates_schema
from marshmallow.validate import OneOf

from courses.model import Track
from lms.api.schemas.commitments import CommitmentSchema
from lms.api.schemas.modules import HOLDS_BLOCKS, TRACKS, tier_field
from lms.api.schemas.shape import LONGEST_ID, Incoming, Outgoing, at_most, between, told
from lms.evidence.rules import Standing
from lms.permissions import Role


class RoleSchema(Outgoing):
    """A role and the one place where it holds."""

    role = fields.String(validate=OneOf([role.value for role in Role]))
    institution = fields.String(attribute="institution_slug", metadata={"description": "Its slug, or empty."})
    network = fields.String(attribute="network_slug", metadata={"description": "Its slug, or empty."})


class PlaceSchema(Outgoing):
    """One's own place in an institution today."""

    institution = fields.String(attribute="institution_slug")
    institution_name = fields.String()
    name = fields.String()
    tier = fields.String(metadata={"description": "Empty when no tenure covers today."})
    branch = fields.String(attribute="branch_name")


class MeSchema(Outgoing):
    """The account that asks."""

    email = fields.String()
    name = fields.String()
    language = fields.String()
    zone = fields.String()
    roles = fields.List(fields.Nested(RoleSchema))
    place = fields.Nested(PlaceSchema, attribute="member", allow_none=True)


class StandingSchema(Outgoing):
    """Where a member stands with one module."""

    module = fields.String()
    title = fields.String()
    standing = fields.String(
        validate=OneOf([standing.value for standing in Standing]),
        allow_none=True,
        metadata={"description": "Null where nothing asks her to complete it."},
    )
    due_on = fields.Date(allow_none=True)
    pass_percent = fields.Integer()
    track = fields.String(validate=OneOf(TRACKS), metadata={"description": "The one she is to read."})
    minutes = fields.Integer(metadata={"description": "To read her track."})
    sections = fields.Integer()
    sections_read = fields.Integer()
    completed_on = fields.Date(allow_none=True)
    valid_until = fields.Date(
        allow_none=True, metadata={"description": "The first day on which the completion no longer counts."}
    )
    edition = fields.String(metadata={"description": "Of the newest completion; empty before the first."})
    certificate = fields.String(allow_none=True, metadata={"description": "The code of the newest."})
    waived_by = fields.String(metadata={"description": "Who approved that one need not; empty where one must."})
    has_changed = fields.Boolean(
        metadata={"description": "Whether a short task about what changed since her completion waits."}
    )


class TrainingSchema(Outgoing):
    """What is due, and what is done."""

    tier = tier_field(allow_none=True)
    as_of = fields.Date()
    modules = fields.List(fields.Nested(StandingSchema))
    commitments = fields.List(fields.Nested(CommitmentSchema), metadata={"description": "Those given, newest first."})


@dataclass(frozen=True, slots=True)
class ReadBody:
    """That a section was gone on from."""

    track: Track | None


class ReadBodySchema(Incoming):
    """That a section was gone on from; `track` decides which is next."""

    track = fields.String(
        validate=OneOf(TRACKS, error=f"Give one of {', '.join(TRACKS)}, or leave it out for the track of the tier."),
        load_default=None,
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> ReadBody:
        """Return the body."""
        return ReadBody(Track(str(data["track"])) if data["track"] else None)


class ReadSchema(Outgoing):
    """What was noted, and where to go on."""

    module = fields.String()
    section = fields.String()
    next = fields.String(allow_none=True, metadata={"description": "The next section, or null after the last."})


@dataclass(frozen=True, slots=True)
class CaseBody:
    """A step in the practice case. Without a choice it begins again."""

    choice: str
    step: int


class CaseBodySchema(Incoming):
    """A choice with the number of choices taken before it; or `replay` to begin again."""

    choice = fields.String(load_default="", validate=at_most(LONGEST_ID))
    step = fields.Integer(
        load_default=None,
        strict=True,
        validate=between(0, 1000, "Give how many choices were taken before, as a whole number."),
        error_messages=told("Give how many choices were taken before, as a whole number."),
    )
    replay = fields.Boolean(
        load_default=False, truthy={True}, falsy={False}, error_messages=told("Give true or false.")
    )

    @validates_schema
    def check(self, data: Mapping[str, object], **_: object) -> None:
        """Take one of the two ways, and all of it."""
        if data["replay"] and (data["choice"] or data["step"] is not None):
            raise ValidationError("Send a choice with its step, or replay, not both.", "replay")
        if not data["replay"] and not data["choice"]:
            raise ValidationError("Choose one of the ways of this scene, by its id.", "choice")
        if not data["replay"] and data["step"] is None:
            raise ValidationError("Give how many choices were taken before, as a whole number.", "step")

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> CaseBody:
        """Return the body."""
        return CaseBody(choice=str(data["choice"]), step=cast(int, data["step"] or 0))


class CaseStepSchema(Outgoing):
    """A choice that was taken, and what it did."""

    scene = fields.String()
    choice = fields.String()
    text = fields.String()
    consequence = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)
    client = fields.Integer(metadata={"description": "What it did to the client, -2 to 2."})
    institution = fields.Integer(metadata={"description": "What it did to the institution, -2 to 2."})


class CaseOptionSchema(Outgoing):
    """A way to go on."""

    id = fields.String()
    text = fields.String()


class CaseSceneSchema(Outgoing):
    """The decision that stands next."""

    id = fields.String()
    title = fields.String()
    blocks = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)
    choices = fields.List(fields.Nested(CaseOptionSchema))


class CaseEndingSchema(Outgoing):
    """Where it led."""

    id = fields.String()
    title = fields.String()
    blocks = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)
    outcome = fields.String(validate=OneOf(["good", "mixed", "poor"]))
    section = fields.String(metadata={"description": "The section to read about it."})


class CaseSchema(Outgoing):
    """A practice case where the member stands in it: `scene` is null at the end, `ending` before it."""

    module = fields.String()
    title = fields.String()
    setting = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)
    step = fields.Integer(metadata={"description": "How many choices were taken."})
    steps = fields.List(fields.Nested(CaseStepSchema))
    scene = fields.Nested(CaseSceneSchema, allow_none=True)
    ending = fields.Nested(CaseEndingSchema, allow_none=True)
