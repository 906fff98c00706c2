"""People who may stand in the roster twice."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load

from lms.api.schemas.modules import tier_field
from lms.api.schemas.pages import PageSchema
from lms.api.schemas.shape import LARGEST_KEY, Incoming, Outgoing, between, told

PERSON = "Give the id of a person of this institution."


class TwinSchema(Outgoing):
    """One of two who may be one."""

    id = fields.Integer()
    staff_code = fields.String()
    name = fields.String()
    name_other = fields.String()
    email = fields.String()


class PairSchema(Outgoing):
    """Two people who may be one."""

    first = fields.Nested(TwinSchema)
    second = fields.Nested(TwinSchema)
    likeness = fields.Integer(metadata={"description": "0 to 100."})
    reasons = fields.List(fields.String())


class PairListSchema(PageSchema):
    """A page of the pairs, the likeliest first."""

    items = fields.List(fields.Nested(PairSchema))


@dataclass(frozen=True, slots=True)
class OtherBody:
    """The other one of two."""

    other: int


class OtherBodySchema(Incoming):
    """The other one of two."""

    other = fields.Integer(
        required=True, strict=True, validate=between(1, LARGEST_KEY, PERSON), error_messages=told(PERSON)
    )

    @post_load
    def make(self, data: Mapping[str, int], **_: object) -> OtherBody:
        """Return the body."""
        return OtherBody(**data)


class MergedPlaceSchema(Outgoing):
    """A place of the one who stays."""

    tier = tier_field()
    branch = fields.String(attribute="branch_name")
    starts_on = fields.Date()
    ends_on = fields.Date(allow_none=True)


class MergedSchema(Outgoing):
    """Who stayed, and her places now."""

    id = fields.Integer(attribute="kept_id")
    merged = fields.Integer(attribute="gone_id")
    tenures = fields.List(fields.Nested(MergedPlaceSchema), attribute="history")
