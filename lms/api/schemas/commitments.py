"""A member's own commitment."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load

from lms.api.schemas.modules import tier_field
from lms.api.schemas.shape import LONGEST_ID, Incoming, Outgoing, at_most, told

EDITION = "Give the edition that was read, as the module tells it."


@dataclass(frozen=True, slots=True)
class EditionBody:
    """The edition somebody has read."""

    edition: str


class EditionBodySchema(Incoming):
    """The edition that was read; a conflict when another one is served by now."""

    edition = fields.String(required=True, validate=at_most(LONGEST_ID), error_messages=told(EDITION))

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> EditionBody:
        """Return the body."""
        return EditionBody(**data)


class CommitmentSchema(Outgoing):
    """A commitment as it was given: sentence, name and tier as they stood."""

    module = fields.String(attribute="module_id")
    edition = fields.String()
    sentence = fields.String()
    name = fields.String(attribute="member_name")
    tier = tier_field()
    language = fields.String()
    attested_at = fields.AwareDateTime()


class AttestationSchema(Outgoing):
    """The sentence a module asks for, and the commitments one gave to it, newest first."""

    module = fields.String()
    edition = fields.String()
    language = fields.String()
    sentence = fields.String()
    name = fields.String()
    institution = fields.String(metadata={"description": "Its name."})
    tier = fields.String(metadata={"description": "Empty when no tenure covers today."})
    is_given = fields.Boolean(metadata={"description": "Whether this very sentence is given already."})
    given = fields.List(fields.Nested(CommitmentSchema))
