"""Certificates, for who holds them and who keeps the institution's records."""

from flask.views import MethodView

from lms.api import examples
from lms.api.operations import Area, fails
from lms.api.schemas.certificates import CertificateSchema
from lms.db.engine import session
from lms.errors import NotFound
from lms.http.access import needs
from lms.http.viewer import viewer
from lms.permissions import Permission
from lms.reports.certificate import CertificateView, get_certificate

area = Area("certificates", "Certificates, as they were issued.")


@area.at("/certificates/<code>")
class OneCertificate(MethodView):
    """A certificate."""

    @needs(Permission.SIGNED_IN)
    @fails(404)
    @area.gives(200, CertificateSchema, example=examples.CERTIFICATE)
    def get(self, code: str) -> CertificateView:
        """Show a certificate to the one who holds it, and to who keeps her institution's records."""
        found, asks = get_certificate(session(), code=code), viewer()
        is_own = asks.member is not None and asks.member.member_id == found.member_id
        if not is_own and not asks.may(Permission.VIEW_PEOPLE, institution_id=found.institution_id):
            raise NotFound("There is no certificate with this code, or it is not yours to see.")
        return found
