"""The history of a proposal: what changed, word by word; versions with a name; going back."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from lms.db.engine import transaction
from lms.errors import Conflict, Invalid
from lms.http.access import needs
from lms.http.cases import workshop_content
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.moment import now
from lms.http.saving import check_key
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_history_pages as pages
from lms.web.contexts.shell import FormState
from lms.web.workshop_editor import read_own_draft
from lms.web.workshop_frame import workshop_href
from lms.workshops import snapshots

bp = Blueprint("workshop_history", __name__)
PROPOSAL = "/workshops/<uuid:workshop_id>/proposal"
HISTORY = f"{PROPOSAL}/history"


@bp.get(HISTORY)
@needs(Permission.DRAFT)
def index(seat: WorkshopSeat) -> str:
    """Show who changed what when, and the versions with a name."""
    page = pages.history_page(seat, read_own_draft(seat), FormState())
    return render_template("workshop_history/index.html", page=page)


@bp.get(f"{HISTORY}/<key>")
@needs(Permission.DRAFT)
def show(seat: WorkshopSeat, key: str) -> str:
    """Show who changed one part when."""
    check_key(key, workshop_content(seat.language))
    page = pages.history_page(seat, read_own_draft(seat), FormState(), key=key)
    return render_template("workshop_history/index.html", page=page)


@bp.get(f"{HISTORY}/<key>/compare")
@needs(Permission.DRAFT)
def compare(seat: WorkshopSeat, key: str) -> str:
    """Show a part at two versions, word by word."""
    check_key(key, workshop_content(seat.language))
    page = pages.compare_page(seat, read_own_draft(seat), key, request.args.to_dict())
    return render_template("workshop_history/compare.html", page=page)


@bp.post(f"{HISTORY}/<key>/restore")
@needs(Permission.DRAFT)
def restore(seat: WorkshopSeat, key: str) -> Response:
    """Write what a part held once as its newest edit."""
    check_key(key, workshop_content(seat.language))
    draft, version = read_own_draft(seat), pages.version_of(request.form.get("version", ""))
    try:
        with transaction() as write:
            snapshots.restore_part(
                write, proposal_id=draft.proposal_id, key=key, version=version, seat_id=seat.seat_id, now=now()
            )
        flash(_("It stands as it did. What was there before is in the history."), "done")
    except Conflict as error:
        flash(str(error), "error")
    return redirect(workshop_href(seat, "workshop_proposals.part", key=key), code=303)


@bp.post(f"{PROPOSAL}/snapshots")
@needs(Permission.DRAFT)
def keep(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Keep the whole as it stands, under a name."""
    draft, form = read_own_draft(seat), request.form.to_dict()
    try:
        with transaction() as write:
            snapshots.take_snapshot(
                write, proposal_id=draft.proposal_id, label=form.get("label", ""), seat_id=seat.seat_id, now=now()
            )
    except Invalid as error:
        page = pages.history_page(seat, draft, FormState(form, error.fields))
        return render_template("workshop_history/index.html", page=page), 422
    flash(_("Kept. You can compare with it and go back to it."), "done")
    return redirect(workshop_href(seat, "workshop_history.index"), code=303)


@bp.get(f"{PROPOSAL}/snapshots/<int:snapshot_id>")
@needs(Permission.DRAFT)
def kept(seat: WorkshopSeat, snapshot_id: int) -> str:
    """Show a version of the whole against what stands now, or against another."""
    page = pages.kept_page(seat, read_own_draft(seat), snapshot_id, against=request.args.get("with", ""))
    return render_template("workshop_history/kept.html", page=page)


@bp.post(f"{PROPOSAL}/snapshots/<int:snapshot_id>/restore")
@needs(Permission.DRAFT)
def restore_whole(seat: WorkshopSeat, snapshot_id: int) -> Response:
    """Bring the whole back to a version; what stands now is kept first."""
    proposal_id = read_own_draft(seat).proposal_id
    try:
        with transaction() as write:
            changed = snapshots.restore_snapshot(
                write,
                proposal_id=proposal_id,
                snapshot_id=snapshot_id,
                label=_("Before going back"),
                seat_id=seat.seat_id,
                now=now(),
            )
        said = ngettext("Back: %(num)s part changed.", "Back: %(num)s parts changed.", changed)
        flash(said + " " + _("What stood before is kept as a version."), "done")
    except Conflict as error:
        flash(str(error), "error")
    return redirect(workshop_href(seat, "workshop_history.index"), code=303)
