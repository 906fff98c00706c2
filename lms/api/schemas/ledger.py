"""The ledger as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load

from lms.api.schemas.pages import PageSchema
from lms.api.schemas.shape import LARGEST_KEY, Incoming, Outgoing, between, told

SIZE = f"Give a number of entries, from 0 to {LARGEST_KEY}."


class EntrySchema(Outgoing):
    """An entry as it is kept: `hash` is the RFC 6962 leaf hash of the bytes of `line`."""

    seq = fields.Integer()
    hash = fields.String(metadata={"description": "Hex."})
    line = fields.String(metadata={"description": "Canonical JSON; docs/ledger.md says what stands in it."})


class EntryListSchema(PageSchema):
    """A page of entries, oldest first."""

    items = fields.List(fields.Nested(EntrySchema))


class CheckpointSchema(Outgoing):
    """A signed checkpoint (C2SP tlog-checkpoint)."""

    size = fields.Integer()
    root = fields.String(metadata={"description": "Hex."})
    note = fields.String(metadata={"description": "The whole signed note."})
    made_at = fields.AwareDateTime()


class CheckpointListSchema(PageSchema):
    """A page of checkpoints, newest first."""

    items = fields.List(fields.Nested(CheckpointSchema))


@dataclass(frozen=True, slots=True)
class SizesQuery:
    """Two sizes of a log, the older first."""

    old: int
    new: int


class SizesQuerySchema(Incoming):
    """Two sizes of a log, the older first."""

    old = fields.Integer(
        required=True, data_key="from", validate=between(0, LARGEST_KEY, SIZE), error_messages=told(SIZE)
    )
    new = fields.Integer(
        required=True, data_key="to", validate=between(0, LARGEST_KEY, SIZE), error_messages=told(SIZE)
    )

    @post_load
    def make(self, data: Mapping[str, int], **_: object) -> SizesQuery:
        """Return the query."""
        return SizesQuery(**data)


class ConsistencySchema(Outgoing):
    """The proof (RFC 9162, 2.1.4) that the log of `to` entries begins with the log of `from`."""

    old = fields.Integer(data_key="from")
    new = fields.Integer(data_key="to")
    proof = fields.List(fields.String(), metadata={"description": "Hashes in hex; empty when nothing is to prove."})


class KeySchema(Outgoing):
    """A key by which checkpoints verify."""

    name = fields.String()
    verifier = fields.String(metadata={"description": "As C2SP signed-note writes it: name+id+key."})
    fingerprint = fields.String(metadata={"description": "SHA-256 of `verifier`, in hex."})


class KeysSchema(KeySchema):
    """The key of today, and those that signed before it."""

    retired = fields.List(fields.Nested(KeySchema))
