"""The forms around a workshop: opening one, its people, its dates, nudges."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import cast
from zoneinfo import ZoneInfo, available_timezones

from marshmallow import ValidationError, fields, validates

from courses.model import Mode
from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.web.forms.days import Day, DayOrNone, FilledForm
from lms.web.forms.reading import read_form

LONGEST_SEED = 9


class WorkshopForm(FilledForm):
    """What who opens a workshop says of it."""

    title = fields.String()
    place = fields.String()
    case = fields.String()
    mode = fields.String()
    starts_on = Day()
    lengths = fields.String(load_default="")
    begins = fields.String(load_default="")
    zone = fields.String()
    language = fields.String()
    due_on = DayOrNone()
    due_time = fields.String()

    @validates("title")
    def check_title(self, title: str, data_key: str) -> None:
        """Ask for a title."""
        del data_key
        if not title:
            raise ValidationError(_("Give the workshop a title that its trainees will know it by."))

    @validates("mode")
    def check_mode(self, mode: str, data_key: str) -> None:
        """Take one of the two modes."""
        del data_key
        if mode not in set(Mode):
            raise ValidationError(_("Choose in person or webinar."))

    @validates("zone")
    def check_zone(self, zone: str, data_key: str) -> None:
        """Take names of the IANA database only."""
        del data_key
        if zone not in available_timezones():
            raise ValidationError(_("There is no such time zone. Choose one from the list, like Africa/Nairobi."))


@dataclass(frozen=True, slots=True)
class WorkshopRead:
    """A workshop as the form says it; `place` is a value of the list of places."""

    place: str
    title: str
    case_id: str
    mode: Mode
    language: str
    zone: str
    starts_on: date
    due_at: datetime | None
    lengths: str
    begins: str


def read_workshop(form: Mapping[str, str]) -> WorkshopRead:
    """Return the workshop a form describes."""
    values = read_form(WorkshopForm(), form)
    zone = str(values["zone"])
    return WorkshopRead(
        place=str(values["place"]),
        title=str(values["title"]),
        case_id=str(values["case"]),
        mode=Mode(str(values["mode"])),
        language=str(values["language"]),
        zone=zone,
        starts_on=cast(date, values["starts_on"]),
        due_at=_due(cast("date | None", values["due_on"]), str(values["due_time"]), zone),
        lengths=str(values["lengths"]),
        begins=str(values["begins"]),
    )


class DueForm(FilledForm):
    """Until when proposals are asked for."""

    due_on = DayOrNone()
    due_time = fields.String()


def read_due(form: Mapping[str, str], *, zone: str) -> datetime | None:
    """Return until when proposals are asked for; None without a day."""
    values = read_form(DueForm(), form)
    return _due(cast("date | None", values["due_on"]), str(values["due_time"]), zone)


def read_number(text: str, *, field: str) -> int:
    """Return a whole number of a form; raise `Invalid` for anything else."""
    if not text.isdecimal() or len(text) > LONGEST_SEED:
        raise Invalid({field: _("Give a whole number in digits.")})
    return int(text)


def read_numbers(texts: list[str]) -> tuple[int, ...]:
    """Return the whole numbers among what was ticked; anything else was not a tick of ours."""
    return tuple(int(text) for text in texts if text.isdecimal() and len(text) <= LONGEST_SEED)


def _due(day: date | None, clock: str, zone: str) -> datetime | None:
    if day is None:
        return None
    try:
        at = time.fromisoformat(clock) if clock else time(18)
    except ValueError:
        raise Invalid({"due_time": _("Give the time as hours and minutes, like 18:00.")}) from None
    return datetime.combine(day, at.replace(tzinfo=None), ZoneInfo(zone)).astimezone(UTC)
