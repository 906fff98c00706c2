"""Keys for programs."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load

from lms.api.schemas.shape import Incoming, Outgoing, at_most, told


@dataclass(frozen=True, slots=True)
class TokenBody:
    """Who asks for a key, and what for."""

    email: str
    password: str
    label: str


class TokenBodySchema(Incoming):
    """Who asks for a key, and what for."""

    email = fields.String(
        required=True, validate=at_most(254), error_messages=told("Give the address that the account signs in with.")
    )
    password = fields.String(
        required=True, validate=at_most(1000), error_messages=told("Give the password of the account.")
    )
    label = fields.String(
        required=True,
        validate=at_most(80),
        error_messages=told("Say what the key is for, so that you know it again in the list."),
    )

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> TokenBody:
        """Return the body."""
        return TokenBody(**data)


class TokenEntrySchema(Outgoing):
    """A key in the list: never the key itself."""

    id = fields.Integer()
    label = fields.String()
    created_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()


class TokenSchema(TokenEntrySchema):
    """A new key, shown this once."""

    token = fields.String()


class TokenListSchema(Outgoing):
    """The keys of an account that still work."""

    tokens = fields.List(fields.Nested(TokenEntrySchema))
