"""The learner's own certificate, on screen and as a PDF."""

from flask import Blueprint, Response, render_template, url_for

from courses.model import Tier
from lms.db.engine import session
from lms.errors import NotFound
from lms.http.access import needs
from lms.http.documents import certificate_file
from lms.http.holdings import catalogue, settings
from lms.http.store import send
from lms.http.viewer import viewer
from lms.permissions import Permission
from lms.reports.certificate import CertificateView, get_certificate
from lms.web.contexts.certificates import CertificatePage
from lms.web.contexts.shell import ModuleMark
from lms.web.frame import make_shell
from lms.web.words import tier_words

bp = Blueprint("certificates", __name__)


@bp.get("/certificates/<code>")
@needs(Permission.SIGNED_IN)
def show(code: str) -> str:
    """Show a certificate to the one who holds it, and to who keeps her institution's records."""
    found = _visible(code)
    module = catalogue().find(found.module_id)
    page = CertificatePage(
        shell=make_shell(found.module_title),
        mark=ModuleMark(found.module_id, module.principle if module else 0, found.module_title),
        code=found.code,
        member_name=found.member_name,
        institution_name=found.institution_name,
        tier=tier_words(Tier(found.tier)),
        issued_on=found.completed_on,
        edition=found.edition,
        pdf_href=url_for("certificates.pdf", code=found.code),
        verify_href=settings().base_url + url_for("certificates.show", code=found.code),
        language=found.language,
        valid_until=found.valid_until,
        percent=found.percent,
    )
    return render_template("certificates/show.html", page=page)


@bp.get("/certificates/<code>.pdf")
@needs(Permission.SIGNED_IN)
def pdf(code: str) -> Response:
    """Send the certificate as a PDF."""
    found = _visible(code)
    return send(certificate_file(found), name=f"certificate-{found.code}.pdf", media_type="application/pdf")


def _visible(code: str) -> CertificateView:
    found, asks = get_certificate(session(), code=code), viewer()
    is_own = asks.member is not None and asks.member.member_id == found.member_id
    if not is_own and not asks.may(Permission.VIEW_PEOPLE, institution_id=found.institution_id):
        raise NotFound("There is no certificate with this code, or it is not yours to see.")
    return found
