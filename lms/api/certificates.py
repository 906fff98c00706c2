"""Certificates, for who holds them, for who keeps the institution's records, and for anybody who has a code."""

from dataclasses import asdict

from flask import Response
from flask.views import MethodView

from lms.api import certificate_examples as examples
from lms.api.block_tree import Json
from lms.api.learner import member
from lms.api.operations import Area, fails
from lms.api.schemas.certificates import CertificateSchema, OwnCertificatesSchema, VerifiedSchema
from lms.db.engine import session
from lms.errors import Conflict, NotFound
from lms.http.access import needs
from lms.http.documents import certificate_file, certificate_maker
from lms.http.limits import limiter
from lms.http.moment import today_at
from lms.http.store import send
from lms.http.viewer import viewer
from lms.permissions import Permission
from lms.reports.certificate import CertificateView, get_certificate, list_certificates_of

area = Area("certificates", "Certificates, as they were issued, and what they are worth today.")
CREDENTIAL = "application/vc+ld+json"


@area.at("/certificates")
class OwnCertificates(MethodView):
    """A learner's own certificates."""

    @needs(Permission.LEARN)
    @fails(403)
    @area.gives(200, OwnCertificatesSchema, example=examples.OWN)
    def get(self) -> Json:
        """List one's own certificates, the newest first."""
        found = list_certificates_of(session(), member_id=member().member_id)
        return {"certificates": [write_certificate(one, is_own=True) for one in found]}


@area.at("/certificates/<code>")
class OneCertificate(MethodView):
    """A certificate."""

    @needs(Permission.SIGNED_IN)
    @fails(404)
    @area.gives(200, CertificateSchema, example=examples.CERTIFICATE)
    def get(self, code: str) -> Json:
        """Show a certificate to the one who holds it, and to who keeps her institution's records."""
        found, is_own = _visible(code)
        return write_certificate(found, is_own=is_own)


@area.at("/certificates/<code>/file")
class CertificateFile(MethodView):
    """The PDF of a certificate."""

    @needs(Permission.SIGNED_IN)
    @fails(404, 409)
    @area.gives_file("application/pdf", description="PDF/UA-1 and PDF/A-3a, the signed credential inside.")
    def get(self, code: str) -> Response:
        """Fetch the PDF; a revoked certificate is no longer handed out."""
        found, _is_own = _visible(code)
        _check_is_handed_out(found)
        return send(certificate_file(found), name=f"certificate-{found.code}.pdf", media_type="application/pdf")


@area.at("/certificates/<code>/credential")
class CertificateCredential(MethodView):
    """The credential of a certificate."""

    @needs(Permission.SIGNED_IN)
    @fails(404, 409)
    @area.gives_file(CREDENTIAL, description="Open Badges 3.0, signed with eddsa-rdfc-2022.")
    def get(self, code: str) -> Response:
        """Fetch the signed credential; a revoked certificate is no longer handed out."""
        found, _is_own = _visible(code)
        _check_is_handed_out(found)
        return Response(certificate_maker().credentials((found,))[found.code], mimetype=CREDENTIAL)


@area.at("/verify/<code>")
class Verification(MethodView):
    """What a code is worth."""

    @limiter.limit("60 per minute")
    @needs(Permission.PUBLIC)
    @fails(404, 429)
    @area.gives(200, VerifiedSchema, example=examples.VERIFIED)
    def get(self, code: str) -> Json:
        """Check a certificate by its code: only what the paper shows, and its state today. No account is needed."""
        return write_certificate(get_certificate(session(), code=code), is_own=False)


def write_certificate(found: CertificateView, *, is_own: bool) -> Json:
    """Return a certificate ready for its schema; the result of a quiz is for her who took it."""
    fields = {**asdict(found), "state": found.state(today_at(found.institution_zone))}
    if found.is_erased:
        fields |= {"member_name": None, "member_name_other": None}
    return {**fields, "percent": found.percent if is_own else None}


def _visible(code: str) -> tuple[CertificateView, bool]:
    found, asks = get_certificate(session(), code=code), viewer()
    is_own = asks.member is not None and asks.member.member_id == found.member_id
    if not is_own and not asks.may(Permission.VIEW_PEOPLE, institution_id=found.institution_id):
        raise NotFound("There is no certificate with this code, or it is not yours to see.")
    return found, is_own


def _check_is_handed_out(found: CertificateView) -> None:
    if found.revoked_on is not None or found.is_erased:
        raise Conflict("This certificate was revoked, or its holder was erased: it is no longer handed out.")
