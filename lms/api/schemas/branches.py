"""Joining a branch to another: what it would do, and doing it."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load
from marshmallow.validate import Range

from lms.api.schemas.shape import LARGEST_KEY, Incoming, Outgoing, at_most, told

INTO = "Give the id of the branch that stays."


@dataclass(frozen=True, slots=True)
class IntoQuery:
    """The branch that stays."""

    into: int


class IntoQuerySchema(Incoming):
    """Which branch stays."""

    into = fields.Integer(required=True, validate=Range(1, LARGEST_KEY, error=INTO), error_messages=told(INTO))

    @post_load
    def make(self, data: Mapping[str, int], **_: object) -> IntoQuery:
        """Return the query."""
        return IntoQuery(**data)


@dataclass(frozen=True, slots=True)
class JoinBody:
    """The branch that stays, and which preview is written."""

    into: int
    fingerprint: str


class JoinBodySchema(IntoQuerySchema):
    """Which branch stays, and the fingerprint of what was shown: anything else is refused with 409."""

    fingerprint = fields.String(
        required=True, validate=at_most(64), error_messages=told("Give the fingerprint of what you saw.")
    )

    @post_load
    def make(self, data: Mapping[str, int | str], **_: object) -> JoinBody:
        """Return the body."""
        return JoinBody(into=int(data["into"]), fingerprint=str(data["fingerprint"]))


class BranchRuleSchema(Outgoing):
    """A requirement of one branch alone."""

    tier = fields.String()
    module = fields.String(attribute="module_id")
    starts_on = fields.Date()


class JoinPlanSchema(Outgoing):
    """What joining does from today on. Nothing of the days before changes."""

    closed = fields.String()
    kept = fields.String()
    on = fields.Date()
    now = fields.Integer(metadata={"description": "People who move today."})
    later = fields.Integer(metadata={"description": "People who would come to the closed branch later."})
    ever = fields.Integer(metadata={"description": "People who ever stood in the closed branch."})
    rules = fields.List(fields.Nested(BranchRuleSchema), metadata={"description": "Requirements that end."})
    links = fields.List(fields.String(), metadata={"description": "Join links that lead to the branch that stays."})
    waiting = fields.Integer(metadata={"description": "People who asked to join the closed branch and wait."})
    fingerprint = fields.String()
