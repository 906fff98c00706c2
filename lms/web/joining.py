"""Joining by a link or its code: asking, for anybody; opening links and answering, for a coordinator."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.http import viewer as viewers
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.limits import limiter, sign_in_limit
from lms.http.moment import now
from lms.http.viewer import InstitutionPlace, viewer
from lms.institutions import joining
from lms.permissions import Permission
from lms.web.contexts.logins import JoinCodePage
from lms.web.contexts.shell import FormState
from lms.web.forms.joining import read_link, read_wish
from lms.web.forms.members import read_new_member
from lms.web.frame import make_shell
from lms.web.joining_pages import ask_page, asked_page, joining_page, poster_page
from lms.workflows.answer_join_request import Answer, admit, turn_away
from lms.workflows.invite_person import Inviter
from lms.workflows.reset_password import new_token

bp = Blueprint("joining", __name__)


@bp.get("/join")
@needs(Permission.PUBLIC)
@limiter.limit(sign_in_limit)
def code() -> str | Response:
    """Ask for the code, and lead to its page."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return render_template("joining/code.html", page=JoinCodePage(shell=make_shell(_("Join your institution"))))
    try:
        found = joining.get_link(session(), code=typed, now=now())
    except NotFound as error:
        form = FormState(values={"code": typed}, errors={"code": str(error)})
        page = JoinCodePage(shell=make_shell(_("Join your institution")), form=form)
        return render_template("joining/code.html", page=page)
    return redirect(url_for("joining.form", code=found.code), code=303)


@bp.get("/join/<code>")
@needs(Permission.PUBLIC)
@limiter.limit(sign_in_limit)
def form(code: str) -> str:
    """Ask who somebody is."""
    return ask_page(joining.get_link(session(), code=code, now=now()), FormState(), viewers.find_current())


@bp.post("/join/<code>")
@needs(Permission.PUBLIC)
@limiter.limit(sign_in_limit)
def ask(code: str) -> str | tuple[str, int]:
    """Keep what she asks until a coordinator answers."""
    link, found = joining.get_link(session(), code=code, now=now()), viewers.find_current()
    account_id = found.account_id if found is not None else None
    try:
        wish = read_wish(request.form, link=link, has_account=found is not None)
        with transaction() as write:
            joining.ask(write, link=link, wish=wish, account_id=account_id, now=now())
    except Invalid as error:
        values = {key: value for key, value in request.form.items() if key not in ("pin", "again")}
        return ask_page(link, FormState(values=values, errors=error.fields), found), 422
    return asked_page(link, with_pin=bool(wish.secret_hash))


@bp.get("/institutions/<institution>/joining")
@needs(Permission.EDIT_PEOPLE)
def index(place: InstitutionPlace) -> str:
    """Show who waits, and the links."""
    return joining_page(place)


@bp.post("/institutions/<institution>/joining/links")
@needs(Permission.EDIT_PEOPLE)
def open_link(place: InstitutionPlace) -> Response | tuple[str, int]:
    """Open a link."""
    try:
        read = read_link(request.form)
        with transaction() as write:
            made = joining.open_link(
                write,
                institution_id=place.id,
                label=read.label,
                tier=read.tier,
                branch_id=read.branch_id,
                days=read.days,
                now=now(),
            )
    except Invalid as error:
        return joining_page(place, FormState(values=request.form.to_dict(), errors=error.fields)), 422
    return redirect(url_for("joining.poster", institution=place.slug, link_id=made.id), code=303)


@bp.get("/institutions/<institution>/joining/links/<int:link_id>")
@needs(Permission.EDIT_PEOPLE)
def poster(place: InstitutionPlace, link_id: int) -> str:
    """Show a link as a sheet for the wall."""
    links = joining.list_links(session(), institution_id=place.id)
    found = next((link for link in links if link.id == link_id), None)
    if found is None:
        raise NotFound(_("There is no such link in this institution."))
    return poster_page(place, found)


@bp.post("/institutions/<institution>/joining/links/<int:link_id>/close")
@needs(Permission.EDIT_PEOPLE)
def close(place: InstitutionPlace, link_id: int) -> Response:
    """Close a link."""
    with transaction() as write:
        joining.close_link(write, institution_id=place.id, link_id=link_id, now=now())
    flash(_("Nobody can ask by that code any more."), "done")
    return redirect(url_for("joining.index", institution=place.slug), code=303)


@bp.post("/institutions/<institution>/joining/<int:request_id>/admit")
@needs(Permission.EDIT_PEOPLE)
def admit_one(place: InstitutionPlace, request_id: int) -> Response | tuple[str, int]:
    """Make a member of somebody who waits."""
    answer = Answer(
        decided_by_id=viewer().account_id,
        inviter=Inviter(place.id, place.name, place.language, place.zone),
        token=new_token(),
        base_url=settings().base_url,
    )
    try:
        new = read_new_member(request.form)
        with transaction() as write:
            member = admit(write, request_id=request_id, new=new, answer=answer, now=now())
    except (Invalid, Conflict) as error:
        faults = error.fields if isinstance(error, Invalid) else {"": str(error)}
        state = FormState(values=request.form.to_dict(), errors=faults)
        return joining_page(place, answered={request_id: state}), 422
    sentence = _("%(name)s is in.", name=member.name)
    if not member.email:
        code = _("The staff code is %(code)s: who signs in with a PIN needs it, so tell her.", code=member.staff_code)
        sentence = f"{sentence} {code}"
    flash(sentence, "done")
    return redirect(url_for("joining.index", institution=place.slug), code=303)


@bp.post("/institutions/<institution>/joining/<int:request_id>/refuse")
@needs(Permission.EDIT_PEOPLE)
def refuse_one(place: InstitutionPlace, request_id: int) -> Response:
    """Say no to somebody who waits."""
    with transaction() as write:
        turn_away(
            write,
            institution_id=place.id,
            request_id=request_id,
            decided_by_id=viewer().account_id,
            now=now(),
        )
    flash(_("The request is refused. Nothing else of it is kept."), "done")
    return redirect(url_for("joining.index", institution=place.slug), code=303)
