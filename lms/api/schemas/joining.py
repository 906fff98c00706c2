"""Links to join by, who asks, and PINs for who has no address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import Length, OneOf

from lms.api.schemas.coverage import BRANCH, ONE_TIER
from lms.api.schemas.modules import TIERS
from lms.api.schemas.shape import LARGEST_KEY, Incoming, Outgoing, at_most, between, told
from lms.institutions.joining import LONGEST_DAYS
from lms.reports.logins import MOST_CARDS

DAYS = f"Give the days it should work, 1 to {LONGEST_DAYS}."
MEMBERS = f"Give the ids of 1 to {MOST_CARDS} members without an address."


@dataclass(frozen=True, slots=True)
class LinkBody:
    """A link to open."""

    label: str
    tier: str
    branch_id: int | None
    days: int


class LinkBodySchema(Incoming):
    """A link to open; what it leaves open, each who asks says herself."""

    label = fields.String(load_default="", validate=at_most(80, least=0))
    tier = fields.String(load_default="", validate=OneOf(("", *TIERS), error=ONE_TIER))
    branch_id = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=between(1, LARGEST_KEY, BRANCH),
        error_messages=told(BRANCH),
    )
    days = fields.Integer(
        load_default=30, strict=True, validate=between(1, LONGEST_DAYS, DAYS), error_messages=told(DAYS)
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> LinkBody:
        """Return the body."""
        return LinkBody(
            str(data["label"]), str(data["tier"]), cast("int | None", data["branch_id"]), cast(int, data["days"])
        )


class LinkSchema(Outgoing):
    """A link staff ask by."""

    id = fields.Integer()
    code = fields.String()
    label = fields.String()
    tier = fields.String(metadata={"description": "Empty: each says it."})
    branch_id = fields.Integer(allow_none=True)
    address = fields.Url(metadata={"description": "Where it leads."})
    expires_at = fields.AwareDateTime()
    is_open = fields.Boolean()


class LinkListSchema(Outgoing):
    """The links of an institution, newest first."""

    links = fields.List(fields.Nested(LinkSchema))


class RequestSchema(Outgoing):
    """Somebody who asks to join."""

    id = fields.Integer()
    name = fields.String()
    name_other = fields.String()
    staff_code = fields.String()
    email = fields.String()
    tier = fields.String()
    branch_id = fields.Integer(allow_none=True)
    asked_at = fields.AwareDateTime()


class RequestListSchema(Outgoing):
    """Who waits for an answer, oldest first."""

    requests = fields.List(fields.Nested(RequestSchema))


@dataclass(frozen=True, slots=True)
class PinBody:
    """Who is to get a PIN."""

    member_ids: tuple[int, ...]


class PinBodySchema(Incoming):
    """Members without an address."""

    member_ids = fields.List(
        fields.Integer(strict=True, validate=between(1, LARGEST_KEY, MEMBERS), error_messages=told(MEMBERS)),
        required=True,
        validate=Length(min=1, max=MOST_CARDS, error=MEMBERS),
        error_messages=told(MEMBERS),
    )

    @post_load
    def make(self, data: Mapping[str, list[int]], **_: object) -> PinBody:
        """Return the body; named twice is once."""
        return PinBody(tuple(dict.fromkeys(data["member_ids"])))


class PinCardSchema(Outgoing):
    """A PIN as it is handed over, told this once."""

    name = fields.String()
    staff_code = fields.String()
    pin = fields.String()


class PinCardListSchema(Outgoing):
    """The cards, in the order asked."""

    cards = fields.List(fields.Nested(PinCardSchema))
