"""The page on which trainers change the days and lengths of a workshop, put together."""

from collections.abc import Mapping
from datetime import datetime

from lms.http.cases import timed_sittings
from lms.http.i18n import gettext as _
from lms.http.workshop_decks import changed_plan
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_kit import WorkshopAgendaPage
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_kit_pages import held_values, lengths_of, less_rows, sitting_rows
from lms.workshops.schedule import changes_of

FIELDS = ("dates", "begins", "lengths", "until")


def agenda_page(
    seat: WorkshopSeat, typed: Mapping[str, str], *, now: datetime, errors: Mapping[str, str] | None = None
) -> WorkshopAgendaPage:
    """Return the form and the agenda as typed.

    `Invalid` names the field; the page is then asked for again, with the errors.
    """
    here = next((one for one in timed_sittings(seat) if one.is_on(now)), None)
    values = {**held_values(seat), "until": f"{here.ends_at:%H:%M}" if here is not None else ""}
    given = {name: typed[name].strip() for name in FIELDS if typed.get(name, "").strip() not in ("", values[name])}
    plan = None if errors else changed_plan(seat, given, now=now)
    return WorkshopAgendaPage(
        shell=workshop_shell(seat, _("Days and lengths")),
        zone=seat.zone,
        state=FormState({**values, **given}, dict(errors or {})),
        lengths=lengths_of(seat),
        running=here.sitting.title if here is not None else "",
        is_changed=bool(given) and plan is not None,
        given=tuple(given.items()),
        seen=changes_of(seat),
        plan=sitting_rows(plan) if plan is not None else (),
        less=less_rows(plan) if plan is not None else (),
        may_change=seat.closed_at is None,
        back=Action(_("Dates"), workshop_href(seat, "workshop_training.dates")),
    )
