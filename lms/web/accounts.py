"""Signing in and out, a forgotten password, one-time links, one's own account."""

from zoneinfo import available_timezones

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.accounts import links, pins, service
from lms.accounts.rules import Purpose
from lms.db.engine import session, transaction
from lms.errors import Invalid, NotFound
from lms.http import viewer as viewers
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.limits import by_address_and_account, limiter, sign_in_limit
from lms.http.moment import now
from lms.http.pending import open_form, safe_target
from lms.http.viewer import viewer
from lms.permissions import Permission
from lms.reports.viewer import find_viewer
from lms.web.contexts.accounts import ForgotPage, LinkGonePage, LinkPage, OwnPage, ResendPage, RoleRow, SignInPage
from lms.web.contexts.shell import Action, FormState
from lms.web.forms.accounts import OwnForm
from lms.web.forms.reading import read_form
from lms.web.frame import make_shell, start_of
from lms.web.words import role_words, tier_words
from lms.workflows.reset_password import new_token, send_reset

bp = Blueprint("accounts", __name__)


@bp.get("/")
@needs(Permission.PUBLIC)
def start() -> Response:
    """Go to the viewer's own first page."""
    found = viewers.find_current()
    return redirect(start_of(found) if found else url_for("accounts.sign_in"), code=303)


@bp.get("/sign-in")
@needs(Permission.PUBLIC)
def sign_in() -> str | Response:
    """Ask for address and password."""
    target = safe_target(request.args.get("next", "/"))
    if viewers.find_current() is not None:
        return redirect(target, code=303)
    return render_template("accounts/sign_in.html", page=SignInPage(shell=make_shell(_("Sign in")), target=target))


@bp.post("/sign-in/again")
@needs(Permission.PUBLIC)
def sign_in_with_form() -> str:
    """Ask for address and password, a form that came too late in hand."""
    page = SignInPage(shell=make_shell(_("Sign in")), target="/", pending=request.form.get("pending", ""))
    return render_template("accounts/sign_in.html", page=page)


@bp.post("/sign-in")
@needs(Permission.PUBLIC)
@limiter.limit(sign_in_limit, key_func=by_address_and_account)
def check_sign_in() -> Response | str | tuple[str, int]:
    """Sign in, and go on with what was asked for or typed before."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    verified = service.verify_password(session(), email=email, password=password)
    found = None
    if verified is not None:
        found = find_viewer(session(), account_id=verified.account_id, now=now())
    if verified is None or found is None:
        return _not_signed_in(email), 422
    if verified.is_hash_aged:
        with transaction() as write:
            service.renew_hash(write, account_id=verified.account_id, password=password)
    viewers.sign_in(found)
    return go_on()


@bp.post("/sign-out")
@needs(Permission.PUBLIC)
def sign_out() -> Response:
    """Sign out on this browser."""
    viewers.sign_out()
    return redirect(url_for("accounts.sign_in"), code=303)


@bp.get("/forgotten")
@needs(Permission.PUBLIC)
def forgot() -> str:
    """Ask for the address that a reset link should go to."""
    return render_template("accounts/forgot.html", page=ForgotPage(shell=make_shell(_("A new password"))))


@bp.post("/forgotten")
@needs(Permission.PUBLIC)
@limiter.limit(sign_in_limit)
def send_link() -> str:
    """Send a reset link if the address has an account; the page says the same either way."""
    with transaction() as write:
        send_reset(
            write, email=request.form.get("email", ""), token=new_token(), base_url=settings().base_url, now=now()
        )
    page = ForgotPage(shell=make_shell(_("A new password")), is_sent=True)
    return render_template("accounts/forgot.html", page=page)


@bp.get("/links/<token>")
@needs(Permission.PUBLIC)
def link(token: str) -> str | tuple[str, int]:
    """Ask for the password that a one-time link sets."""
    try:
        return _link_page(token, FormState())
    except NotFound as error:
        return _link_gone(error), 404


@bp.post("/links/<token>")
@needs(Permission.PUBLIC)
@limiter.limit(sign_in_limit)
def accept(token: str) -> Response | tuple[str, int]:
    """Set the password and sign in."""
    try:
        with transaction() as write:
            known = links.accept_link(write, token=token, password=request.form.get("password", ""), now=now())
    except Invalid as error:
        return _link_page(token, FormState(errors=error.fields)), 422
    except NotFound as error:
        return _link_gone(error), 404
    found = find_viewer(session(), account_id=known.id, now=now())
    if found is not None:
        viewers.sign_in(found)
    return redirect(url_for("accounts.start"), code=303)


@bp.get("/account")
@needs(Permission.SIGNED_IN)
def own() -> str:
    """Show one's own account."""
    return _own_page(FormState(), FormState())


@bp.post("/account")
@needs(Permission.SIGNED_IN)
def change_own() -> Response | tuple[str, int]:
    """Change name and time zone."""
    try:
        values = read_form(OwnForm(), request.form)
    except Invalid as error:
        return _own_page(FormState(values=dict(request.form), errors=error.fields), FormState()), 422
    with transaction() as write:
        service.change_account(
            write, account_id=viewer().account_id, name=str(values["name"]), zone=str(values["zone"])
        )
    flash(_("Your account is changed."), "done")
    return redirect(url_for("accounts.own"), code=303)


@bp.post("/account/password")
@needs(Permission.SIGNED_IN)
@limiter.limit(sign_in_limit)
def change_password() -> Response | tuple[str, int]:
    """Change the password and stay signed in here only."""
    try:
        _change_secret()
    except Invalid as error:
        return _own_page(FormState(), FormState(errors=error.fields)), 422
    found = find_viewer(session(), account_id=viewer().account_id, now=now())
    if found is not None:
        viewers.sign_in(found)
    flash(_("It is changed. You are signed out everywhere else."), "done")
    return redirect(url_for("accounts.own"), code=303)


@bp.post("/account/sign-out-everywhere")
@needs(Permission.SIGNED_IN)
def sign_out_everywhere() -> Response:
    """End every sign-in of the account."""
    with transaction() as write:
        service.sign_out_everywhere(write, account_id=viewer().account_id)
    viewers.sign_out()
    return redirect(url_for("accounts.sign_in"), code=303)


def _change_secret() -> None:
    """Change the PIN of an account without an address, else the password."""
    found, current, secret = viewer(), request.form.get("current", ""), request.form.get("password", "")
    with transaction() as write:
        if found.email:
            service.change_password(write, account_id=found.account_id, current=current, password=secret)
        else:
            pins.change_pin(write, account_id=found.account_id, current=current, pin=secret, now=now())


def _not_signed_in(email: str) -> str:
    sentence = _("Address and password do not belong together. Check both, or ask for a new password below.")
    page = SignInPage(
        shell=make_shell(_("Sign in")),
        form=FormState(values={"email": email}, errors={"": sentence}),
        target=safe_target(request.form.get("next", "/")),
        pending=request.form.get("pending", ""),
    )
    return render_template("accounts/sign_in.html", page=page)


def go_on() -> Response | str:
    """Go where a sign-in leads: on, or to the form that came too late."""
    pending = open_form(request.form.get("pending", ""), secret=str(current_app.secret_key))
    if pending is None:
        return redirect(safe_target(request.form.get("next", "/")), code=303)
    page = ResendPage(
        shell=make_shell(_("You are signed in again")), action=safe_target(pending.path), fields=pending.fields
    )
    return render_template("accounts/resend.html", page=page)


def _link_gone(error: NotFound) -> str:
    page = LinkGonePage(
        shell=make_shell(_("This link works no more")),
        why=str(error),
        again=Action(_("Ask for a new link"), url_for("accounts.forgot")),
        sign_in=Action(_("Sign in"), url_for("accounts.sign_in")),
    )
    return render_template("accounts/link_gone.html", page=page)


def _link_page(token: str, form: FormState) -> str:
    found = links.get_link(session(), token=token, now=now())
    page = LinkPage(
        shell=make_shell(_("Set your password")),
        name=found.name,
        email=found.email,
        is_invitation=found.purpose is Purpose.INVITATION,
        form=form,
    )
    return render_template("accounts/link.html", page=page)


def _own_page(form: FormState, password_form: FormState) -> str:
    found = viewer()
    rows = [RoleRow(role_words(held.role), held.institution_name or held.network_name) for held in found.roles]
    if found.member is not None:
        rows.insert(0, RoleRow(tier_words(found.member.tier) or _("Member"), found.member.institution_name))
    page = OwnPage(
        shell=make_shell(_("Your account")),
        email=found.email,
        roles=tuple(rows),
        zones=tuple(sorted(available_timezones())),
        form=form if form.values else FormState(values={"name": found.name, "zone": found.zone}, errors=form.errors),
        password_form=password_form,
    )
    return render_template("accounts/own.html", page=page)
