"""A case as trainees may read it. There is no field for anything of its key."""

from marshmallow import fields

from lms.api.schemas.modules import HOLDS_BLOCKS
from lms.api.schemas.shape import Outgoing


class CasePersonSchema(Outgoing):
    """An invented person."""

    name = fields.String()
    role = fields.String()


class CasePartSchema(Outgoing):
    """A chapter of the story."""

    id = fields.String()
    title = fields.String()
    blocks = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)


class ExhibitLineSchema(Outgoing):
    """An exhibit in the list."""

    id = fields.String()
    label = fields.String()
    kind = fields.String()
    title = fields.String()
    origin = fields.String()


class WorkshopCaseSchema(Outgoing):
    """A sample institution: story, people, list of exhibits."""

    id = fields.String()
    edition = fields.String()
    language = fields.String()
    title = fields.String()
    summary = fields.String()
    currency = fields.String()
    as_on = fields.Date()
    intro = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)
    parts = fields.List(fields.Nested(CasePartSchema))
    people = fields.List(fields.Nested(CasePersonSchema))
    exhibits = fields.List(fields.Nested(ExhibitLineSchema))


class FactSchema(Outgoing):
    """A numbered fact; `exhibits` are the labels of those that show it."""

    label = fields.String()
    number = fields.Integer()
    text = fields.String()
    exhibits = fields.List(fields.String())


class FactListSchema(Outgoing):
    """The facts of a case."""

    items = fields.List(fields.Nested(FactSchema))


class ExhibitColumnSchema(Outgoing):
    """A column of an exhibit."""

    id = fields.String()
    label = fields.String()
    kind = fields.String()


class ExhibitSchema(ExhibitLineSchema):
    """An exhibit: blocks when it is a note, else rows of cells under columns, as they were found."""

    is_raw = fields.Boolean()
    blocks = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)
    columns = fields.List(fields.Nested(ExhibitColumnSchema))
    rows = fields.List(fields.List(fields.String()))
