"""The forms of the board: a meeting as it is opened, a resolution as it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID, uuid4

from marshmallow import fields

from lms.boards.endorsements import Resolution
from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.web.forms.days import Day, FilledForm
from lms.web.forms.reading import read_form


class MeetingForm(FilledForm):
    """When and where."""

    held_on = Day()
    place = fields.String()


class ResolutionForm(FilledForm):
    """Which resolution of which day."""

    number = fields.String()
    resolved_on = Day()
    meeting = fields.String()


@dataclass(frozen=True, slots=True)
class MeetingRead:
    """When and where a meeting is held."""

    held_on: date
    place: str


def read_meeting(form: Mapping[str, str]) -> MeetingRead:
    """Return when and where a meeting is held."""
    values = read_form(MeetingForm(), form)
    return MeetingRead(cast(date, values["held_on"]), str(values["place"]))


def read_resolution(form: Mapping[str, str]) -> Resolution:
    """Return the resolution a form describes; what else it must be, the service says."""
    values = read_form(ResolutionForm(), form)
    if not values["number"]:
        raise Invalid({"number": _("Write the number of the resolution as it stands on the paper, like 2026/14.")})
    return Resolution(str(values["number"]), cast(date, values["resolved_on"]), str(values["meeting"]) or None)


def read_key(text: str) -> str:
    """Return the key a page was made with, so that pressing twice is once; a new one when it is missing or broken."""
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())
