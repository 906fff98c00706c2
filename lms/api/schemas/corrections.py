"""Corrected keys: what is asked, what it would do, what was done. Only who may correct keys ever sees one here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.shape import LONGEST_ID, Incoming, Outgoing, at_most
from lms.attempts.rules import Policy
from lms.workflows.correct_key import Asked

POLICIES = tuple(one.value for one in Policy)
KEY = (
    'Right response: {"choice": id}, {"choices": [id]}, {"value": true}, {"order": [id]}, {"pairs": {left: right}}; '
    'for a number {"answer": expression, "tolerance": "0.5"}; where one option is chosen and each of several is right '
    'by itself {"any": [id]}; or {"withdrawn": true}: everybody gets the point.'
)
TOKEN = "The token of the preview. Where it would do something else by now, it is refused."  # noqa: S105
BY = "Whose account did it, for who may correct keys; empty for who has the server."
REASON = "Why. It stands in every ledger it touches, and coordinators read it: no names, and not the right answer."


class KeyQuestionsQuerySchema(Incoming):
    """Which questions."""

    module = fields.String(required=True, validate=at_most(LONGEST_ID))
    edition = fields.String(load_default="", validate=at_most(LONGEST_ID, least=0))

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> tuple[str, str]:
        """Return module and edition."""
        return data["module"], data["edition"]


class KeyAskedSchema(Incoming):
    """A corrected key to try."""

    module = fields.String(required=True, validate=at_most(LONGEST_ID))
    item = fields.String(required=True, validate=at_most(LONGEST_ID))
    key = fields.Dict(required=True, keys=fields.String(), metadata={"description": KEY})
    policy = fields.String(
        load_default=Policy.KEEP.value,
        validate=OneOf(POLICIES, error=f"Give one of {', '.join(POLICIES)}."),
        metadata={"description": "keep: never take away a pass. regrade: mark everybody anew."},
    )
    edition = fields.String(load_default="", validate=at_most(LONGEST_ID, least=0))
    is_everywhere = fields.Boolean(
        load_default=True, metadata={"description": "In every edition and language with the same key."}
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> object:
        """Return what is asked."""
        return _asked(data)


@dataclass(frozen=True, slots=True)
class CorrectionBody:
    """A correction to make, as it was previewed."""

    id: str
    asked: Asked
    token: str
    reason: str


class CorrectedKeyBodySchema(KeyAskedSchema):
    """A corrected key to apply; sent again under the same id, it is refused."""

    id = fields.UUID(required=True)
    token = fields.String(required=True, validate=at_most(64), metadata={"description": TOKEN})
    reason = fields.String(required=True, validate=at_most(300), metadata={"description": REASON})

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> object:
        """Return the body."""
        return CorrectionBody(str(cast(UUID, data["id"])), _asked(data), str(data["token"]), str(data["reason"]))


@dataclass(frozen=True, slots=True)
class UndoBody:
    """An undoing, as it was previewed."""

    token: str
    reason: str


class KeyUndoBodySchema(Incoming):
    """A correction to undo."""

    token = fields.String(required=True, validate=at_most(64), metadata={"description": TOKEN})
    reason = fields.String(required=True, validate=at_most(300), metadata={"description": REASON})

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> UndoBody:
        """Return the body."""
        return UndoBody(data["token"], data["reason"])


class KeyQuestionSchema(Outgoing):
    """A question with the key that holds now."""

    item = fields.String()
    kind = fields.String()
    stem = fields.String()
    key = fields.Dict(keys=fields.String(), metadata={"description": KEY})


class KeyQuestionsSchema(Outgoing):
    """The questions of an edition that was answered here."""

    module = fields.String()
    edition = fields.String()
    language = fields.String()
    items = fields.List(fields.Nested(KeyQuestionSchema))


class KeyCountsSchema(Outgoing):
    """What it does, counted over institutions."""

    remarked = fields.Integer(metadata={"description": "Attempts that asked it."})
    changed = fields.Integer(metadata={"description": "Results that change."})
    gained = fields.Integer(metadata={"description": "Completions gained."})
    lost = fields.Integer(metadata={"description": "Completions lost."})
    kept = fields.Integer(metadata={"description": "Passes kept that the new key alone would not give."})
    certificates = fields.Integer(metadata={"description": "Certificates issued."})
    revoked = fields.Integer(metadata={"description": "Certificates revoked."})


class KeyPreviewSchema(Outgoing):
    """What would be done; nothing is written."""

    token = fields.String(metadata={"description": TOKEN})
    institutions = fields.Integer()
    editions = fields.List(fields.String())
    key_before = fields.Dict(keys=fields.String())
    key = fields.Dict(keys=fields.String())
    counts = fields.Nested(KeyCountsSchema)


class CorrectedKeySchema(Outgoing):
    """A correction; keys are left out for who may not correct any. Names are those of one institution."""

    id = fields.UUID()
    module = fields.String()
    item = fields.String()
    editions = fields.List(fields.String())
    policy = fields.String(validate=OneOf(POLICIES))
    reason = fields.String()
    corrected_at = fields.DateTime()
    corrected_by = fields.String(metadata={"description": BY})
    undone_at = fields.DateTime(allow_none=True)
    undone_by = fields.String(metadata={"description": BY})
    undone_reason = fields.String()
    counts = fields.Nested(KeyCountsSchema)
    undoing = fields.Nested(KeyCountsSchema, allow_none=True)
    gained_by = fields.List(fields.String())
    lost_by = fields.List(fields.String())


class CorrectedKeyListSchema(Outgoing):
    """Corrections, newest first."""

    items = fields.List(fields.Nested(CorrectedKeySchema))


def _asked(data: Mapping[str, object]) -> Asked:
    return Asked(
        module_id=str(data["module"]),
        item_id=str(data["item"]),
        key=cast("Mapping[str, object]", data["key"]),
        policy=Policy(str(data["policy"])),
        edition=str(data["edition"]),
        is_everywhere=bool(data["is_everywhere"]),
    )
