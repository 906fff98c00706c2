"""The form of a plan of reminders."""

from collections.abc import Mapping
from typing import cast

from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.reminders.facts import Plan
from lms.web.forms.days import FilledForm, NumberOrNone
from lms.web.forms.reading import read_form


class PlanForm(FilledForm):
    """Days and hours; what they may be the service says."""

    days_before = NumberOrNone()
    every_days = NumberOrNone()
    escalate_days = NumberOrNone()
    digest_weekday = NumberOrNone()
    hour = NumberOrNone()


def read_plan(form: Mapping[str, str]) -> Plan:
    """Return the plan a form asks for; raise `Invalid` with the sentence for each field."""
    values = read_form(PlanForm(), form)
    empty = {name: _("Give a whole number in digits.") for name, value in values.items() if value is None}
    if empty:
        raise Invalid(empty)
    numbers = cast("dict[str, int]", values)
    return Plan(is_on=form.get("is_on") == "yes", **numbers)
