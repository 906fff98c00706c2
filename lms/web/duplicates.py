"""People who may stand in the roster twice: shown side by side, merged, or noted to be two."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.http.viewer import InstitutionPlace
from lms.institutions import merging
from lms.permissions import Permission
from lms.web.duplicate_pages import duplicates_page, merge_page
from lms.web.member_pages import member_href
from lms.web.paging import page_number
from lms.workflows.merge_members import list_pairs, merge_members, preview_merge

bp = Blueprint("duplicates", __name__)
HOME = "/institutions/<institution>/duplicates"
PAIR = f"{HOME}/<int:member_id>/<int:other_id>"


@bp.get(HOME)
@needs(Permission.EDIT_PEOPLE)
def index(place: InstitutionPlace) -> str:
    """List the likely pairs."""
    pairs = list_pairs(session(), institution_id=place.id)
    return render_template("duplicates/index.html", page=duplicates_page(place, pairs, number=page_number()))


@bp.get(PAIR)
@needs(Permission.EDIT_PEOPLE)
def show(place: InstitutionPlace, member_id: int, other_id: int) -> str:
    """Show what merging the other into the first would do."""
    found = preview_merge(session(), institution_id=place.id, kept_id=member_id, gone_id=other_id)
    return render_template("duplicates/show.html", page=merge_page(place, found))


@bp.post(PAIR)
@needs(Permission.EDIT_PEOPLE)
def merge(place: InstitutionPlace, member_id: int, other_id: int) -> Response:
    """Merge the other into the first."""
    with transaction() as write:
        merge_members(write, institution_id=place.id, kept_id=member_id, gone_id=other_id, now=now())
    flash(_("The two are one now. What stood for either stands here."), "done")
    return redirect(member_href(place, member_id, "show"), code=303)


@bp.post(f"{PAIR}/apart")
@needs(Permission.EDIT_PEOPLE)
def keep_apart(place: InstitutionPlace, member_id: int, other_id: int) -> Response:
    """Note that they are two people."""
    with transaction() as write:
        merging.note_distinct(write, institution_id=place.id, one_id=member_id, other_id=other_id, now=now())
    flash(_("Noted: these are two people. They are not shown together again."), "done")
    return redirect(url_for("duplicates.index", institution=place.slug), code=303)
