"""A row of a list of people, as programs send it."""

from marshmallow import fields

from lms.api.schemas.shape import Incoming, at_most, told

TEXT = "Give a text, or leave the field out."


class RosterRowSchema(Incoming):
    """A person as a list says her; what is left out or empty changes nothing. Days may be in any common form."""

    staff_code = fields.String(validate=at_most(200, least=0), error_messages=told(TEXT))
    name = fields.String(validate=at_most(400, least=0), error_messages=told(TEXT))
    name_other = fields.String(validate=at_most(400, least=0), error_messages=told(TEXT))
    email = fields.String(validate=at_most(400, least=0), error_messages=told(TEXT))
    branch = fields.String(validate=at_most(400, least=0), error_messages=told(TEXT))
    tier = fields.String(
        validate=at_most(400, least=0),
        error_messages=told(TEXT),
        metadata={"description": "A tier by its name, or a job title in one of six languages."},
    )
    since = fields.String(
        validate=at_most(60, least=0),
        error_messages=told(TEXT),
        metadata={"description": "First day in this tier and branch."},
    )
    joined_on = fields.String(validate=at_most(60, least=0), error_messages=told(TEXT))
    left_on = fields.String(
        validate=at_most(60, least=0), error_messages=told(TEXT), metadata={"description": "The last day."}
    )
    language = fields.String(validate=at_most(40, least=0), error_messages=told(TEXT))
