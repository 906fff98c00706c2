"""Session kits: what is asked, the running order, the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from marshmallow import ValidationError, fields, post_load
from marshmallow.validate import OneOf

from courses.model import Mode, Tier
from lms.api.schemas.modules import TIERS, tier_field
from lms.api.schemas.pages import PageSchema
from lms.api.schemas.shape import LONGEST_ID, Incoming, Outgoing, at_most, between, told
from webinar_kits.model import LONGEST_MINUTES, SHORTEST_MINUTES

MODES = tuple(mode.value for mode in Mode)
ONE_MODE = f"Give one of {', '.join(MODES)}."
ONE_TIER = f"Give one of {', '.join(TIERS)}."
LENGTH = f"A session takes {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes. Give a whole number in between."
START = "Give day, time and offset, like 2026-03-02T09:30:00+03:00, or leave it out."
YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class PlanBody:
    """What shapes a running order."""

    module: str
    mode: Mode
    tier: Tier
    minutes: int


@dataclass(frozen=True, slots=True)
class KitBody:
    """What is asked of a kit; an empty zone is the institution's."""

    plan: PlanBody
    starts_at: datetime | None
    zone: str


def _plan(data: Mapping[str, object]) -> PlanBody:
    return PlanBody(
        module=str(data["module"]),
        mode=Mode(str(data["mode"])),
        tier=Tier(str(data["tier"])),
        minutes=cast(int, data["minutes"]),
    )


class PlanFields(Incoming):
    """The fields of a running order."""

    module = fields.String(required=True, validate=at_most(LONGEST_ID), error_messages=told("Name a module by its id."))
    mode = fields.String(required=True, validate=OneOf(MODES, error=ONE_MODE), error_messages=told(ONE_MODE))
    tier = fields.String(required=True, validate=OneOf(TIERS, error=ONE_TIER), error_messages=told(ONE_TIER))
    minutes = fields.Integer(
        required=True,
        strict=True,
        validate=between(SHORTEST_MINUTES, LONGEST_MINUTES, LENGTH),
        error_messages=told(LENGTH),
    )


class PlanBodySchema(PlanFields):
    """What shapes a running order."""

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> PlanBody:
        """Return the body."""
        return _plan(data)


class KitBodySchema(PlanFields):
    """What is asked of a kit."""

    starts_at = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        error_messages=told(START),
        metadata={"description": "Without it times count from 0:00 and there is no calendar file."},
    )
    zone = fields.String(
        load_default="",
        validate=at_most(64, least=0),
        metadata={"description": "An IANA name. Without it, that of the institution."},
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> KitBody:
        """Return the body."""
        starts_at = data["starts_at"] if isinstance(data["starts_at"], datetime) else None
        if starts_at is not None and starts_at.year not in YEARS:
            raise ValidationError(f"The year {starts_at.year} cannot be meant. {START}", "starts_at")
        return KitBody(plan=_plan(data), starts_at=starts_at, zone=str(data["zone"]))


class StepSchema(Outgoing):
    """A row of the running order; a break has no slide."""

    number = fields.Integer()
    slide = fields.String(allow_none=True)
    title = fields.String()
    begins = fields.Integer(metadata={"description": "Minutes after the start."})
    minutes = fields.Integer()


class CutSchema(Outgoing):
    """A slide that time left out."""

    slide = fields.String()
    title = fields.String()


class PlanSchema(Outgoing):
    """A running order. The minutes of its steps sum to `minutes`, exactly."""

    minutes = fields.Integer()
    steps = fields.List(fields.Nested(StepSchema))
    cut = fields.List(fields.Nested(CutSchema))


class KitEntrySchema(Outgoing):
    """A kit as it was asked for."""

    id = fields.UUID()
    module = fields.String(attribute="module_id")
    edition = fields.String()
    mode = fields.String(validate=OneOf(MODES))
    tier = tier_field()
    minutes = fields.Integer()
    language = fields.String()
    starts_at = fields.AwareDateTime(allow_none=True)
    zone = fields.String()
    asked_at = fields.AwareDateTime()
    asked_by = fields.String(metadata={"description": "Empty when that account is gone."})


class KitListSchema(PageSchema):
    """A page of the kits of an institution, newest first."""

    items = fields.List(fields.Nested(KitEntrySchema))


class KitSchema(Outgoing):
    """A kit and its running order."""

    kit = fields.Nested(KitEntrySchema)
    plan = fields.Nested(PlanSchema)
