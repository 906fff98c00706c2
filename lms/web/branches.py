"""The branches of an institution: listed, added, renamed."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions import service
from lms.institutions.branches import AnyBranch, list_all_branches
from lms.institutions.roster_branches import nearly_called
from lms.permissions import Permission
from lms.reports.roster import count_in_branches
from lms.web.contexts.members import BranchesPage, BranchLine, JoinedLine
from lms.web.contexts.shell import Action, FormState
from lms.web.frame import make_shell

bp = Blueprint("branches", __name__)
MOST_COMPARED = 300


@bp.get("/institutions/<institution>/branches")
@needs(Permission.VIEW_PEOPLE)
def index(place: InstitutionPlace) -> str:
    """List the branches."""
    return _page(place)


@bp.post("/institutions/<institution>/branches")
@needs(Permission.EDIT_PEOPLE)
def create(place: InstitutionPlace) -> Response | tuple[str, int]:
    """Add a branch."""
    try:
        with transaction() as write:
            added = service.add_branch(write, institution_id=place.id, name=request.form.get("branch", ""), now=now())
    except Invalid as error:
        return _page(place, new=FormState(values=request.form.to_dict(), errors=error.fields)), 422
    return _done(place, _("The branch %(name)s is added.", name=added.name))


@bp.post("/institutions/<institution>/branches/<int:branch_id>")
@needs(Permission.EDIT_PEOPLE)
def rename(place: InstitutionPlace, branch_id: int) -> Response | tuple[str, int]:
    """Give a branch another name."""
    try:
        with transaction() as write:
            renamed = service.rename_branch(
                write, institution_id=place.id, branch_id=branch_id, name=request.form.get("branch", ""), now=now()
            )
    except Invalid as error:
        state = FormState(values=request.form.to_dict(), errors=error.fields)
        return _page(place, renamed={branch_id: state}), 422
    return _done(place, _("The branch is called %(name)s now.", name=renamed.name))


def _page(place: InstitutionPlace, *, new: FormState | None = None, renamed: dict[int, FormState] | None = None) -> str:
    known = list_all_branches(session(), institution_id=place.id)
    names = {branch.id: branch.name for branch in known}
    people = count_in_branches(session(), institution_id=place.id, on=today_at(place.zone))
    rows = tuple(
        BranchLine(
            id=branch.id,
            name=branch.name,
            people=people.get(branch.id, 0),
            href=url_for("branches.rename", institution=place.slug, branch_id=branch.id),
            people_href=url_for("members.index", institution=place.slug, branch=branch.id),
            join_href=url_for("branch_joining.ask", institution=place.slug, branch_id=branch.id),
            similar=_similar(branch, known),
            state=(renamed or {}).get(branch.id, FormState(values={"branch": branch.name})),
        )
        for branch in known
        if branch.is_open
    )
    page = BranchesPage(
        shell=make_shell(_("Branches")),
        institution=place.name,
        rows=rows,
        joined=tuple(
            JoinedLine(
                name=branch.name,
                into=names[branch.joined_into_id],
                day=branch.joined_on,
                people_href=url_for("members.index", institution=place.slug, branch=branch.joined_into_id),
            )
            for branch in known
            if branch.joined_into_id is not None
        ),
        create_href=url_for("branches.create", institution=place.slug),
        state=new or FormState(),
        back=Action(_("All people"), url_for("members.index", institution=place.slug)),
    )
    return render_template("branches/index.html", page=page)


def _similar(branch: AnyBranch, known: Sequence[AnyBranch]) -> str:
    """Return the branch that one is called nearly like, in a house small enough to look at them all."""
    if len(known) > MOST_COMPARED:
        return ""
    return nearly_called(branch.name, (one.name for one in known if one.is_open and one.id != branch.id))


def _done(place: InstitutionPlace, sentence: str) -> Response:
    flash(sentence, "done")
    return redirect(url_for("branches.index", institution=place.slug), code=303)
