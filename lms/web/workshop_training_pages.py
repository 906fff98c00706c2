"""A trainer's pages of a workshop, put together: the code, the dates."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for

from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.qr import qr_svg
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_training import CodePage, DatesPage, StageLine
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.workshops.assigning import USUAL_EACH
from lms.workshops.seats import KnownWorkshop


def code_page(seat: WorkshopSeat, known: KnownWorkshop) -> CodePage:
    """Return the code as a sheet for the wall."""
    address = settings().base_url + url_for("workshops.join", code=known.code)
    return CodePage(
        shell=replace(workshop_shell(seat, _("The code")), within=None),
        title=seat.title,
        code=f"{known.code[:4]} {known.code[4:]}",
        qr=qr_svg(address, label=_("QR code of the address to join")),
        address=address,
        short_address=settings().base_url.partition("://")[2] + url_for("workshops.join"),
        back=Action(_("People and teams"), workshop_href(seat, "workshop_training.people")),
    )


def dates_page(seat: WorkshopSeat, state: FormState) -> DatesPage:
    """Return until when proposals are asked for, and the steps of the workshop."""
    return DatesPage(
        shell=workshop_shell(seat, _("Dates")),
        zone=seat.zone,
        state=state,
        agenda=Action(_("Days and lengths"), workshop_href(seat, "workshop_agenda.show")),
        due_href=workshop_href(seat, "workshop_training.set_due"),
        stages=_stages(seat),
    )


def due_values(due_at: datetime | None, *, zone: str) -> dict[str, str]:
    """Return a due date as its form shows it."""
    if due_at is None:
        return {"due_time": "18:00"}
    local = due_at.astimezone(ZoneInfo(zone))
    return {"due_on": local.date().isoformat(), "due_time": f"{local:%H:%M}"}


def _stages(seat: WorkshopSeat) -> tuple[StageLine, ...]:
    is_open = seat.closed_at is None
    reviews = Action(_("Open the reviews"), workshop_href(seat, "workshop_training.open_reviews"))
    release = Action(_("Show the feedback"), workshop_href(seat, "workshop_scoring.release"))
    close = Action(_("Close the workshop"), workshop_href(seat, "workshop_training.close"))
    reopen = Action(_("Open it again"), workshop_href(seat, "workshop_training.reopen"))
    late = "" if seat.reviews_open_at is not None else _("Open the reviews first.")
    may_release = is_open and seat.reviews_open_at is not None and seat.released_at is None
    return (
        StageLine(
            _("Reviews"),
            _("Everybody reviews the proposals of others by the rubric. From then on teams stay as they are."),
            when(seat.reviews_open_at, seat.zone),
            reviews if is_open and seat.reviews_open_at is None else None,
            each=str(USUAL_EACH),
        ),
        StageLine(
            _("Feedback"),
            f"{_('Trainees see scores and comments on their own proposal, without names.')} {late}".strip(),
            when(seat.released_at, seat.zone),
            None,
            confirm=release if may_release else None,
        ),
        StageLine(
            _("Closing"),
            _("Everything can still be read and taken away; nothing can be changed. It can be opened again."),
            when(seat.closed_at, seat.zone),
            close if is_open else reopen,
        ),
    )


def when(moment: datetime | None, zone: str) -> str:
    """Return a moment in words as the workshop's place has it; nothing for none."""
    return moment_in_zone(moment, zone) if moment is not None else ""
