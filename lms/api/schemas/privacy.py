"""One's own record, and being erased."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.shape import Incoming, Outgoing, told
from lms.reports.own_record import Part

PARTS = tuple(part.value for part in Part)
SURE = "Send true to erase for good; there is no way back."


@dataclass(frozen=True, slots=True)
class Sure:
    """That somebody is sure."""

    is_sure: bool


class SureSchema(Incoming):
    """The last question: without a yes nothing happens."""

    is_sure = fields.Boolean(
        required=True, truthy={True}, falsy={False}, validate=OneOf((True,), error=SURE), error_messages=told(SURE)
    )

    @post_load
    def make(self, data: Mapping[str, bool], **_: object) -> Sure:
        """Return the body."""
        return Sure(**data)


class RecordTableSchema(Outgoing):
    """A table of the record: its columns, and its rows in their order; moments are UTC in ISO 8601."""

    part = fields.String(metadata={"enum": list(PARTS)})
    columns = fields.List(fields.String())
    rows = fields.List(fields.List(fields.Raw(metadata={"description": "Text, whole number, true, false or null."})))


class RecordSchema(Outgoing):
    """All that is kept about somebody."""

    tables = fields.List(fields.Nested(RecordTableSchema))
