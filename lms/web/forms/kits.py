"""The form that asks for a kit."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from marshmallow import ValidationError, fields, pre_load, validates, validates_schema

from courses.model import Mode, Tier
from lms.http.i18n import gettext as _
from lms.web.forms.reading import FormSchema
from webinar_kits.model import LONGEST_MINUTES, SHORTEST_MINUTES


class KitForm(FormSchema):
    """What a facilitator chooses. Without a date the time counts for nothing: the running order begins at 0:00."""

    module = fields.String(required=True)
    mode = fields.String(required=True)
    tier = fields.String(required=True)
    minutes = fields.String(required=True)
    date = fields.String(load_default="")
    time = fields.String(load_default="")
    zone = fields.String(load_default="UTC")

    @pre_load
    def fill(self, data: dict[str, str], **_rest: object) -> dict[str, str]:
        """Let a missing choice read as an empty one, so that its sentence names the cure."""
        return {"module": "", "mode": "", "tier": "", "minutes": "", **data}

    @validates("mode")
    def check_mode(self, mode: str, data_key: str) -> None:
        """Take one of the two modes."""
        del data_key
        if mode not in set(Mode):
            raise ValidationError(_("There is no mode “%(mode)s”. Choose in person or webinar.", mode=mode))

    @validates("tier")
    def check_tier(self, tier: str, data_key: str) -> None:
        """Take one of the five tiers."""
        del data_key
        if tier not in set(Tier):
            raise ValidationError(_("There is no tier “%(tier)s”. Choose one of the five in the list.", tier=tier))

    @validates("minutes")
    def check_minutes(self, minutes: str, data_key: str) -> None:
        """Take whole minutes that a session can have."""
        del data_key
        if not minutes.isdecimal() or not SHORTEST_MINUTES <= int(minutes) <= LONGEST_MINUTES:
            raise ValidationError(
                _(
                    "A session takes %(low)s to %(high)s minutes. Give a whole number in between, like 60 or 90.",
                    low=SHORTEST_MINUTES,
                    high=LONGEST_MINUTES,
                )
            )

    @validates("zone")
    def check_zone(self, zone: str, data_key: str) -> None:
        """Take names of the IANA database only."""
        del data_key
        if zone not in available_timezones():
            raise ValidationError(_("There is no such time zone. Choose one from the list, like Africa/Nairobi."))

    @validates_schema
    def check_start(self, data: dict[str, str], **_rest: object) -> None:
        """Take a day and a time that exist there, or neither."""
        read_start(data)


def read_start(data: dict[str, str]) -> datetime | None:
    """Return the start in UTC, or None without a date; raise `ValidationError` at the field that is wrong."""
    if not data.get("date"):
        return None
    day, moment = _day(data.get("date", "")), _moment(data.get("time", ""))
    zone = ZoneInfo(data["zone"]) if data.get("zone") in available_timezones() else ZoneInfo("UTC")
    local = datetime.combine(day, moment, tzinfo=zone)
    start = local.astimezone(UTC)
    if start.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        sentence = _("The clocks go forward then: %(time)s does not exist on that day.", time=data["time"])
        raise ValidationError({"time": [sentence]})
    return start


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = _("“%(day)s” is not a day in the calendar. Write it as year-month-day, like 2026-11-30.", day=text)
        raise ValidationError({"date": [sentence]}) from None


def _moment(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        sentence = _("“%(time)s” is not a time of day. Write hours and minutes, like 09:30.", time=text)
        raise ValidationError({"time": [sentence]}) from None
