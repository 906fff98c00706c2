"""What all schemas share: unknown fields are named and refused, and every sentence says what to send instead."""

from typing import Any

from marshmallow import RAISE, Schema
from marshmallow.fields import Field
from marshmallow.validate import Length, Range

# What marshmallow takes as messages.
Messages = dict[str, str | list[Any] | dict[Any, Any]]
FAULTS = ("required", "null", "invalid", "invalid_uuid", "invalid_utf8", "format", "too_large", "validator_failed")
LONGEST_ID = 64
LARGEST_KEY = 2**31 - 1


class Incoming(Schema):
    """A request: a body or a query string. What it does not name is refused: a slip of the pen changes nothing."""

    error_messages = {  # noqa: RUF012  # marshmallow's own attribute
        "unknown": "This field is not known here. Leave it out, or correct its name.",
        "type": "Send a JSON object with the fields of this operation.",
    }

    class Meta:
        """Refuse what is not named."""

        unknown = RAISE


class Outgoing(Schema):
    """An answer: every field is always there."""

    class Meta:
        """Let the document say that there is nothing else."""

        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: Field) -> None:  # type: ignore[type-arg]  # noqa: ARG002
        """Say in the document that the field is always there."""
        field_obj.required = True


def told(sentence: str) -> Messages:
    """Return the messages of a field that says the same for every fault of its kind."""
    return dict.fromkeys(FAULTS, sentence)


def between(low: int, high: int, sentence: str) -> Range:
    """Return the check of a whole number."""
    return Range(min=low, max=high, error=sentence)


def at_most(characters: int, *, least: int = 1) -> Length:
    """Return the check of a text's length."""
    return Length(min=least, max=characters, error=f"Write {least} to {characters} characters.")
