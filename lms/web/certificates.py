"""A certificate for who holds it and for who keeps the records: on screen, as a PDF, as a signed credential."""

from datetime import date

from flask import Blueprint, Response, render_template

from lms.db.engine import session
from lms.errors import Conflict, NotFound
from lms.http.access import needs
from lms.http.documents import certificate_file, certificate_maker
from lms.http.holdings import press
from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.http.moment import today_at
from lms.http.store import send
from lms.http.viewer import viewer
from lms.permissions import Permission
from lms.reports.certificate import CertificateView, get_certificate, list_certificates_of
from lms.web.certificate_pages import certificate_page, own_page
from lms.web.learner import member

bp = Blueprint("certificates", __name__)
CREDENTIAL = "application/vc+ld+json"


@bp.get("/certificates")
@needs(Permission.LEARN)
def index() -> str:
    """Show a learner all her certificates."""
    place = member()
    found = list_certificates_of(session(), member_id=place.member_id)
    page = own_page(found, today=today_at(place.institution_zone))
    return render_template("certificates/index.html", page=page)


@bp.get("/certificates/<code>")
@needs(Permission.SIGNED_IN)
def show(code: str) -> str:
    """Show a certificate to the one who holds it, and to who keeps her institution's records."""
    found, is_own = visible(code)
    press().warm()
    page = certificate_page(found, today=_today(found), is_own=is_own, slug=_slug(found))
    return render_template("certificates/show.html", page=page)


@bp.get("/certificates/<code>.pdf")
@needs(Permission.SIGNED_IN)
def pdf(code: str) -> Response:
    """Send the certificate as a PDF."""
    found = _handed_out(code)
    return send(certificate_file(found), name=f"certificate-{found.code}.pdf", media_type="application/pdf")


@bp.get("/certificates/<code>/credential.json")
@needs(Permission.SIGNED_IN)
def credential(code: str) -> Response:
    """Send the certificate as an Open Badges credential."""
    found = _handed_out(code)
    response = Response(certificate_maker().credentials((found,))[found.code], mimetype=CREDENTIAL)
    response.headers["Content-Disposition"] = f'attachment; filename="credential-{found.code}.json"'
    return response


def visible(code: str) -> tuple[CertificateView, bool]:
    """Return a certificate that the viewer may see, and whether it is her own."""
    found, asks = get_certificate(session(), code=code), viewer()
    is_own = asks.member is not None and asks.member.member_id == found.member_id
    if not is_own and not asks.may(Permission.VIEW_PEOPLE, institution_id=found.institution_id):
        raise NotFound("There is no certificate with this code, or it is not yours to see.")
    return found, is_own


def _handed_out(code: str) -> CertificateView:
    found, _is_own = visible(code)
    check_is_handed_out(found)
    return found


def check_is_handed_out(found: CertificateView) -> None:
    """Refuse the files of a certificate that is revoked, or whose holder was erased."""
    if found.revoked_on is not None:
        day = format_date(found.revoked_on)
        raise Conflict(_("This certificate was revoked on %(day)s, so it is no longer handed out.", day=day))
    if found.is_erased:
        raise Conflict(_("The name on this certificate was erased, so it is no longer handed out."))


def _slug(found: CertificateView) -> str:
    """Return the address of its institution where the viewer may revoke it, else nothing."""
    if not viewer().may(Permission.EDIT_EVIDENCE, institution_id=found.institution_id):
        return ""
    return found.institution_slug


def _today(found: CertificateView) -> date:
    return today_at(found.institution_zone)
