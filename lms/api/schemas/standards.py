"""The standards as JSON."""

from marshmallow import fields
from marshmallow.validate import OneOf

from courses.standards import Certainty
from lms.api.schemas.shape import Outgoing


class StandardEntrySchema(Outgoing):
    """A standard in the list."""

    number = fields.String()
    principle = fields.Integer()
    title = fields.String(metadata={"description": "In our own words, never the official text."})
    status = fields.String(
        validate=OneOf([status.value for status in Certainty]),
        metadata={
            "description": "confirmed: seen in a source; supported: a source speaks of it, its title was not seen; "
            "reconstructed: from the structure of the set alone."
        },
    )
    modules = fields.List(fields.String(), metadata={"description": "Those that serve it."})


class StandardListSchema(Outgoing):
    """All standards in their order."""

    version = fields.String()
    standards = fields.List(fields.Nested(StandardEntrySchema))


class StandardSourceSchema(Outgoing):
    """Where a standard can be read about."""

    id = fields.String()
    title = fields.String()
    url = fields.String()


class NamedSchema(Outgoing):
    """A part of a module by its id."""

    id = fields.String()
    title = fields.String()


class PlacementSchema(Outgoing):
    """What a module does for a standard."""

    module = fields.String()
    edition = fields.String()
    objectives = fields.List(fields.String())
    sections = fields.List(fields.Nested(NamedSchema))
    slides = fields.List(fields.Nested(NamedSchema))
    activities = fields.List(fields.Nested(NamedSchema))
    is_in_case = fields.Boolean()
    items = fields.Integer(metadata={"description": "How many questions test it, never which."})


class StandardSchema(StandardEntrySchema):
    """A standard, and where it is taught, practised and tested."""

    sources = fields.List(fields.Nested(StandardSourceSchema))
    places = fields.List(fields.Nested(PlacementSchema))
