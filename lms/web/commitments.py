"""A learner's own commitment: one sentence, her name under it, one button."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, NotFound, Refused
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.i18n import gettext as _
from lms.http.i18n import language
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.commitments import list_commitments
from lms.web.commitment_pages import commitment_page
from lms.web.learner import member
from lms.workflows.attest import NOT_ASKED, attest

bp = Blueprint("commitments", __name__)


@bp.get("/modules/<module_id>/commitment")
@needs(Permission.LEARN)
def show(module_id: str) -> str:
    """Show the sentence, or the commitment that was given."""
    place, found = member(), get_module(module_id, language())
    if not found.attestation:
        raise NotFound(NOT_ASKED)
    given = list_commitments(session(), member_id=place.member_id, module_id=found.id)
    return render_template("commitments/show.html", page=commitment_page(found, place, given))


@bp.post("/modules/<module_id>/commitment")
@needs(Permission.LEARN)
def commit(module_id: str) -> Response:
    """Keep her commitment; a second press changes nothing."""
    place, found = member(), get_module(module_id, language())
    if not place.tier:
        raise Refused(_("You hold no office today, so there is nobody's work to commit to. Ask your coordinator."))
    try:
        with transaction() as write:
            attest(
                write,
                member_id=place.member_id,
                member_name=place.name,
                tier=place.tier,
                module=found,
                edition=request.form.get("edition", ""),
                now=now(),
            )
    except Conflict as error:
        flash(str(error), "late")
    return redirect(url_for("commitments.show", module_id=found.id), code=303)
