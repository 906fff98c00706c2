"""Who has committed herself to a module."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.coverage import BRANCH, ONE_TIER
from lms.api.schemas.modules import TIERS
from lms.api.schemas.pages import PageFields, PageQuery, PageSchema
from lms.api.schemas.shape import LARGEST_KEY, LONGEST_ID, Outgoing, at_most, between, told
from lms.reports.pledges import PledgeState

STATES = tuple(state.value for state in PledgeState)
ONE_STATE = f"Give one of {', '.join(STATES)}."


@dataclass(frozen=True, slots=True)
class PledgesQueryString:
    """Whose commitments are asked for; None and empty mean any."""

    page: PageQuery
    module: str
    state: PledgeState | None
    tier: str
    branch: int | None


class PledgesQuerySchema(PageFields):
    """Whose commitments are asked for."""

    module = fields.String(load_default="introduction", validate=at_most(LONGEST_ID))
    state = fields.String(load_default="", validate=OneOf(STATES, error=ONE_STATE))
    tier = fields.String(load_default="", validate=OneOf(TIERS, error=ONE_TIER))
    branch = fields.Integer(load_default=None, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> PledgesQueryString:
        """Return the query."""
        return PledgesQueryString(
            page=PageQuery(cast(int, data["page"]), cast(int, data["size"])),
            module=str(data["module"]),
            state=PledgeState(str(data["state"])) if data["state"] else None,
            tier=str(data["tier"]),
            branch=cast("int | None", data["branch"]),
        )


class PledgeSchema(Outgoing):
    """A member and her newest commitment to a module; `attested_at` null when she gave none."""

    member_id = fields.Integer()
    name = fields.String()
    staff_code = fields.String()
    tier = fields.String(metadata={"description": "Empty when she is not here today."})
    branch = fields.String()
    attested_at = fields.AwareDateTime(allow_none=True)
    edition = fields.String()
    language = fields.String()
    sentence = fields.String()


class PledgeListSchema(PageSchema):
    """A page of members with their commitments: `given` of the `here` members of today have given theirs."""

    module = fields.String()
    edition = fields.String(metadata={"description": "The one served today."})
    sentence = fields.String()
    given = fields.Integer()
    here = fields.Integer()
    items = fields.List(fields.Nested(PledgeSchema))
