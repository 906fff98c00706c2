"""Letters that invite to a workshop."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load

from lms.api.schemas.shape import Incoming, Outgoing, at_most


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


class OutcomeSchema(Outgoing):
    """What became of each address."""

    sent = fields.List(fields.String(), metadata={"description": "A letter is on its way."})
    sent_before = fields.List(fields.String(), metadata={"description": "Written to today already: no second letter."})
    here = fields.List(fields.String(), metadata={"description": "In the workshop already: no letter."})


class NotHereYetSchema(Outgoing):
    """Somebody who was invited and has not come."""

    id = fields.Integer()
    email = fields.String()
    name = fields.String()
    language = fields.String()
    first_sent_at = fields.AwareDateTime()
    sent_at = fields.AwareDateTime(metadata={"description": "When the last letter went out."})
    letters = fields.Integer()
    asked_by = fields.String(metadata={"description": "The name of the trainer who asked for the last letter."})


class NotHereYetListSchema(Outgoing):
    """Who was invited and has not come."""

    items = fields.List(fields.Nested(NotHereYetSchema))
