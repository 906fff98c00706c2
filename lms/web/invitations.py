"""Inviting everybody who has an address and cannot sign in yet, without a way over each page of a person."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.i18n import format_date, ngettext
from lms.http.i18n import gettext as _
from lms.http.inviting import invite_members
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import list_branches
from lms.permissions import Permission
from lms.reports.logins import Invitee, list_uninvited
from lms.web.contexts.logins import InvitationsPage, InviteeGroup, InviteeLine
from lms.web.contexts.shell import Action
from lms.web.figures import branch_choices
from lms.web.frame import make_shell
from lms.workflows.invite_person import DAYS
from lms.workflows.invite_together import MOST_AT_ONCE, Outcome

bp = Blueprint("invitations", __name__)
MOST_TOLD = 10


@bp.get("/institutions/<institution>/invitations")
@needs(Permission.EDIT_PEOPLE)
def index(place: InstitutionPlace) -> str:
    """Ask who is to be invited: those first to whom no letter went yet."""
    branches = list_branches(session(), institution_id=place.id)
    branch_id = next((one.id for one in branches if str(one.id) == request.args.get("branch")), None)
    moment, today = now(), today_at(place.zone)
    found = list_uninvited(session(), institution_id=place.id, on=today, branch_id=branch_id)
    page = InvitationsPage(
        shell=make_shell(_("Invitations")),
        action=url_for("invitations.send", institution=place.slug),
        groups=_groups(place, found[:MOST_AT_ONCE], today=today, moment=moment),
        shown=min(len(found), MOST_AT_ONCE),
        total=len(found),
        days=DAYS,
        branches=branch_choices(branches),
        branch="" if branch_id is None else str(branch_id),
        pins=Action(_("PINs for people without e-mail"), url_for("pins.cards", institution=place.slug)),
    )
    return render_template("invitations/index.html", page=page)


def _groups(
    place: InstitutionPlace, found: Sequence[Invitee], *, today: date, moment: datetime
) -> tuple[InviteeGroup, ...]:
    groups: dict[str, list[InviteeLine]] = {}
    for one in found:
        title = one.branch if one.invited_at is None else _("%(branch)s: invited before", branch=one.branch)
        groups.setdefault(title, []).append(_line(place, one, today=today, moment=moment))
    return tuple(InviteeGroup(title, tuple(lines)) for title, lines in groups.items())


def _line(place: InstitutionPlace, one: Invitee, *, today: date, moment: datetime) -> InviteeLine:
    day = None if one.invited_at is None else one.invited_at.astimezone(ZoneInfo(place.zone)).date()
    told = ""
    if day is not None:
        told = _("invited on %(day)s; a new letter ends that link", day=format_date(day))
        if day == today:
            told = _("invited today; another letter can go tomorrow")
        elif not one.holds_link(moment):
            told = _("invited on %(day)s; that link has run out", day=format_date(day))
    is_ticked = not one.holds_link(moment)
    return InviteeLine(one.member_id, one.name, one.email, told, is_ticked, day == today)


@bp.post("/institutions/<institution>/invitations")
@needs(Permission.EDIT_PEOPLE)
def send(place: InstitutionPlace) -> Response:
    """Invite them, and say who was passed over and why."""
    chosen = [int(one) for one in request.form.getlist("member") if one.isdecimal() and len(one) < 10]
    told = invite_members(place, list(dict.fromkeys(chosen))[:MOST_AT_ONCE], settings=settings(), now=now())
    passed = [one for one in told if one.outcome is not Outcome.SENT]
    for one in passed[:MOST_TOLD]:
        kind = "note" if one.outcome in (Outcome.LET_IN, Outcome.TODAY, Outcome.SIGNS_IN) else "error"
        flash(_("%(name)s: %(why)s", name=one.name, why=one.why), kind)
    if (more := len(passed) - MOST_TOLD) > 0:
        flash(ngettext("%(num)s more was passed over.", "%(num)s more were passed over.", more), "note")
    if number := len(told) - len(passed):
        flash(ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", number), "done")
    return redirect(url_for("invitations.index", institution=place.slug), code=303)
