"""What somebody wrote alone before she came into a team: to read, and to take along."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.http.access import needs
from lms.http.cases import case_of
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.moment import now
from lms.http.saving import own_proposal
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.case_links import case_targets
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_alone import AlonePage
from lms.web.contexts.workshop_reading import ReadingView
from lms.web.workshop_editor import read_own_draft
from lms.web.workshop_editor_pages import may_write
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_reading import reading_view
from lms.web.workshop_remarks import reading_of
from lms.workshops import alone

bp = Blueprint("workshop_alone", __name__)
ALONE = "/workshops/<uuid:workshop_id>/proposal/alone"


@bp.get(ALONE)
@needs(Permission.DRAFT)
def show(seat: WorkshopSeat) -> str:
    """Show what she wrote before she came into her team."""
    alone_id, proposal_id = _written_alone(seat), own_proposal(seat)
    left = alone.list_left_behind(session(), alone_id=alone_id, proposal_id=proposal_id)
    may_take = left and may_write(seat, read_own_draft(seat))
    page = AlonePage(
        shell=workshop_shell(seat, _("What you wrote alone")),
        reading=_written(reading_view(reading_of(seat, alone_id), targets=case_targets(seat, case_of(seat)))),
        left=len(left),
        take_href=workshop_href(seat, "workshop_alone.take") if may_take else "",
        desk=Action(_("Your team's proposal"), workshop_href(seat, "workshop_proposals.desk")),
    )
    return render_template("workshop_alone/show.html", page=page)


@bp.post(ALONE)
@needs(Permission.DRAFT)
def take(seat: WorkshopSeat) -> Response:
    """Put it into the team's proposal; sent twice it comes once."""
    alone_id, proposal_id = _written_alone(seat), own_proposal(seat)
    try:
        with transaction() as write:
            came = alone.take_along(write, alone_id=alone_id, proposal_id=proposal_id, seat_id=seat.seat_id, now=now())
    except (Conflict, Invalid) as error:
        told = " ".join(error.fields.values()) if isinstance(error, Invalid) else str(error)
        flash(told, "error")
        return redirect(workshop_href(seat, "workshop_alone.show"), code=303)
    flash(
        ngettext("%(num)s part is in the team's proposal.", "%(num)s parts are in the team's proposal.", came), "done"
    )
    return redirect(workshop_href(seat, "workshop_proposals.desk"), code=303)


def _written(reading: ReadingView) -> ReadingView:
    """Return what there is to read, without the headings of what is not."""
    return replace(
        reading,
        sections=tuple(one for one in reading.sections if one.passages),
        groups=tuple(one for one in reading.groups if one.parts),
    )


def _written_alone(seat: WorkshopSeat) -> str:
    found = alone.find_alone(session(), seat_id=seat.seat_id)
    if found is None:
        raise NotFound(_("You wrote nothing alone before you came into a team."))
    return found
