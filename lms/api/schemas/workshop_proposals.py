"""Proposals of workshops: parts, their history, checks, versions of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from marshmallow import fields, post_load
from marshmallow.validate import Length

from lms.api.schemas.shape import LARGEST_KEY, Incoming, Outgoing, at_most, between, told

EDIT_ID = "Give an id of your own for this edit, a UUID: sent twice it counts once."
VERSION = "Give the version that you began from, 0 for a part that was not there."
NUMBER = "Give a version as a whole number from 0."
KEYS = "Give 1 to 400 keys of parts."
KINDS = ("wrong", "look", "note")


@dataclass(frozen=True, slots=True)
class EditBody:
    """An edit of a part."""

    id: UUID
    base_version: int
    content: str
    out: bool
    base_content: str | None


class EditBodySchema(Incoming):
    """An edit of a part: Markdown in a section, a JSON object written as text in the others."""

    id = fields.UUID(required=True, error_messages=told(EDIT_ID))
    base_version = fields.Integer(
        required=True, strict=True, validate=between(0, LARGEST_KEY, VERSION), error_messages=told(VERSION)
    )
    content = fields.String(required=True)
    out = fields.Boolean(load_default=False, metadata={"description": "Takes the part out; its history stays."})
    base_content = fields.String(
        load_default=None,
        allow_none=True,
        metadata={"description": "The text you began from, where it is not that of the version: what you sent before."},
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> EditBody:
        """Return the body."""
        return EditBody(**data)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class OrderBody:
    """The order of parts."""

    keys: list[str]


class OrderBodySchema(Incoming):
    """The order of findings, recommendations or risks; those not named follow in the order they had."""

    keys = fields.List(fields.String(validate=at_most(80)), required=True, validate=Length(1, 400, error=KEYS))

    @post_load
    def make(self, data: Mapping[str, list[str]], **_: object) -> OrderBody:
        """Return the body."""
        return OrderBody(**data)


@dataclass(frozen=True, slots=True)
class VersionBody:
    """A version of a part to go back to."""

    version: int


class VersionBodySchema(Incoming):
    """A version of a part to go back to; 0 takes the part out."""

    version = fields.Integer(
        required=True, strict=True, validate=between(0, LARGEST_KEY, NUMBER), error_messages=told(NUMBER)
    )

    @post_load
    def make(self, data: Mapping[str, int], **_: object) -> VersionBody:
        """Return the body."""
        return VersionBody(**data)


@dataclass(frozen=True, slots=True)
class LabelBody:
    """The name of a version of the whole."""

    label: str


class LabelBodySchema(Incoming):
    """The name of a version of the whole."""

    label = fields.String(required=True, validate=at_most(120))

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> LabelBody:
        """Return the body."""
        return LabelBody(**data)


class EditQuerySchema(Incoming):
    """Which edits."""

    key = fields.String(load_default="", validate=at_most(80, least=0))


class HeldPartSchema(Outgoing):
    """A part as it stands."""

    key = fields.String(metadata={"description": "`section:<id>`, `finding:<uuid>`, `recommendation:…`, `risk:…`."})
    content = fields.String(metadata={"description": "Markdown of a section, else a JSON object as text."})
    version = fields.Integer()
    out = fields.Boolean()
    saved_at = fields.AwareDateTime()
    saved_by = fields.String()


class LeftBehindSchema(Outgoing):
    """What was written alone and is not in the team's proposal."""

    items = fields.List(fields.Nested(HeldPartSchema))


class TakenAlongSchema(Outgoing):
    """How many parts came into the team's proposal."""

    taken = fields.Integer()


class LiveLockSchema(Outgoing):
    """Who is writing where: a courtesy that runs out by itself and blocks nobody."""

    key = fields.String()
    name = fields.String()
    until = fields.AwareDateTime()


class LockListSchema(Outgoing):
    """Who else is writing."""

    items = fields.List(fields.Nested(LiveLockSchema))


class ProposalSchema(Outgoing):
    """A proposal with all its parts, in their order."""

    id = fields.String()
    handed_in_at = fields.AwareDateTime(allow_none=True)
    parts = fields.List(fields.Nested(HeldPartSchema))
    locks = fields.List(fields.Nested(LiveLockSchema))


class PassageSchema(Outgoing):
    """A stretch of a field's text, in characters: from `start` up to, not including, `end`."""

    start = fields.Integer()
    end = fields.Integer()


class WarningSchema(Outgoing):
    """A sentence at a field of a part. It never blocks. `wrong`: the case says otherwise."""

    part = fields.String()
    field = fields.String()
    kind = fields.String(metadata={"enum": list(KINDS)})
    text = fields.String()
    passage = fields.Nested(PassageSchema, allow_none=True)


class SavedPartSchema(Outgoing):
    """What a part holds after an edit; `merged`: it is not just what was sent. `clashes` places hold both versions."""

    key = fields.String()
    version = fields.Integer()
    content = fields.String()
    out = fields.Boolean()
    merged = fields.Boolean()
    clashes = fields.Integer()
    saved_at = fields.AwareDateTime()
    warnings = fields.List(fields.Nested(WarningSchema))
    locks = fields.List(fields.Nested(LiveLockSchema))


class PastEditSchema(Outgoing):
    """An edit."""

    key = fields.String()
    version = fields.Integer()
    saved_by = fields.String()
    saved_at = fields.AwareDateTime()
    out = fields.Boolean()
    clashes = fields.Integer()


class PastEditListSchema(Outgoing):
    """Edits, newest first."""

    items = fields.List(fields.Nested(PastEditSchema))


class ContentSchema(Outgoing):
    """What a part held at a version."""

    key = fields.String()
    version = fields.Integer()
    content = fields.String()


class KeptVersionSchema(Outgoing):
    """A version of the whole."""

    id = fields.Integer()
    label = fields.String()
    kind = fields.String(metadata={"enum": ["by_hand", "handed_in", "restore"]})
    taken_at = fields.AwareDateTime()
    taken_by = fields.String()
    parts = fields.Integer()


class KeptVersionListSchema(Outgoing):
    """Versions of the whole, newest first."""

    items = fields.List(fields.Nested(KeptVersionSchema))


class ChangedSchema(Outgoing):
    """How many parts changed."""

    changed = fields.Integer()


class StateSchema(Outgoing):
    """A section, a part of a good proposal or a limb: `note` says what it lacks, empty when nothing."""

    id = fields.String()
    title = fields.String()
    done = fields.Boolean()
    note = fields.String()


class TraceRowSchema(Outgoing):
    """A line of the matrix; empty keys are gaps without a fix and fixes without a gap."""

    finding = fields.String()
    indicators = fields.List(fields.String())
    recommendation = fields.String()
    evidence = fields.List(fields.String())
    measure = fields.String()


class PlanRowSchema(Outgoing):
    """A recommendation in time: days and weeks it takes, and the week it begins in, from 0."""

    recommendation = fields.String()
    starts_on = fields.Date()
    ends_on = fields.Date()
    days = fields.Integer()
    first_week = fields.Integer()
    weeks = fields.Integer()


class PayerSchema(Outgoing):
    """What somebody pays."""

    payer = fields.String()
    total = fields.String()


class BudgetSchema(Outgoing):
    """The money; amounts are decimal numbers as text."""

    currency = fields.String()
    total = fields.String()
    payers = fields.List(fields.Nested(PayerSchema))


class ChecksSchema(Outgoing):
    """Everything that is computed from a proposal."""

    sentence = fields.String()
    sections = fields.List(fields.Nested(StateSchema))
    parts = fields.List(fields.Nested(StateSchema))
    limbs = fields.List(fields.Nested(StateSchema))
    warnings = fields.List(fields.Nested(WarningSchema))
    matrix = fields.List(fields.Nested(TraceRowSchema))
    plan = fields.List(fields.Nested(PlanRowSchema))
    budget = fields.Nested(BudgetSchema)
