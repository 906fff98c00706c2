"""What is required of a tier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.coverage import check_day
from lms.api.schemas.modules import TRACKS, tier_field
from lms.api.schemas.shape import Incoming, Outgoing, between, told

PERCENT = "The pass mark is a percentage: give a whole number from 1 to 100."
MONTHS = "Give months from 1 to 120, or null for ever."
TRACK = f"Give one of {', '.join(TRACKS)}, or leave it empty for the tier's own."
OWN_TRACK = "What the tier reads, and what its quiz is drawn from; empty: the tier's own track."
DAYS = "Give the days after joining as a whole number from 0 to 3650, or null."


@dataclass(frozen=True, slots=True)
class RequirementBody:
    """What a tier must do for a module."""

    pass_percent: int
    valid_months: int | None
    due_on: date | None
    due_days: int | None
    track: str


class RequirementBodySchema(Incoming):
    """What a tier must do for a module; due by a date, so many days after joining, or at no date."""

    pass_percent = fields.Integer(
        required=True, strict=True, validate=between(1, 100, PERCENT), error_messages=told(PERCENT)
    )
    valid_months = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=between(1, 120, MONTHS), error_messages=told(MONTHS)
    )
    due_on = fields.Date(
        load_default=None, allow_none=True, validate=check_day, error_messages=told("Give a day, or null.")
    )
    due_days = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=between(0, 3650, DAYS), error_messages=told(DAYS)
    )

    track = fields.String(
        load_default="",
        validate=OneOf(["", *TRACKS], error=TRACK),
        error_messages=told(TRACK),
        metadata={"description": OWN_TRACK},
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> RequirementBody:
        """Return the body."""
        return RequirementBody(
            pass_percent=cast(int, data["pass_percent"]),
            valid_months=cast("int | None", data["valid_months"]),
            due_on=cast("date | None", data["due_on"]),
            due_days=cast("int | None", data["due_days"]),
            track=str(data["track"]),
        )


class RequirementSchema(Outgoing):
    """What a tier must do for a module."""

    tier = tier_field()
    module = fields.String(attribute="module_id")
    pass_percent = fields.Integer()
    valid_months = fields.Integer(allow_none=True, metadata={"description": "Null: a completion counts for ever."})
    due_on = fields.Date(allow_none=True)
    due_days = fields.Integer(allow_none=True, metadata={"description": "Days after joining the tier."})
    track = fields.String(validate=OneOf(["", *TRACKS]), metadata={"description": OWN_TRACK})


class RequirementListSchema(Outgoing):
    """What is asked of the tiers of an institution."""

    requirements = fields.List(fields.Nested(RequirementSchema))
