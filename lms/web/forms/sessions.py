"""The forms of a training session and of the list of sessions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from marshmallow import ValidationError, fields, validates, validates_schema

from courses.model import Mode
from lms.errors import Invalid
from lms.facilitation.rules import LONGEST_MINUTES, usual_minimum
from lms.http.i18n import gettext as _
from lms.institutions.rules import read_zone
from lms.reports.sessions import SessionState
from lms.web.forms.days import FilledForm, NumberOrNone, optional_day
from lms.web.forms.kits import read_start
from lms.web.forms.reading import read_form


class SessionForm(FilledForm):
    """What a facilitator plans."""

    module = fields.String()
    title = fields.String()
    mode = fields.String()
    date = fields.String()
    time = fields.String()
    zone = fields.String()
    minutes = NumberOrNone()
    minimum_minutes = NumberOrNone()
    place = fields.String()
    facilitator_name = fields.String()

    @validates("mode")
    def check_mode(self, mode: str, data_key: str) -> None:
        """Take one of the two modes."""
        del data_key
        if mode not in set(Mode):
            raise ValidationError(_("Choose in person or webinar."))

    @validates("minutes")
    def check_minutes(self, minutes: int | None, data_key: str) -> None:
        """Ask how long it takes."""
        del data_key
        if minutes is None or not 1 <= minutes <= LONGEST_MINUTES:
            raise ValidationError(_("Give how many minutes it takes, a whole number like 60 or 90."))

    @validates("zone")
    def check_zone(self, zone: str, data_key: str) -> None:
        """Take names of the IANA database only."""
        del data_key
        try:
            read_zone(zone)
        except Invalid as error:
            raise ValidationError(str(error)) from None

    @validates_schema(skip_on_field_errors=True)
    def check_start(self, data: dict[str, str], **_rest: object) -> None:
        """Take a day and a time that exist there."""
        if not data["date"]:
            raise ValidationError({"date": [_("Give the day on which it is held.")]})
        read_start(data)


@dataclass(frozen=True, slots=True)
class SessionRead:
    """A session as the form says it; `title` may be empty: then the module's own stands."""

    module_id: str
    title: str
    mode: str
    starts_at: datetime
    zone: str
    minutes: int
    minimum_minutes: int
    place: str
    facilitator_name: str


@dataclass(frozen=True, slots=True)
class SessionsAsked:
    """Which sessions are looked for."""

    module_id: str = ""
    state: SessionState | None = None
    from_on: date | None = None
    to_on: date | None = None


def read_session(form: Mapping[str, str]) -> SessionRead:
    """Return the session a form describes; without a minimum it is four fifths of the length."""
    values = read_form(SessionForm(), form)
    texts = {key: str(values[key]) for key in ("date", "time", "zone")}
    minutes, minimum = cast(int, values["minutes"]), cast("int | None", values["minimum_minutes"])
    return SessionRead(
        module_id=str(values["module"]),
        title=str(values["title"]),
        mode=str(values["mode"]),
        starts_at=cast(datetime, read_start(texts)),
        zone=texts["zone"],
        minutes=minutes,
        minimum_minutes=usual_minimum(minutes) if minimum is None else minimum,
        place=str(values["place"]),
        facilitator_name=str(values["facilitator_name"]),
    )


def read_sessions_asked(args: Mapping[str, str], *, module_ids: tuple[str, ...]) -> SessionsAsked:
    """Return which sessions are asked for; raise `Invalid` with a sentence for each field that cannot be."""
    faults: dict[str, str] = {}
    state, module_id = args.get("state", ""), args.get("module", "")
    if module_id and module_id not in module_ids:
        faults["module"] = _("Choose a module from the list.")
    if state and state not in set(SessionState):
        faults["state"] = _("Choose a state from the list.")
    days = {name: optional_day(name, args.get(name, ""), faults) for name in ("from", "to")}
    if faults:
        raise Invalid(faults)
    return SessionsAsked(module_id, SessionState(state) if state else None, days["from"], days["to"])
