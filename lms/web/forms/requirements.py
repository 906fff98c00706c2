"""The form of a requirement: for one or several tiers and modules at once, in one branch or in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from marshmallow import ValidationError, validates
from werkzeug.datastructures import MultiDict

from courses.model import Tier, Track
from lms.errors import Invalid
from lms.evidence.requirements import USUAL_RENEWAL_DAYS, Rule
from lms.http.i18n import gettext as _
from lms.web.forms.days import DayOrNone, FilledForm, NumberOrNone
from lms.web.forms.reading import read_form


class TermsForm(FilledForm):
    """Pass mark, validity and by when: a date, days after joining, or both; what is left empty does not bind."""

    pass_percent = NumberOrNone()
    valid_months = NumberOrNone()
    renewal_days = NumberOrNone()
    due_on = DayOrNone()
    due_days = NumberOrNone()
    from_on = DayOrNone()
    branch = NumberOrNone()

    @validates("pass_percent")
    def check_pass_percent(self, pass_percent: int | None, data_key: str) -> None:
        """Ask for a pass mark."""
        del data_key
        if pass_percent is None or not 1 <= pass_percent <= 100:
            raise ValidationError(_("The pass mark is a percentage: give a whole number from 1 to 100, such as 80."))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be asked of whom, from which day on."""

    tiers: tuple[str, ...]
    module_ids: tuple[str, ...]
    branch_id: int | None
    pass_percent: int
    valid_months: int | None
    renewal_days: int
    due_on: date | None
    due_days: int | None
    track: str
    from_on: date

    def rules(self) -> tuple[Rule, ...]:
        """Return a rule for each tier and module."""
        return tuple(
            Rule(
                tier=tier,
                module_id=module_id,
                pass_percent=self.pass_percent,
                valid_months=self.valid_months,
                due_on=self.due_on,
                due_days=self.due_days,
                track=self.track,
                branch_id=self.branch_id,
                renewal_days=self.renewal_days,
            )
            for tier in self.tiers
            for module_id in self.module_ids
        )


def read_wanted(
    form: MultiDict[str, str], *, known_modules: Sequence[str], known_branches: Sequence[int], today: date
) -> Wanted:
    """Return what a form asks for, from today on where no day is given; raise `Invalid` with a sentence a field."""
    faults: dict[str, str] = {}
    tiers = tuple(tier.value for tier in Tier if tier.value in form.getlist("tier"))
    module_ids = tuple(module_id for module_id in known_modules if module_id in form.getlist("module"))
    if not tiers:
        faults["tier"] = _("Choose at least one tier.")
    if not module_ids:
        faults["module"] = _("Choose at least one module.")
    try:
        values = read_form(TermsForm(), form.to_dict())
    except Invalid as error:
        raise Invalid(faults | error.fields) from None
    if values["branch"] is not None and values["branch"] not in known_branches:
        faults["branch"] = _("Choose a branch from the list, or all of them.")
    track = form.get("track", "")
    if track and track not in set(Track):
        faults["track"] = _("Choose one of the tracks, or leave it to the track of the tier.")
    if faults:
        raise Invalid(faults)
    renewal_days = cast("int | None", values["renewal_days"])
    return Wanted(
        tiers=tiers,
        module_ids=module_ids,
        branch_id=cast("int | None", values["branch"]),
        pass_percent=cast(int, values["pass_percent"]),
        valid_months=cast("int | None", values["valid_months"]),
        renewal_days=USUAL_RENEWAL_DAYS if renewal_days is None else renewal_days,
        due_on=cast("date | None", values["due_on"]),
        due_days=cast("int | None", values["due_days"]),
        track=track,
        from_on=cast("date | None", values["from_on"]) or today,
    )
