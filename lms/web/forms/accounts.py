"""The forms of an account."""

from zoneinfo import available_timezones

from marshmallow import ValidationError, fields, validates

from lms.http.i18n import gettext as _
from lms.web.forms.reading import FormSchema


def _filled(text: str) -> None:
    if not text:
        raise ValidationError(_("This is empty. Fill it in."))


class OwnForm(FormSchema):
    """What a person may change of her own account."""

    name = fields.String(required=True, validate=_filled)
    zone = fields.String(required=True)

    @validates("zone")
    def check_zone(self, zone: str, data_key: str) -> None:
        """Take names of the IANA database only."""
        del data_key
        if zone not in available_timezones():
            raise ValidationError(_("There is no such time zone. Choose one from the list, like Africa/Nairobi."))
