"""Evidence packs as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.pages import PageSchema
from lms.api.schemas.shape import LARGEST_KEY, Incoming, Outgoing, between, told
from lms.ledger.packs.layout import Names

NAMES = tuple(one.value for one in Names)
ONE_OF_NAMES = f"Give one of {', '.join(NAMES)}, or leave it out for full."
DAY = "Write a day as year-month-day, like 2026-06-30."
SIZE = f"Give the size of a checkpoint, from 1 to {LARGEST_KEY}, or leave it out for the newest."


@dataclass(frozen=True, slots=True)
class PackBody:
    """What is asked for; no day is today, no size the newest."""

    as_of: date | None
    known_at: int | None
    names: Names


class PackBodySchema(Incoming):
    """What is asked for."""

    as_of = fields.Date(
        load_default=None,
        allow_none=True,
        error_messages=told(DAY),
        metadata={"description": "What was true on that day; today when it is left out."},
    )
    known_at = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=between(1, LARGEST_KEY, SIZE),
        error_messages=told(SIZE),
        metadata={"description": "The size of an earlier checkpoint; the newest, signed now, when it is left out."},
    )
    names = fields.String(
        load_default=Names.FULL.value, validate=OneOf(NAMES, error=ONE_OF_NAMES), error_messages=told(ONE_OF_NAMES)
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> PackBody:
        """Return the body."""
        return PackBody(
            as_of=cast("date | None", data["as_of"]),
            known_at=cast("int | None", data["known_at"]),
            names=Names(str(data["names"])),
        )


class PackSchema(Outgoing):
    """A pack that was asked for."""

    id = fields.UUID()
    as_of = fields.Date()
    known_at = fields.Integer(attribute="ledger_size", metadata={"description": "How many entries it knows."})
    names = fields.String(validate=OneOf(NAMES))
    asked_at = fields.AwareDateTime()
    asked_by = fields.String(metadata={"description": "Empty when that account is gone."})
    sha256 = fields.String(metadata={"description": "Of the file as it was made last; empty until it was made."})
    size = fields.Integer(allow_none=True, metadata={"description": "Bytes; null until it was made."})


class PackListSchema(PageSchema):
    """A page of the packs of an institution, newest first."""

    items = fields.List(fields.Nested(PackSchema))
