"""The people of an institution: the list, one of them, a new one, her name and her login."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from courses.model import Tier
from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid
from lms.http.access import needs
from lms.http.holdings import catalogue, settings
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions import merging, service
from lms.permissions import Permission
from lms.reports.changes import list_open_changes
from lms.reports.commitments import list_commitments
from lms.reports.people import MembersQuery, Presence, list_members, read_member
from lms.reports.standings import PeopleQuery, find_person
from lms.web.contexts.shell import FormState
from lms.web.forms.members import read_new_member, read_person
from lms.web.member_forms import Refusable, edit_words, go_on, new_words, row_of, show_form, show_refused, shown_in_form
from lms.web.member_pages import ROWS, member_href, member_page, members_page
from lms.web.paging import page_number
from lms.workflows.enrol_member import Invitation, enrol_member
from lms.workflows.invite_person import Inviter, invite_member
from lms.workflows.reset_password import new_token

bp = Blueprint("members", __name__)
FILTERS = ("q", "branch", "tier", "presence")


@bp.get("/institutions/<institution>/members")
@needs(Permission.VIEW_PEOPLE)
def index(place: InstitutionPlace) -> str:
    """List the members."""
    values, number = {name: request.args.get(name, "").strip() for name in FILTERS}, page_number()
    branches = service.list_branches(session(), institution_id=place.id)
    query = MembersQuery(
        institution_id=place.id,
        on=today_at(place.zone),
        text=values["q"],
        branch_id=int(values["branch"]) if values["branch"].isdecimal() else None,
        tier=values["tier"] if values["tier"] in set(Tier) else "",
        presence=Presence(values["presence"]) if values["presence"] in set(Presence) else None,
    )
    found = list_members(session(), query, limit=ROWS, offset=(number - 1) * ROWS)
    page = members_page(place, found, number=number, branches=branches, state=FormState(values=values))
    return render_template("members/index.html", page=page)


@bp.get("/institutions/<institution>/members/<int:member_id>")
@needs(Permission.VIEW_PEOPLE)
def show(place: InstitutionPlace, member_id: int) -> str | Response:
    """Show all there is of a member; who was merged into another leads to that one."""
    kept_id = merging.find_kept(session(), institution_id=place.id, member_id=member_id)
    if kept_id is not None:
        return redirect(member_href(place, kept_id, "show"), code=303)
    today = today_at(place.zone)
    record = read_member(session(), institution_id=place.id, member_id=member_id, on=today)
    modules = tuple(module.id for module in catalogue().modules)
    query = PeopleQuery(institution_id=place.id, zone=place.zone, module_ids=modules, on=today)
    standing = find_person(session(), query, member_id=member_id)
    page = member_page(
        place,
        record,
        standing=standing,
        changes=list_open_changes(session(), catalogue(), member_id=member_id, today=today),
        commitments=list_commitments(session(), member_id=member_id),
    )
    return render_template("members/show.html", page=page)


@bp.get("/institutions/<institution>/members/new")
@needs(Permission.EDIT_PEOPLE)
def new(place: InstitutionPlace) -> str:
    """Ask who comes, and where she begins."""
    values = {"starts_on": today_at(place.zone).isoformat(), "invite": "yes"}
    return show_form(place, new_words(place), FormState(values=values))


@bp.post("/institutions/<institution>/members")
@needs(Permission.EDIT_PEOPLE)
def create(place: InstitutionPlace) -> Refusable:
    """Add the member."""
    try:
        member = read_new_member(request.form)
        with transaction() as write:
            added = enrol_member(
                write, institution_id=place.id, new=member, invitation=_invitation(place, request.form), now=now()
            )
    except (Invalid, Conflict) as error:
        return show_refused(place, new_words(place), error)
    flash(_("%(name)s is added.", name=added.name), "done")
    return redirect(member_href(place, added.id, "show"), code=303)


@bp.get("/institutions/<institution>/members/<int:member_id>/edit")
@needs(Permission.EDIT_PEOPLE)
def edit(place: InstitutionPlace, member_id: int) -> str:
    """Ask for names, code, address and language."""
    row = row_of(place, member_id)
    return show_form(place, edit_words(place, row), FormState(values=shown_in_form(row)))


@bp.post("/institutions/<institution>/members/<int:member_id>/edit")
@needs(Permission.EDIT_PEOPLE)
def update(place: InstitutionPlace, member_id: int) -> Refusable:
    """Write names, code, address and language."""
    row = row_of(place, member_id)
    try:
        person = read_person(request.form)
        with transaction() as write:
            service.change_member(
                write,
                institution_id=place.id,
                member_id=member_id,
                staff_code=person.staff_code,
                name=person.name,
                email=person.email,
                name_other=person.name_other,
                language=person.language,
                now=now(),
            )
    except (Invalid, Conflict) as error:
        return show_refused(place, edit_words(place, row), error)
    return go_on(place, member_id, _("%(name)s is changed.", name=person.name))


@bp.post("/institutions/<institution>/members/<int:member_id>/invite")
@needs(Permission.EDIT_PEOPLE)
def invite(place: InstitutionPlace, member_id: int) -> Response:
    """Give her an account and send the letter."""
    try:
        with transaction() as write:
            invite_member(
                write,
                inviter=_inviter(place),
                member_id=member_id,
                token=new_token(),
                base_url=settings().base_url,
                now=now(),
            )
    except (Invalid, Conflict) as error:
        flash(str(error), "error")
        return redirect(member_href(place, member_id, "show"), code=303)
    return go_on(place, member_id, _("The invitation is on its way."))


def _invitation(place: InstitutionPlace, form: Mapping[str, str]) -> Invitation | None:
    if not form.get("invite"):
        return None
    return Invitation(inviter=_inviter(place), token=new_token(), base_url=settings().base_url)


def _inviter(place: InstitutionPlace) -> Inviter:
    return Inviter(institution_id=place.id, name=place.name, language=place.language, zone=place.zone)
