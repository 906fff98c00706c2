"""The forms of a waiver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.web.forms.days import DayOrNone, FilledForm
from lms.web.forms.reading import read_form


class WaiverForm(FilledForm):
    """The last day a waiver counts."""

    until = DayOrNone()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks to waive; `valid_until` is the first day on which it no longer counts."""

    id: str
    module_id: str
    reason: str
    approver: str
    valid_until: date | None


def read_waiver(form: Mapping[str, str], *, known_modules: Sequence[str]) -> Asked:
    """Return what a form asks; raise `Invalid` with the sentence for each field. Terms are checked by the service."""
    faults: dict[str, str] = {}
    if form.get("module", "") not in known_modules:
        faults["module"] = _("Choose the module she need not complete.")
    if not form.get("reason", "").strip():
        faults["reason"] = _("Write why she need not complete it; it stands in the evidence.")
    if not form.get("approver", "").strip():
        faults["approver"] = _("Write the name of the person who approved it.")
    try:
        until = cast("date | None", read_form(WaiverForm(), form)["until"])
    except Invalid as error:
        raise Invalid(faults | error.fields) from None
    try:
        waiver_id = str(UUID(form.get("id", "")))
    except ValueError:
        faults[""] = _("This form is not whole. Open it again from the person's page.")
        waiver_id = ""
    if faults:
        raise Invalid(faults)
    valid_until = until + timedelta(days=1) if until is not None else None
    return Asked(waiver_id, form["module"], form["reason"], form["approver"], valid_until)
