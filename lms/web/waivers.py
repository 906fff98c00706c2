"""Waivers: the list, granting one from a person's page, withdrawing it."""

from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid
from lms.evidence.waivers import NewWaiver, withdraw_waiver
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports.waivers import WaiversQuery, WaiverState, list_waivers, read_waiver
from lms.web.contexts.shell import FormState
from lms.web.forms.waivers import Asked
from lms.web.forms.waivers import read_waiver as read_form
from lms.web.member_forms import Refusable, refused_state, row_of
from lms.web.member_pages import member_href
from lms.web.paging import page_number
from lms.web.waiver_pages import ROWS, grant_page, waivers_page, withdraw_page
from lms.workflows.grant_waiver import grant_waiver

bp = Blueprint("waivers", __name__)
FILTERS = ("q", "module", "state")


@bp.get("/institutions/<institution>/waivers")
@needs(Permission.VIEW_EVIDENCE)
def index(place: InstitutionPlace) -> str:
    """List the waivers, newest first."""
    values, number = {name: request.args.get(name, "").strip() for name in FILTERS}, page_number()
    query = WaiversQuery(
        institution_id=place.id,
        on=today_at(place.zone),
        text=values["q"],
        module_id=values["module"],
        state=WaiverState(values["state"]) if values["state"] in set(WaiverState) else None,
    )
    found = list_waivers(session(), query, limit=ROWS, offset=(number - 1) * ROWS)
    page = waivers_page(place, found, number=number, state=FormState(values=values))
    return render_template("waivers/index.html", page=page)


@bp.get("/institutions/<institution>/members/<int:member_id>/waive")
@needs(Permission.EDIT_EVIDENCE)
def ask_grant(place: InstitutionPlace, member_id: int) -> str:
    """Ask which module, why, by whom and until when."""
    state = FormState(values={"module": request.args.get("module", "")})
    page = grant_page(place, row_of(place, member_id), waiver_id=str(uuid4()), state=state)
    return render_template("waivers/grant.html", page=page)


@bp.post("/institutions/<institution>/members/<int:member_id>/waive")
@needs(Permission.EDIT_EVIDENCE)
def grant(place: InstitutionPlace, member_id: int) -> Refusable:
    """Grant it; nobody waives herself."""
    row = row_of(place, member_id)
    try:
        _grant(place, member_id, read_form(request.form, known_modules=_known()))
    except (Invalid, Conflict) as error:
        waiver_id = request.form.get("id", "") or str(uuid4())
        page = grant_page(place, row, waiver_id=waiver_id, state=refused_state(error))
        return render_template("waivers/grant.html", page=page), 422
    flash(_("%(name)s need not complete it. The ledger has it.", name=row.name), "done")
    return redirect(member_href(place, member_id, "show"), code=303)


@bp.get("/institutions/<institution>/waivers/<uuid:waiver_id>/withdraw")
@needs(Permission.EDIT_EVIDENCE)
def ask_withdraw(place: InstitutionPlace, waiver_id: object) -> str:
    """Ask why."""
    row = read_waiver(session(), institution_id=place.id, waiver_id=str(waiver_id), on=today_at(place.zone))
    return render_template("waivers/withdraw.html", page=withdraw_page(place, row, state=FormState()))


@bp.post("/institutions/<institution>/waivers/<uuid:waiver_id>/withdraw")
@needs(Permission.EDIT_EVIDENCE)
def withdraw(place: InstitutionPlace, waiver_id: object) -> Refusable:
    """End it today; the days before stay as they were."""
    at, key, today = place.id, str(waiver_id), today_at(place.zone)
    row = read_waiver(session(), institution_id=at, waiver_id=key, on=today)
    reason = request.form.get("reason", "")
    try:
        with transaction() as write:
            withdraw_waiver(write, institution_id=at, waiver_id=key, reason=reason, today=today, now=now())
    except (Invalid, Conflict) as error:
        return render_template("waivers/withdraw.html", page=withdraw_page(place, row, state=refused_state(error))), 422
    flash(_("The waiver of %(name)s is withdrawn.", name=row.member_name), "done")
    return redirect(url_for("waivers.index", institution=place.slug), code=303)


def _grant(place: InstitutionPlace, member_id: int, asked: Asked) -> None:
    module = get_module(asked.module_id, place.language)
    new = NewWaiver(
        id=asked.id,
        member_id=member_id,
        module_id=module.id,
        edition=module.edition,
        language=module.language,
        reason=asked.reason,
        approver_name=asked.approver,
        valid_until=asked.valid_until,
    )
    with transaction() as write:
        grant_waiver(
            write,
            institution_id=place.id,
            new=new,
            module=module,
            account_id=viewer().account_id,
            today=today_at(place.zone),
            now=now(),
        )


def _known() -> tuple[str, ...]:
    return tuple(module.id for module in catalogue().modules)
