"""Where a member goes: to another tier or branch, away, and back again."""

from flask import Blueprint, render_template, request

from lms.db.engine import transaction
from lms.errors import Conflict, Invalid
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions import tenures
from lms.permissions import Permission
from lms.web.contexts.shell import FormState
from lms.web.forms.members import read_leave, read_move, read_rejoin
from lms.web.member_forms import (
    Refusable,
    go_on,
    leave_page,
    move_words,
    refused_state,
    rejoin_words,
    row_of,
    show_form,
    show_refused,
)

bp = Blueprint("moves", __name__)


@bp.get("/institutions/<institution>/members/<int:member_id>/move")
@needs(Permission.EDIT_PEOPLE)
def move(place: InstitutionPlace, member_id: int) -> str:
    """Ask for another tier or branch, and from when on."""
    row = row_of(place, member_id)
    values = {"on": today_at(place.zone).isoformat(), "tier": row.tier, "branch_id": str(row.branch_id or "")}
    return show_form(place, move_words(place, row), FormState(values=values))


@bp.post("/institutions/<institution>/members/<int:member_id>/move")
@needs(Permission.EDIT_PEOPLE)
def record_move(place: InstitutionPlace, member_id: int) -> Refusable:
    """Write the other place."""
    row = row_of(place, member_id)
    try:
        to = read_move(request.form)
        with transaction() as write:
            tenures.move(
                write,
                institution_id=place.id,
                member_id=member_id,
                tier=to.tier,
                branch_id=to.branch_id,
                on=to.day,
                now=now(),
            )
    except (Invalid, Conflict) as error:
        return show_refused(place, move_words(place, row), error)
    return go_on(place, member_id, _("%(name)s is moved.", name=row.name))


@bp.get("/institutions/<institution>/members/<int:member_id>/leave")
@needs(Permission.EDIT_PEOPLE)
def leave(place: InstitutionPlace, member_id: int) -> Refusable:
    """Ask for the day; when it is given, say what it means before it is recorded."""
    row = row_of(place, member_id)
    if "on" not in request.args:
        state = FormState(values={"on": today_at(place.zone).isoformat()})
        return render_template("moves/leave.html", page=leave_page(place, row, state=state))
    try:
        on = read_leave(request.args)
    except Invalid as error:
        state = FormState(values=request.args.to_dict(), errors=error.fields)
        return render_template("moves/leave.html", page=leave_page(place, row, state=state)), 422
    state = FormState(values={"on": on.isoformat()})
    return render_template("moves/leave.html", page=leave_page(place, row, state=state, on=on))


@bp.post("/institutions/<institution>/members/<int:member_id>/leave")
@needs(Permission.EDIT_PEOPLE)
def record_leave(place: InstitutionPlace, member_id: int) -> Refusable:
    """Write that she left."""
    row = row_of(place, member_id)
    try:
        on = read_leave(request.form)
        with transaction() as write:
            tenures.leave(write, institution_id=place.id, member_id=member_id, on=on, now=now())
    except (Invalid, Conflict) as error:
        page = leave_page(place, row, state=refused_state(error))
        return render_template("moves/leave.html", page=page), 422
    return go_on(place, member_id, _("It is recorded that %(name)s leaves. What she completed stays.", name=row.name))


@bp.get("/institutions/<institution>/members/<int:member_id>/rejoin")
@needs(Permission.EDIT_PEOPLE)
def rejoin(place: InstitutionPlace, member_id: int) -> str:
    """Ask where and when she begins again."""
    row = row_of(place, member_id)
    values = {"starts_on": today_at(place.zone).isoformat(), "tier": row.tier, "branch_id": str(row.branch_id or "")}
    return show_form(place, rejoin_words(place, row), FormState(values=values))


@bp.post("/institutions/<institution>/members/<int:member_id>/rejoin")
@needs(Permission.EDIT_PEOPLE)
def record_rejoin(place: InstitutionPlace, member_id: int) -> Refusable:
    """Write the new place."""
    row = row_of(place, member_id)
    try:
        to = read_rejoin(request.form)
        with transaction() as write:
            tenures.start_tenure(
                write,
                institution_id=place.id,
                member_id=member_id,
                tier=to.tier,
                branch_id=to.branch_id,
                starts_on=to.day,
                now=now(),
            )
    except (Invalid, Conflict) as error:
        return show_refused(place, rejoin_words(place, row), error)
    return go_on(place, member_id, _("%(name)s has a place again.", name=row.name))
