"""Letters that let people into a workshop: sent, sent again on another day; and the list of who is not here yet."""

from flask import Blueprint, flash, redirect, request
from werkzeug.wrappers import Response

from lms.db.engine import transaction
from lms.errors import Conflict, Invalid
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.limits import by_account, limiter
from lms.http.moment import now
from lms.http.viewer import viewer
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import FormState
from lms.web.workshop_frame import workshop_href
from lms.web.workshop_people_pages import show_people
from lms.workflows.invite_trainees import (
    AGAIN,
    INVITATIONS,
    Outcome,
    Sender,
    invite_again,
    invite_trainees,
    read_invited,
)
from lms.workflows.reset_password import new_token
from lms.workshops import invitations

bp = Blueprint("workshop_invitations", __name__)
PEOPLE = "/workshops/<uuid:workshop_id>/people"


@bp.post(f"{PEOPLE}/invite")
@needs(Permission.TRAIN)
@limiter.limit(INVITATIONS, key_func=by_account)
def send(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Write to people who have no login yet, or not the code."""
    form = request.form.to_dict()
    try:
        people = read_invited(form.get("people", ""), field="people")
        with transaction() as write:
            done = invite_trainees(write, workshop_id=seat.workshop_id, people=people, sender=_sender(seat), now=now())
    except Invalid as error:
        return show_people(seat, FormState({"size": "2", **form}, error.fields)), 422
    except Conflict as error:
        return show_people(seat, FormState({"size": "2", **form}, {"": str(error)})), 422
    for kind, text in _told(done):
        flash(text, kind)
    return _to_people(seat)


@bp.post(f"{PEOPLE}/invited/<int:invitation_id>/again")
@needs(Permission.TRAIN)
@limiter.limit(AGAIN, key_func=by_account)
def again(seat: WorkshopSeat, invitation_id: int) -> Response:
    """Write once more to somebody who has not come."""
    try:
        with transaction() as write:
            address = invite_again(
                write, workshop_id=seat.workshop_id, invitation_id=invitation_id, sender=_sender(seat), now=now()
            )
        flash(_("Another letter to %(address)s is on its way.", address=address), "done")
    except Conflict as error:
        flash(str(error), "error")
    return _to_people(seat)


@bp.post(f"{PEOPLE}/invited/<int:invitation_id>/off")
@needs(Permission.TRAIN)
def take_off(seat: WorkshopSeat, invitation_id: int) -> Response:
    """Take somebody off the list of who is not here yet."""
    with transaction() as write:
        gone = invitations.take_off(write, workshop_id=seat.workshop_id, invitation_id=invitation_id)
    flash(
        _("%(address)s is off the list. The code in a letter that went out still lets her in.", address=gone.email),
        "done",
    )
    return _to_people(seat)


def _sender(seat: WorkshopSeat) -> Sender:
    return Sender(viewer().account_id, settings().base_url, seat.language, seat.zone, new_token)


def _told(done: Outcome) -> list[tuple[str, str]]:
    told = []
    if done.sent:
        said = ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", len(done.sent))
        told.append(
            ("done", f"{said} {_('Who takes the seat stands among the trainees; the others under Not here yet.')}")
        )
    if done.sent_before:
        said = _("Written to today already, so no second letter went out: %(whom)s.", whom=", ".join(done.sent_before))
        told.append(("note", said))
    if done.here:
        told.append(("note", _("Here already, so no letter went out: %(whom)s.", whom=", ".join(done.here))))
    return told


def _to_people(seat: WorkshopSeat) -> Response:
    return redirect(workshop_href(seat, "workshop_training.people"), code=303)
