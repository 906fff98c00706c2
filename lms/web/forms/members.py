"""The forms of a member: who she is, where she begins, where she goes. Each ends in what a service takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from marshmallow import ValidationError, fields, validates

from courses.model import Tier
from lms.http.i18n import gettext as _
from lms.web.forms.days import BranchChoice, Day, FilledForm, TierChoice
from lms.web.forms.reading import read_form
from lms.workflows.add_member import NewMember


class PersonForm(FilledForm):
    """Names, staff code, address and language; what else they must be, the service says."""

    name = fields.String()
    name_other = fields.String()
    staff_code = fields.String()
    email = fields.String()
    language = fields.String()

    @validates("name")
    def check_name(self, name: str, data_key: str) -> None:
        """Ask for a name."""
        del data_key
        if not name:
            raise ValidationError(_("Write the name as it should stand on a certificate."))

    @validates("staff_code")
    def check_staff_code(self, staff_code: str, data_key: str) -> None:
        """Ask for a code."""
        del data_key
        if not staff_code:
            raise ValidationError(_("Write the code that your institution knows her by, like S0123."))


class PlaceForm(FilledForm):
    """A tier and a branch."""

    tier = TierChoice()
    branch_id = BranchChoice()


class NewMemberForm(PersonForm, PlaceForm):
    """A person and her first place."""

    starts_on = Day()


class MoveForm(PlaceForm):
    """Another place from a day on."""

    on = Day()


class LeaveForm(FilledForm):
    """The first day on which she is no longer there."""

    on = Day()


class RejoinForm(PlaceForm):
    """A place again, after she left."""

    starts_on = Day()


@dataclass(frozen=True, slots=True)
class PersonRead:
    """Who somebody is."""

    name: str
    staff_code: str
    email: str
    name_other: str
    language: str


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """A tier and a branch from a day on."""

    tier: Tier
    branch_id: int
    day: date


def read_new_member(form: Mapping[str, str]) -> NewMember:
    """Return the member a form describes."""
    values = read_form(NewMemberForm(), form)
    return NewMember(
        staff_code=str(values["staff_code"]),
        name=str(values["name"]),
        email=str(values["email"]),
        tier=cast(Tier, values["tier"]),
        branch_id=cast(int, values["branch_id"]),
        starts_on=cast(date, values["starts_on"]),
        name_other=str(values["name_other"]),
        language=str(values["language"]),
    )


def read_person(form: Mapping[str, str]) -> PersonRead:
    """Return names, staff code, address and language."""
    values = read_form(PersonForm(), form)
    return PersonRead(
        name=str(values["name"]),
        staff_code=str(values["staff_code"]),
        email=str(values["email"]),
        name_other=str(values["name_other"]),
        language=str(values["language"]),
    )


def read_move(form: Mapping[str, str]) -> PlaceRead:
    """Return the place somebody moves to."""
    values = read_form(MoveForm(), form)
    return PlaceRead(cast(Tier, values["tier"]), cast(int, values["branch_id"]), cast(date, values["on"]))


def read_rejoin(form: Mapping[str, str]) -> PlaceRead:
    """Return the place somebody comes back to."""
    values = read_form(RejoinForm(), form)
    return PlaceRead(cast(Tier, values["tier"]), cast(int, values["branch_id"]), cast(date, values["starts_on"]))


def read_leave(form: Mapping[str, str]) -> date:
    """Return the first day on which she is no longer there."""
    return cast(date, read_form(LeaveForm(), form)["on"])
