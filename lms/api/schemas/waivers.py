"""Waivers: that somebody need not complete a module."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.coverage import day_field
from lms.api.schemas.pages import PageFields, PageQuery, PageSchema
from lms.api.schemas.shape import LARGEST_KEY, LONGEST_ID, Incoming, Outgoing, at_most, between, told
from lms.reports.waivers import WaiverState

STATES = tuple(state.value for state in WaiverState)
ID = "Make a UUID for each waiver; sent again, the same one is one waiver."
MEMBER = "Give the number of a person of this institution."
ONE_STATE = f"Give one of {', '.join(STATES)}."


@dataclass(frozen=True, slots=True)
class WaiverBody:
    """What is waived for whom; `last_day` None: until it is withdrawn."""

    id: str
    member_id: int
    module: str
    reason: str
    approver: str
    last_day: date | None


class WaiverBodySchema(Incoming):
    """What is waived for whom, why, and who approved it."""

    id = fields.UUID(required=True, error_messages=told(ID), metadata={"description": ID})
    member_id = fields.Integer(
        required=True, strict=True, validate=between(1, LARGEST_KEY, MEMBER), error_messages=told(MEMBER)
    )
    module = fields.String(required=True, validate=at_most(LONGEST_ID))
    reason = fields.String(required=True, validate=at_most(500))
    approver = fields.String(required=True, validate=at_most(200))
    last_day = day_field(may_be_null=True)

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> WaiverBody:
        """Return the body."""
        return WaiverBody(
            id=str(cast(UUID, data["id"])),
            member_id=cast(int, data["member_id"]),
            module=str(data["module"]),
            reason=str(data["reason"]),
            approver=str(data["approver"]),
            last_day=cast("date | None", data["last_day"]),
        )


@dataclass(frozen=True, slots=True)
class WithdrawalBody:
    """Why a waiver is withdrawn."""

    reason: str


class WithdrawalBodySchema(Incoming):
    """Why a waiver is withdrawn."""

    reason = fields.String(required=True, validate=at_most(500))

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> WithdrawalBody:
        """Return the body."""
        return WithdrawalBody(data["reason"])


@dataclass(frozen=True, slots=True)
class WaiversQueryString:
    """Which waivers; empty and None mean any."""

    page: PageQuery
    q: str
    module: str
    member: int | None
    state: WaiverState | None


class WaiversQuerySchema(PageFields):
    """Which waivers."""

    q = fields.String(load_default="", validate=at_most(100, least=0))
    module = fields.String(load_default="", validate=at_most(LONGEST_ID))
    member = fields.Integer(load_default=None, validate=between(1, LARGEST_KEY, MEMBER), error_messages=told(MEMBER))
    state = fields.String(load_default="", validate=OneOf(STATES, error=ONE_STATE))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> WaiversQueryString:
        """Return the query."""
        return WaiversQueryString(
            page=PageQuery(cast(int, data["page"]), cast(int, data["size"])),
            q=str(data["q"]),
            module=str(data["module"]),
            member=cast("int | None", data["member"]),
            state=WaiverState(str(data["state"])) if data["state"] else None,
        )


class WaiverSchema(Outgoing):
    """A waiver."""

    id = fields.UUID()
    member_id = fields.Integer()
    name = fields.String()
    staff_code = fields.String()
    module = fields.String()
    reason = fields.String()
    approver = fields.String()
    recorded_by = fields.String(metadata={"description": "Empty where that account is gone."})
    granted_on = fields.Date()
    last_day = fields.Date(allow_none=True, metadata={"description": "Null: until it is withdrawn."})
    state = fields.String(validate=OneOf(STATES))
    withdrawn_on = fields.Date(allow_none=True)
    withdrawn_reason = fields.String()


class WaiverListSchema(PageSchema):
    """A page of waivers, newest first."""

    items = fields.List(fields.Nested(WaiverSchema))
