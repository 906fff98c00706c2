"""A quiz as a learner may see it: dumped from `quizzes.public`, which has no field for a key."""

from marshmallow import fields
from marshmallow.validate import OneOf

from lms.api.schemas.modules import tier_field
from lms.api.schemas.shape import Outgoing
from lms.attempts.rules import Purpose

PURPOSES = tuple(purpose.value for purpose in Purpose)
KINDS = "single, multiple, true_false, ordering, matching or numeric."
RESPONSES = (
    'By kind: single {"choice": id}, multiple {"choices": [id, …]}, true_false {"value": true}, '
    'ordering {"order": [id, …]}, matching {"pairs": {left: right}}, numeric {"number": "12.5"}.'
)


class OptionSchema(Outgoing):
    """An option as shown."""

    id = fields.String()
    text = fields.String()


class ItemSchema(Outgoing):
    """A question as shown, in shown order."""

    id = fields.String()
    kind = fields.String(metadata={"description": KINDS})
    stem = fields.String()
    scenario = fields.String(metadata={"description": "The case it is on; empty for most."})
    options = fields.List(fields.Nested(OptionSchema), metadata={"description": "Of single, multiple and ordering."})
    left = fields.List(fields.Nested(OptionSchema), metadata={"description": "Of matching."})
    right = fields.List(fields.Nested(OptionSchema), metadata={"description": "Of matching."})
    unit = fields.String(metadata={"description": "Of numeric."})


class AttemptSchema(Outgoing):
    """An attempt: its questions in the order asked, and the newest answer to each."""

    id = fields.UUID()
    module = fields.String()
    edition = fields.String()
    language = fields.String()
    tier = tier_field()
    purpose = fields.String(validate=OneOf(PURPOSES), metadata={"description": "What it is for."})
    pass_percent = fields.Integer()
    started_at = fields.AwareDateTime()
    submitted_at = fields.AwareDateTime(allow_none=True)
    items = fields.List(fields.Nested(ItemSchema))
    answers = fields.Dict(keys=fields.String(), values=fields.Dict(), metadata={"description": f"By item. {RESPONSES}"})
