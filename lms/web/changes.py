"""What changed since a module was completed: read it, and where two questions test it, answer them."""

import secrets
from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, Refused
from lms.http.access import needs
from lms.http.content import bank_documents, get_module
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.i18n import language
from lms.http.moment import now, today_at
from lms.http.viewer import MemberPlace
from lms.permissions import Permission
from lms.reports.changes import OpenChange, find_open_change
from lms.web.change_pages import changes_page
from lms.web.learner import learner_of, member
from lms.workflows.begin_attempt import begin_change
from lms.workflows.note_change import note_change

bp = Blueprint("changes", __name__)
SEED_BYTES = 24


@bp.get("/modules/<module_id>/changes")
@needs(Permission.LEARN)
def show(module_id: str) -> str:
    """Show what changed since she completed the module."""
    place, found = member(), get_module(module_id, language())
    return render_template("changes/show.html", page=changes_page(found, place, _waiting(place, found.id)))


@bp.post("/modules/<module_id>/changes")
@needs(Permission.LEARN)
def go(module_id: str) -> Response:
    """Begin the questions, or go on with them; where there are none, note that she has read. Twice is once."""
    place, found = member(), get_module(module_id, language())
    if not place.tier:
        raise Refused(_("You hold no office today, so this would count for nothing. Ask your coordinator."))
    waiting = _waiting(place, found.id)
    if waiting is not None and waiting.items:
        return redirect(url_for("quiz.resume", attempt_id=_begin(place, waiting)), code=303)
    try:
        _note(place, waiting)
    except Conflict as error:
        flash(str(error), "late")
        return redirect(url_for("changes.show", module_id=found.id), code=303)
    flash(_("You are up to date with this module."), "done")
    return redirect(url_for("learning.module", module_id=found.id), code=303)


def _waiting(place: MemberPlace, module_id: str) -> OpenChange | None:
    return find_open_change(
        session(),
        catalogue(),
        member_id=place.member_id,
        module_id=module_id,
        today=today_at(place.institution_zone),
    )


def _begin(place: MemberPlace, waiting: OpenChange) -> str:
    with transaction() as write:
        return begin_change(
            write,
            learner=learner_of(place),
            module=waiting.module,
            documents=lambda: bank_documents(waiting.module),
            attempt_id=str(uuid4()),
            seed=secrets.token_urlsafe(SEED_BYTES),
            today=today_at(place.institution_zone),
            now=now(),
        )


def _note(place: MemberPlace, waiting: OpenChange | None) -> None:
    if waiting is None:
        return
    with transaction() as write:
        note_change(
            write,
            member_id=place.member_id,
            institution_id=place.institution_id,
            module=waiting.module,
            edition=request.form.get("edition", ""),
            today=today_at(place.institution_zone),
            now=now(),
        )
