"""Inviting everybody who has an address and cannot sign in yet, without a way over each page of a person."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import list_branches
from lms.permissions import Permission
from lms.reports.logins import list_uninvited
from lms.web.contexts.logins import InvitationsPage, InviteeLine
from lms.web.contexts.shell import Action
from lms.web.figures import branch_choices
from lms.web.frame import make_shell
from lms.workflows.invite_person import Inviter
from lms.workflows.invite_together import Invited, invite_members
from lms.workflows.reset_password import new_token

bp = Blueprint("invitations", __name__)
MOST_AT_ONCE = 500
MOST_TOLD = 10
# Each is invited by herself: a few at a time, so that nobody who saves an answer waits for all of them.
IN_ONE_TRANSACTION = 20


@bp.get("/institutions/<institution>/invitations")
@needs(Permission.EDIT_PEOPLE)
def index(place: InstitutionPlace) -> str:
    """Ask who is to be invited: those first to whom no letter went yet."""
    branch = request.args.get("branch", "")
    branch_id = int(branch) if branch.isdecimal() and len(branch) < 10 else None
    found = list_uninvited(session(), institution_id=place.id, on=today_at(place.zone), branch_id=branch_id)
    page = InvitationsPage(
        shell=make_shell(_("Invitations")),
        action=url_for("invitations.send", institution=place.slug),
        lines=tuple(
            InviteeLine(one.member_id, one.name, one.email, one.branch, one.is_invited) for one in found[:MOST_AT_ONCE]
        ),
        total=len(found),
        branches=branch_choices(list_branches(session(), institution_id=place.id)),
        branch=branch,
        back=Action(_("All people"), url_for("members.index", institution=place.slug)),
        pins=Action(_("PINs for people without e-mail"), url_for("pins.cards", institution=place.slug)),
    )
    return render_template("invitations/index.html", page=page)


@bp.post("/institutions/<institution>/invitations")
@needs(Permission.EDIT_PEOPLE)
def send(place: InstitutionPlace) -> Response:
    """Invite them, and say with whom it could not be done."""
    chosen = [int(one) for one in request.form.getlist("member") if one.isdecimal() and len(one) < 10]
    done = _invite(place, list(dict.fromkeys(chosen))[:MOST_AT_ONCE])
    for sentence in [sentence for one in done for sentence in one.refused][:MOST_TOLD]:
        flash(sentence, "error")
    if number := sum(one.number for one in done):
        flash(ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", number), "done")
    return redirect(url_for("invitations.index", institution=place.slug), code=303)


def _invite(place: InstitutionPlace, member_ids: Sequence[int]) -> list[Invited]:
    inviter, done = Inviter(place.id, place.name, place.language, place.zone), []
    for start in range(0, len(member_ids), IN_ONE_TRANSACTION):
        drawn = [(one, new_token()) for one in member_ids[start : start + IN_ONE_TRANSACTION]]
        with transaction() as write:
            done.append(invite_members(write, inviter=inviter, drawn=drawn, base_url=settings().base_url, now=now()))
    return done
