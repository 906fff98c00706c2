"""What workflows, services and reports raise; `lms.http.errors` alone maps them to answers."""

from collections.abc import Mapping


class LmsError(Exception):
    """Anything refused for a reason a person can act on; the text names the place and the cure."""


class NotFound(LmsError):
    """It is not there, or not for this viewer: from outside the two look the same."""


class Invalid(LmsError):
    """Input that cannot be taken: `fields` says for each field what to change; the empty key stands for the whole."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = dict(fields)


class Conflict(LmsError):
    """Something else happened first: an attempt already submitted, an address already used."""


class Refused(LmsError):
    """Known who asks, and it is not allowed where hiding the thing would make no sense."""


class TooMany(LmsError):
    """Too many tries in too short a time; `retry_after` in seconds."""

    def __init__(self, text: str, *, retry_after: int) -> None:
        super().__init__(text)
        self.retry_after = retry_after
