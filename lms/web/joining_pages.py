"""The pages of joining, put together."""

from zoneinfo import ZoneInfo

from flask import render_template, url_for

from lms.db.engine import session
from lms.http.holdings import settings
from lms.http.i18n import format_date, moment_in_zone
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.qr import qr_svg
from lms.http.viewer import InstitutionPlace, Viewer
from lms.institutions import joining
from lms.institutions.joining import KnownLink, KnownRequest
from lms.institutions.service import find_member, list_branches
from lms.web.contexts.logins import JoinedPage, JoiningPage, JoinPage, LinkLine, PosterPage, RequestLine
from lms.web.contexts.shell import Action, FormState
from lms.web.figures import branch_choices, tier_choices
from lms.web.frame import make_shell
from lms.web.words import LANGUAGES, tier_words


def ask_page(link: KnownLink, form: FormState, found: Viewer | None) -> str:
    """Return the page on which somebody asks to join."""
    page = JoinPage(
        shell=make_shell(_("Join your institution")),
        institution=joining.institution_name(session(), institution_id=link.institution_id),
        label=link.label,
        tier=tier_words(link.tier) if link.tier else "",
        branch=link.branch,
        tiers=tier_choices(),
        branches=branch_choices(list_branches(session(), institution_id=link.institution_id)),
        languages=LANGUAGES,
        signed_in_as=found.name if found is not None else "",
        form=form if form.values or found is None else FormState(values={"name": found.name}, errors=form.errors),
    )
    return render_template("joining/form.html", page=page)


def asked_page(link: KnownLink, *, with_pin: bool) -> str:
    """Return the page that says what happens now."""
    page = JoinedPage(
        shell=make_shell(_("You have asked to join")),
        institution=joining.institution_name(session(), institution_id=link.institution_id),
        with_pin=with_pin,
        pin_href=url_for("pins.sign_in"),
    )
    return render_template("joining/asked.html", page=page)


def joining_page(
    place: InstitutionPlace, state: FormState | None = None, *, answered: dict[int, FormState] | None = None
) -> str:
    """Return who waits and the links; `answered` brings back forms that were refused, by request."""
    waiting = joining.list_waiting(session(), institution_id=place.id)
    page = JoiningPage(
        shell=make_shell(_("Joining")),
        waiting=tuple(_request(place, one, (answered or {}).get(one.id)) for one in waiting),
        links=tuple(_link(place, one) for one in joining.list_links(session(), institution_id=place.id)),
        tiers=tier_choices(),
        branches=branch_choices(list_branches(session(), institution_id=place.id)),
        languages=LANGUAGES,
        open_href=url_for("joining.open_link", institution=place.slug),
        state=state or FormState(values={"days": "30"}),
        back=Action(_("All people"), url_for("members.index", institution=place.slug)),
    )
    return render_template("joining/index.html", page=page)


def poster_page(place: InstitutionPlace, link: KnownLink) -> str:
    """Return a link as a sheet for the wall."""
    address = settings().base_url + url_for("joining.form", code=link.code)
    page = PosterPage(
        shell=make_shell(_("Join %(institution)s", institution=place.name)),
        institution=place.name,
        label=link.label,
        address=address,
        short_address=settings().base_url.partition("://")[2] + url_for("joining.code"),
        code=f"{link.code[:4]} {link.code[4:]}",
        qr=qr_svg(address, label=_("QR code of the address to join")),
        until=_last_day(place, link),
        back=Action(_("Joining"), url_for("joining.index", institution=place.slug)),
    )
    return render_template("joining/poster.html", page=page)


def _last_day(place: InstitutionPlace, link: KnownLink) -> str:
    return format_date(link.expires_at.astimezone(ZoneInfo(place.zone)).date())


def _link(place: InstitutionPlace, link: KnownLink) -> LinkLine:
    where = [tier_words(link.tier) if link.tier else "", link.branch]
    return LinkLine(
        code=f"{link.code[:4]} {link.code[4:]}",
        label=link.label,
        where=" · ".join(part for part in where if part),
        until=_last_day(place, link),
        is_open=link.is_open(now()),
        poster_href=url_for("joining.poster", institution=place.slug, link_id=link.id),
        close_href=url_for("joining.close", institution=place.slug, link_id=link.id),
    )


def _request(place: InstitutionPlace, one: KnownRequest, state: FormState | None) -> RequestLine:
    wish = one.wish
    values = {
        "name": wish.name,
        "name_other": wish.name_other,
        "language": wish.language,
        "staff_code": wish.staff_code,
        "email": wish.email,
        "tier": wish.tier,
        "branch_id": str(wish.branch_id or ""),
        "starts_on": today_at(place.zone).isoformat(),
    }
    return RequestLine(
        number=one.id,
        name=wish.name,
        name_other=wish.name_other,
        email=wish.email,
        asked=moment_in_zone(one.asked_at, place.zone),
        way_in=_way_in(one),
        warning=_warning(place, one),
        admit_href=url_for("joining.admit_one", institution=place.slug, request_id=one.id),
        refuse_href=url_for("joining.refuse_one", institution=place.slug, request_id=one.id),
        state=state or FormState(values=values),
    )


def _way_in(one: KnownRequest) -> str:
    if one.account_id is not None:
        return _("signs in with an account she has")
    return _("will be invited by e-mail") if one.wish.email else _("has chosen a PIN")


def _warning(place: InstitutionPlace, one: KnownRequest) -> str:
    code = one.wish.staff_code
    member = find_member(session(), institution_id=place.id, staff_code=code) if code else None
    if member is None:
        return ""
    if member.account_id is not None and member.account_id != one.account_id:
        return _(
            "The code %(code)s belongs to %(name)s, who signs in already. Ask who is right.",
            code=code,
            name=member.name,
        )
    return _(
        "The code %(code)s is that of %(name)s: admitting joins her login to that person.", code=code, name=member.name
    )
