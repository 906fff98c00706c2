"""From a form to checked values: a schema says what it takes, and every fault becomes the sentence at its field."""

from collections.abc import Mapping

from marshmallow import EXCLUDE, Schema, ValidationError

from lms.errors import Invalid

Values = dict[str, object]


class FormSchema(Schema):
    """A schema for a form: fields it does not know are left alone, such as the token against forgery."""

    class Meta:
        """Forms carry fields of the page as well."""

        unknown = EXCLUDE


def read_form(schema: Schema, form: Mapping[str, str]) -> Values:
    """Return the checked values of a form; raise `Invalid` with the first sentence for each field.

    The sentences come in the order of the schema's fields, so a schema names them in the order of its page.
    """
    trimmed = {key: value if key == "password" else value.strip() for key, value in form.items()}
    try:
        loaded: Values = schema.load(trimmed)
    except ValidationError as error:
        order = {field: place for place, field in enumerate(schema.fields)}
        wrong = sorted(error.messages_dict.items(), key=lambda one: order.get(one[0], len(order)))
        raise Invalid({field: _first(messages) for field, messages in wrong}) from None
    return loaded


def _first(messages: object) -> str:
    while isinstance(messages, dict | list) and messages:
        messages = next(iter(messages.values())) if isinstance(messages, dict) else messages[0]
    return str(messages)
