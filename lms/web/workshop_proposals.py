"""The proposal on its pages: the desk, one part, the overviews, handing in. Saving a part is not here."""

from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from courses.proposals import FINDING, RECOMMENDATION, RISK
from lms.db.engine import transaction
from lms.errors import Conflict, NotFound
from lms.http.access import needs
from lms.http.cases import case_of, workshop_content
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.tables import file_name, is_for_machines, send_csv
from lms.permissions import Permission
from lms.reports.workshop_proposal_warnings import warnings_of
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_plan_pages as plans
from lms.web import workshop_proposal_overviews as overviews
from lms.web import workshop_proposal_pages as pages
from lms.web.contexts.workshop_proposals import StandingPage
from lms.web.workshop_editor import read_own_draft, render_part_page
from lms.web.workshop_editor_pages import may_write, take_back_way
from lms.web.workshop_frame import workshop_href
from lms.web.workshop_standing import standing_view
from lms.workshops import handing_in

bp = Blueprint("workshop_proposals", __name__)
PROPOSAL = "/workshops/<uuid:workshop_id>/proposal"
ADDED = frozenset({FINDING, RECOMMENDATION, RISK})


@bp.get(PROPOSAL)
@needs(Permission.DRAFT)
def desk(seat: WorkshopSeat) -> str:
    """Show the proposal at a glance."""
    if seat.proposal_id is None:
        return render_template("workshop_proposals/away.html", page=pages.away_page(seat))
    return render_template("workshop_proposals/desk.html", page=pages.desk_page(seat, read_own_draft(seat)))


@bp.get(f"{PROPOSAL}/parts/<key>")
@needs(Permission.DRAFT)
def part(seat: WorkshopSeat, key: str) -> str:
    """Show a part to write it."""
    return render_part_page(seat, key)


@bp.get(f"{PROPOSAL}/add/<kind>")
@needs(Permission.DRAFT)
def add(seat: WorkshopSeat, kind: str) -> Response:
    """Open a new finding, recommendation or risk; it is there from its first save on."""
    if kind not in ADDED:
        raise NotFound(_("There is no such part in a proposal."))
    return redirect(workshop_href(seat, "workshop_proposals.part", key=f"{kind}:{uuid4()}"), code=303)


@bp.get(f"{PROPOSAL}/standing")
@needs(Permission.DRAFT)
def standing(seat: WorkshopSeat) -> str:
    """Send how the whole stands, by itself, for the script."""
    draft = read_own_draft(seat)
    warned = warnings_of(draft.parts, case=case_of(seat), workshop=workshop_content(seat.language))
    page = StandingPage(standing_view(seat, draft, warned))
    return render_template("workshop_proposals/standing.html", page=page)


@bp.get(f"{PROPOSAL}/matrix")
@needs(Permission.DRAFT)
def matrix(seat: WorkshopSeat) -> str:
    """Show each gap with its indicator, its fix, its evidence and its measure."""
    return render_template("workshop_proposals/matrix.html", page=overviews.matrix_page(seat, read_own_draft(seat)))


@bp.get(f"{PROPOSAL}/matrix.csv")
@needs(Permission.DRAFT)
def matrix_csv(seat: WorkshopSeat) -> Response:
    """Send the matrix as CSV."""
    table = overviews.matrix_table(seat, read_own_draft(seat))
    name = file_name("proposal", "matrix", today_at(seat.zone), "csv")
    return send_csv(table, name=name, for_machines=is_for_machines())


@bp.get(f"{PROPOSAL}/plan")
@needs(Permission.DRAFT)
def plan(seat: WorkshopSeat) -> str:
    """Show the work over time and the money."""
    return render_template("workshop_proposals/plan.html", page=plans.plan_page(seat, read_own_draft(seat)))


@bp.get(f"{PROPOSAL}/plan.csv")
@needs(Permission.DRAFT)
def plan_csv(seat: WorkshopSeat) -> Response:
    """Send the plan and its money as CSV."""
    table = plans.plan_table(seat, read_own_draft(seat))
    name = file_name("proposal", "plan", today_at(seat.zone), "csv")
    return send_csv(table, name=name, for_machines=is_for_machines())


@bp.get(f"{PROPOSAL}/check")
@needs(Permission.DRAFT)
def completeness(seat: WorkshopSeat) -> str:
    """Show what is missing, and everything there is to look at."""
    page = overviews.check_page(seat, read_own_draft(seat))
    return render_template("workshop_proposals/completeness.html", page=page)


@bp.post(f"{PROPOSAL}/order")
@needs(Permission.DRAFT)
def order(seat: WorkshopSeat) -> Response:
    """Move a finding, a recommendation or a risk one place up or down."""
    key, step = request.form.get("key", ""), -1 if request.form.get("direction") == "up" else 1
    try:
        with transaction() as write:
            handing_in.move_part(write, proposal_id=read_own_draft(seat).proposal_id, key=key, step=step)
    except Conflict as error:
        flash(str(error), "error")
    return redirect(workshop_href(seat, "workshop_proposals.desk") + f"#{key}", code=303)


@bp.get(f"{PROPOSAL}/hand-in")
@needs(Permission.DRAFT)
def confirm(seat: WorkshopSeat) -> str | Response:
    """Tell what is still missing, and ask; nothing missing keeps anybody from handing in."""
    draft = read_own_draft(seat)
    if not may_write(seat, draft):
        return redirect(workshop_href(seat, "workshop_proposals.desk"), code=303)
    page = pages.confirm_page(seat, draft)
    return render_template("workshop_proposals/confirm.html", page=page)


@bp.post(f"{PROPOSAL}/hand-in")
@needs(Permission.DRAFT)
def hand_in(seat: WorkshopSeat) -> Response:
    """Hand the proposal in; sent twice it is handed in once."""
    draft = read_own_draft(seat)
    with transaction() as write:
        handing_in.hand_in(write, proposal_id=draft.proposal_id, seat_id=seat.seat_id, label=_("Handed in"), now=now())
    if pages.is_blank_draft(draft):
        flash(
            _("Handed in with nothing written in it: nobody will be given it to review. Take it back to write."), "warn"
        )
    else:
        flash(_("Your proposal is handed in. You can read it, and take it back until the reviews begin."), "done")
    return redirect(workshop_href(seat, "workshop_proposals.desk"), code=303)


@bp.get(f"{PROPOSAL}/take-back")
@needs(Permission.DRAFT)
def confirm_back(seat: WorkshopSeat) -> str | Response:
    """Ask before a proposal that was handed in is opened again."""
    if take_back_way(seat, read_own_draft(seat)) is None:
        return redirect(workshop_href(seat, "workshop_proposals.desk"), code=303)
    page = pages.back_page(seat)
    return render_template("workshop_proposals/confirm_back.html", page=page)


@bp.post(f"{PROPOSAL}/take-back")
@needs(Permission.DRAFT)
def take_back(seat: WorkshopSeat) -> Response:
    """Take the proposal back to go on writing."""
    proposal_id = read_own_draft(seat).proposal_id
    try:
        with transaction() as write:
            handing_in.take_back(write, proposal_id=proposal_id)
        flash(_("It is yours to write again. Hand it in when it is ready."), "done")
    except Conflict as error:
        flash(str(error), "error")
    return redirect(workshop_href(seat, "workshop_proposals.desk"), code=303)
