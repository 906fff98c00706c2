"""What changed since a module was completed."""

from marshmallow import fields

from lms.api.schemas.shape import Outgoing


class ChangeSchema(Outgoing):
    """An entry of the changelog."""

    on = fields.Date()
    is_substantive = fields.Boolean(
        metadata={"description": "Whether it touches meaning. An editorial one asks nobody."}
    )
    text = fields.String()


class ChangesSchema(Outgoing):
    """What changed since one's completion, newest first. With nothing open there is nothing to do."""

    module = fields.String()
    edition = fields.String(metadata={"description": "Today's."})
    language = fields.String()
    is_open = fields.Boolean()
    completed_on = fields.Date(allow_none=True, metadata={"description": "Null where nothing is open."})
    completed_edition = fields.String(metadata={"description": "Empty where nothing is open."})
    questions = fields.Integer(metadata={"description": "To answer, all right; 0 where reading is enough."})
    changes = fields.List(fields.Nested(ChangeSchema))
