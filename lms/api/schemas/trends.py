"""Coverage over time, and what a network sees of an institution."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.coverage import BRANCH, FiguresSchema, day_field
from lms.api.schemas.modules import tier_field
from lms.api.schemas.shape import LARGEST_KEY, Incoming, Outgoing, between, told
from lms.reports.trend_days import Every

STEPS = tuple(step.value for step in Every)
ONE_STEP = f"Give one of {', '.join(STEPS)}."


@dataclass(frozen=True, slots=True)
class TrendQueryString:
    """From when, until when, in which steps, in which branch; None is the usual."""

    since: date | None
    until: date | None
    every: Every | None
    branch: int | None


class TrendQuerySchema(Incoming):
    """From when, until when, in which steps, in which branch."""

    since = day_field()
    until = day_field()
    every = fields.String(load_default="", validate=OneOf(STEPS, error=ONE_STEP))
    branch = fields.Integer(load_default=None, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> TrendQueryString:
        """Return the query."""
        return TrendQueryString(
            since=cast("date | None", data["since"]),
            until=cast("date | None", data["until"]),
            every=Every(str(data["every"])) if data["every"] else None,
            branch=cast("int | None", data["branch"]),
        )


class PointTierSchema(Outgoing):
    """The figures of a tier on a day."""

    tier = tier_field()
    figures = fields.Nested(FiguresSchema)


class PointSchema(Outgoing):
    """The figures of a day."""

    as_of = fields.Date()
    tiers = fields.List(fields.Nested(PointTierSchema))
    everybody = fields.Nested(FiguresSchema)


class TrendSchema(Outgoing):
    """Coverage on the last day of each week, month or quarter and on the last day asked for."""

    institution = fields.String()
    branch = fields.Integer(allow_none=True)
    points = fields.List(fields.Nested(PointSchema))


class AnonymitySchema(Outgoing):
    """Whether the network sees the name; `network` is empty where the institution belongs to none."""

    network = fields.String()
    is_anonymous = fields.Boolean()


@dataclass(frozen=True, slots=True)
class AnonymityBody:
    """Whether the name is kept from the network."""

    is_anonymous: bool


class AnonymityBodySchema(Incoming):
    """Whether the name is kept from the network."""

    is_anonymous = fields.Boolean(required=True, error_messages=told("Give true or false."))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> AnonymityBody:
        """Return the body."""
        return AnonymityBody(bool(data["is_anonymous"]))
