"""Signing in with a staff code and a PIN, choosing one's own, and the cards a coordinator hands over."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from lms.accounts import pins
from lms.db.engine import session, transaction
from lms.errors import Invalid, NotFound, TooMany
from lms.http import viewer as viewers
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.limits import by_address_and_staff_code, by_staff_code, limiter, sign_in_limit
from lms.http.moment import now, today_at
from lms.http.pending import safe_target
from lms.http.qr import qr_svg
from lms.http.unknown_codes import unknown_codes
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import list_branches
from lms.permissions import Permission
from lms.reports.logins import MOST_CARDS, find_pin_account, list_card_holders
from lms.reports.viewer import find_institution, find_viewer
from lms.web.accounts import go_on
from lms.web.contexts.logins import GivePinsPage, HolderLine, OwnPinPage, PinCardsPage, PinSignInPage
from lms.web.contexts.shell import Action, FormState
from lms.web.figures import branch_choices
from lms.web.frame import make_shell
from lms.web.paging import make_pages, page_number
from lms.workflows.give_pins import Issuer, PinCard, give_pins

bp = Blueprint("pins", __name__)
SALT, MINUTES = "own-pin", 15


@bp.get("/sign-in/pin")
@bp.get("/sign-in/pin/<slug>", endpoint="sign_in_at")
@needs(Permission.PUBLIC)
def sign_in(slug: str = "") -> str | Response:
    """Ask for institution, staff code and PIN."""
    target = safe_target(request.args.get("next", "/"))
    if viewers.find_current() is not None:
        return redirect(target, code=303)
    return _sign_in_page(slug, FormState(), target=target)


@bp.post("/sign-in/pin")
@needs(Permission.PUBLIC)
@limiter.limit(sign_in_limit, key_func=by_address_and_staff_code)
def check() -> Response | str | tuple[str, int]:
    """Sign in; with a PIN that was given, ask for another first."""
    slug, code, pin = (request.form.get(name, "") for name in ("institution", "staff_code", "pin"))
    account_id = find_pin_account(session(), slug=slug, staff_code=code)
    is_known = account_id is not None and pins.has_pin(session(), account_id=account_id)
    tried = by_staff_code()
    try:
        if not is_known:
            unknown_codes().check(tried, now=now())
        right = pins.check_pin(session(), account_id=account_id, pin=pin, now=now())
    except TooMany as error:
        return _refused(slug, code, str(error)), 429
    if right is None:
        if account_id is not None and is_known:
            with transaction() as write:
                pins.note_wrong_pin(write, account_id=account_id, now=now())
        else:
            unknown_codes().note_wrong(tried, now=now())
        sentence = _(
            "Institution, staff code and PIN do not belong together. Check all three, and type them just as they stand "
            "on your card."
        )
        return _refused(slug, code, sentence), 422
    if right.must_change:
        return _own_pin_page(_seal(right.account_id), FormState())
    with transaction() as write:
        pins.note_right_pin(write, account_id=right.account_id)
    return _enter(right.account_id)


@bp.post("/sign-in/pin/own")
@needs(Permission.PUBLIC)
@limiter.limit(sign_in_limit)
def choose() -> Response | str | tuple[str, int]:
    """Set the PIN somebody chose for herself, and sign in."""
    sealed = request.form.get("sealed", "")
    account_id, given_at = _unseal(sealed)
    try:
        if request.form.get("pin", "") != request.form.get("again", ""):
            raise Invalid({"again": _("The two PINs differ. Type the same one twice.")})
        pin_hash = pins.hash_pin(request.form.get("pin", ""))
    except Invalid as error:
        return _own_pin_page(sealed, FormState(errors=error.fields)), 422
    with transaction() as write:
        pins.set_own_pin(write, account_id=account_id, pin_hash=pin_hash, given_at=given_at, now=now())
    return _enter(account_id)


@bp.get("/institutions/<institution>/pins")
@needs(Permission.EDIT_PEOPLE)
def cards(place: InstitutionPlace) -> str:
    """Ask for whom cards are to be made."""
    branch, number = request.args.get("branch", ""), page_number()
    holders = list_card_holders(
        session(),
        institution_id=place.id,
        on=today_at(place.zone),
        branch_id=int(branch) if branch.isdecimal() and len(branch) < 10 else None,
    )

    def href(to: int) -> str:
        return url_for("pins.cards", institution=place.slug, branch=branch or None, page=to)

    page = GivePinsPage(
        shell=make_shell(_("PINs for people without e-mail")),
        action=url_for("pins.give", institution=place.slug),
        lines=tuple(
            HolderLine(one.member_id, one.name, one.staff_code, one.branch, one.account_id is not None)
            for one in holders[(number - 1) * MOST_CARDS : number * MOST_CARDS]
        ),
        branches=branch_choices(list_branches(session(), institution_id=place.id)),
        branch=branch,
        pages=make_pages(number, size=MOST_CARDS, total=len(holders), href=href),
        back=_back(place),
    )
    return render_template("pins/cards.html", page=page)


@bp.post("/institutions/<institution>/pins")
@needs(Permission.EDIT_PEOPLE)
def give(place: InstitutionPlace) -> str | Response:
    """Make the cards; each PIN is shown this once."""
    chosen = [int(one) for one in request.form.getlist("member") if one.isdecimal() and len(one) < 10]
    if not chosen:
        return redirect(url_for("pins.cards", institution=place.slug), code=303)
    issuer = Issuer(place.id, place.language, place.zone)
    with transaction() as write:
        made = give_pins(write, issuer=issuer, drawn=[(one, pins.new_pin()) for one in chosen], now=now())
    return render_template("pins/sheet.html", page=_sheet(place, made))


def _sheet(place: InstitutionPlace, made: tuple[PinCard, ...]) -> PinCardsPage:
    address = settings().base_url + url_for("pins.sign_in_at", slug=place.slug)
    return PinCardsPage(
        shell=make_shell(_("PIN cards")),
        institution=place.slug,
        institution_name=place.name,
        address=address,
        qr=qr_svg(address, label=_("QR code of the address to sign in")),
        cards=tuple((one.name, one.staff_code, f"{one.pin[:3]} {one.pin[3:]}") for one in made),
        back=_back(place),
    )


def _back(place: InstitutionPlace) -> Action:
    return Action(_("All people"), url_for("members.index", institution=place.slug))


def _sign_in_page(slug: str, form: FormState, *, target: str) -> str:
    known = find_institution(session(), slug=slug) if slug else None
    page = PinSignInPage(
        shell=make_shell(_("Sign in with a PIN")),
        institution=slug,
        institution_name=known.name if known else "",
        form=form,
        target=target,
        pending=request.form.get("pending", ""),
    )
    return render_template("pins/sign_in.html", page=page)


def _refused(slug: str, code: str, sentence: str) -> str:
    form = FormState(values={"institution": slug, "staff_code": code}, errors={"": sentence})
    return _sign_in_page(slug, form, target=safe_target(request.form.get("next", "/")))


def _own_pin_page(sealed: str, form: FormState) -> str:
    page = OwnPinPage(
        shell=make_shell(_("Choose your own PIN")),
        sealed=sealed,
        target=safe_target(request.form.get("next", "/")),
        pending=request.form.get("pending", ""),
        form=form,
    )
    return render_template("pins/own.html", page=page)


def _enter(account_id: int) -> Response | str:
    found = find_viewer(session(), account_id=account_id, now=now())
    if found is None:
        raise NotFound(_("This account cannot sign in any more. Ask your coordinator."))
    viewers.sign_in(found)
    return go_on()


def _seal(account_id: int) -> str:
    given_at = pins.given_at(session(), account_id=account_id)
    return str(URLSafeTimedSerializer(str(current_app.secret_key), salt=SALT).dumps([account_id, given_at.isoformat()]))


def _unseal(sealed: str) -> tuple[int, str]:
    try:
        account_id, given_at = URLSafeTimedSerializer(str(current_app.secret_key), salt=SALT).loads(
            sealed, max_age=MINUTES * 60
        )
    except BadData:
        raise NotFound(_("This page has run out. Sign in with your card once more.")) from None
    return int(account_id), str(given_at)
