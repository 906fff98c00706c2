"""Days and lengths of a workshop, for its trainers: what less time costs, and holding it like that."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from lms.db.engine import transaction
from lms.errors import Conflict, Invalid
from lms.http.access import needs
from lms.http.cases import workshop_content
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.workshop_agenda_pages import FIELDS, agenda_page
from lms.web.workshop_frame import workshop_href
from lms.workshops.rescheduling import change_schedule

bp = Blueprint("workshop_agenda", __name__)
LONGEST_COUNT = 9
AGENDA = "/workshops/<uuid:workshop_id>/dates/agenda"


@bp.get(AGENDA)
@needs(Permission.TRAIN)
def show(seat: WorkshopSeat) -> str | tuple[str, int]:
    """Show how it is held; with other days or lengths, what they would cost."""
    return _shown(seat, request.args.to_dict())


@bp.post(AGENDA)
@needs(Permission.TRAIN)
def change(seat: WorkshopSeat) -> Response | str | tuple[str, int]:
    """Hold it as was typed; what is over stays."""
    typed = request.form.to_dict()
    seen = typed.pop("seen", "")
    content = workshop_content(seat.language)
    try:
        with transaction() as write:
            change_schedule(
                write,
                workshop_id=seat.workshop_id,
                content=content,
                typed=typed,
                now=now(),
                seen=int(seen) if seen.isdecimal() and len(seen) < LONGEST_COUNT else None,
            )
    except Invalid:
        return _shown(seat, typed)
    except Conflict as error:
        flash(str(error), "error")
        asked = {name: typed[name] for name in FIELDS if typed.get(name)}
        return redirect(workshop_href(seat, "workshop_agenda.show", **asked), code=303)
    flash(
        _("The agenda is changed. Today, the board and the kit follow it. The new calendar stands under Today."),
        "done",
    )
    return redirect(workshop_href(seat, "workshops.show"), code=303)


def _shown(seat: WorkshopSeat, typed: dict[str, str]) -> str | tuple[str, int]:
    try:
        return render_template("workshop_agenda/show.html", page=agenda_page(seat, typed, now=now()))
    except Invalid as error:
        page = agenda_page(seat, typed, now=now(), errors=error.fields)
        return render_template("workshop_agenda/show.html", page=page), 422
