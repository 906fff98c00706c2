"""The tools library, and what may be asked of it."""

from collections.abc import Mapping

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from courses.tools import PRINCIPLES, Reader, ToolKind, ToolSearch
from lms.api.schemas.shape import Incoming, Outgoing, at_most

KINDS = ("", *map(str, ToolKind))
READERS = ("", *map(str, Reader))
NUMBERS = ("", *map(str, PRINCIPLES))
ONE_KIND = f"Use one of: {', '.join(ToolKind)}."
ONE_READER = f"Use one of: {', '.join(Reader)}."
ONE_PRINCIPLE = f"Use a number from {PRINCIPLES.start} to {PRINCIPLES[-1]}."


class ToolSearchSchema(Incoming):
    """Which tools are looked for; what is left out asks nothing."""

    find = fields.String(
        load_default="",
        validate=at_most(200, least=0),
        metadata={"description": "Words that stand in title or text, or a label (T51)."},
    )
    kind = fields.String(load_default="", validate=OneOf(KINDS, error=ONE_KIND))
    principle = fields.String(load_default="", validate=OneOf(NUMBERS, error=ONE_PRINCIPLE))
    reader = fields.String(load_default="", validate=OneOf(READERS, error=ONE_READER))
    language = fields.String(
        load_default="", validate=at_most(10, least=0), metadata={"description": "Two letters, such as fr."}
    )

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> ToolSearch:
        """Return the search."""
        return ToolSearch(
            words=data["find"].strip(),
            kind=data["kind"],
            principle=data["principle"],
            reader=data["reader"],
            language=data["language"],
        )


class ToolSourceSchema(Outgoing):
    """Where a tool can be read about, or could be once."""

    id = fields.String()
    title = fields.String()
    url = fields.String()


class ToolSchema(Outgoing):
    """A tool. What no source says is empty or null; `unsure` are languages that it may exist in."""

    id = fields.String()
    label = fields.String()
    number = fields.Integer()
    kind = fields.String()
    title = fields.String()
    text = fields.String()
    principles = fields.List(fields.Integer())
    readers = fields.List(fields.String())
    languages = fields.List(fields.String())
    unsure = fields.List(fields.String())
    has_more_languages = fields.Boolean()
    year = fields.Integer(allow_none=True)
    status = fields.String(metadata={"description": "confirmed or supported: how sure we are of the entry."})
    sources = fields.List(fields.Nested(ToolSourceSchema))


class ToolListSchema(Outgoing):
    """The tools found; `total` counts the whole library."""

    total = fields.Integer()
    items = fields.List(fields.Nested(ToolSchema))
