"""Letters that invite to a workshop."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load

from lms.api.schemas.shape import Incoming, at_most


@dataclass(frozen=True, slots=True)
class InvitationsBody:
    """Whom to invite, a line each."""

    people: str


class InvitationsBodySchema(Incoming):
    """Whom to invite."""

    people = fields.String(
        required=True,
        validate=at_most(20_000),
        metadata={"description": "One person a line, a name and an address: `Amina Diallo, amina@example.org`."},
    )

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> InvitationsBody:
        """Return the body."""
        return InvitationsBody(**data)
