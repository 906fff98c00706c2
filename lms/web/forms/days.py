"""Days, tiers and whole numbers in forms. What is missing reads as empty, so its sentence is the same."""

from collections.abc import Mapping
from datetime import date

from marshmallow import ValidationError, fields, pre_load

from courses.model import Tier
from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.institutions.rules import read_day
from lms.web.forms.reading import FormSchema


class FilledForm(FormSchema):
    """A form in which every field is there, empty when it was not sent."""

    @pre_load
    def fill(self, data: Mapping[str, str], **_rest: object) -> dict[str, str]:
        """Add the fields that were not sent."""
        return dict.fromkeys(self.fields, "") | dict(data)


class Day(fields.Field[date]):
    """A day written year-month-day; one that is missing or does not exist is refused with a sentence."""

    def _deserialize(self, value: object, attr: str | None, data: object, **_kwargs: object) -> date:
        del data
        name = attr or "day"
        if not value:
            raise ValidationError(_("Give a day as year-month-day, like 2026-03-01."))
        try:
            return read_day(str(value), field=name)
        except Invalid as error:
            raise ValidationError(error.fields[name]) from None


class DayOrNone(fields.Field[date | None]):
    """A day, or nothing."""

    def _deserialize(self, value: object, attr: str | None, data: object, **_kwargs: object) -> date | None:
        del data
        name = attr or "day"
        try:
            return read_day(str(value), field=name) if value else None
        except Invalid as error:
            raise ValidationError(error.fields[name]) from None


class TierChoice(fields.Field[Tier]):
    """One of the five tiers."""

    def _deserialize(self, value: object, attr: str | None, data: object, **_kwargs: object) -> Tier:
        del attr, data
        try:
            return Tier(str(value))
        except ValueError:
            raise ValidationError(_("Choose one of the five tiers.")) from None


class BranchChoice(fields.Field[int]):
    """A branch by its id; whether it is one of the institution's own, the service says."""

    def _deserialize(self, value: object, attr: str | None, data: object, **_kwargs: object) -> int:
        del attr, data
        text = str(value)
        if not text.isdecimal() or len(text) > 9:
            raise ValidationError(_("Choose a branch from the list."))
        return int(text)


class NumberOrNone(fields.Field[int | None]):
    """A whole number in digits, or nothing; what it may be is said where it is used."""

    def _deserialize(self, value: object, attr: str | None, data: object, **_kwargs: object) -> int | None:
        del attr, data
        text = str(value)
        if not text:
            return None
        if not text.isdecimal() or len(text) > 9:
            raise ValidationError(_("Give a whole number in digits."))
        return int(text)


def optional_day(field: str, text: str, faults: dict[str, str]) -> date | None:
    """Return the day that a field holds, None where it is empty or no day; what is wrong is added to the faults."""
    try:
        return read_day(text.strip(), field=field) if text.strip() else None
    except Invalid as error:
        faults.update(error.fields)
        return None
