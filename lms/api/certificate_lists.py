"""The certificates of an institution, for who keeps its records."""

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Response
from flask.views import MethodView

from lms.api import certificate_examples as examples
from lms.api.block_tree import Json
from lms.api.certificates import write_certificate
from lms.api.coverage import check_branch, module_ids
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.certificates import (
    CertificateQuerySchema,
    CertificateQueryString,
    CertificateSchema,
    CertificatesSchema,
    CorrectionBody,
    CorrectionSchema,
    RevocationBody,
    RevocationSchema,
)
from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.evidence.certificates import Names, reissue_certificate, revoke_certificate
from lms.evidence.rules import read_code
from lms.http.access import needs
from lms.http.certificates import file_name
from lms.http.documents import certificate_maker
from lms.http.holdings import settings
from lms.http.moment import now, today_at
from lms.http.streams import send_as_made
from lms.http.viewer import InstitutionPlace
from lms.http.zips import stream_zip
from lms.permissions import Permission
from lms.reports.certificate import CertificateView, get_certificate, list_certificates_by_code
from lms.reports.certificates import CertificateQuery, list_codes, read_certificates
from webinar_kits.certificate_jobs import MOST_AT_ONCE

area = Area("certificate_lists", "The certificates of an institution: looked through, handed out, revoked, corrected.")


@area.at("/institutions/<institution>/certificates")
class Certificates(MethodView):
    """The certificates of an institution."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.asks(CertificateQuerySchema)
    @area.gives(200, CertificatesSchema, example=examples.LIST)
    def get(self, query: CertificateQueryString, place: InstitutionPlace) -> Json:
        """List the certificates, the newest first."""
        found = read_certificates(session(), _query(query, place), limit=query.page.size, offset=query.page.offset)
        page = write_page([asdict(row) for row in found.rows], query.page, total=found.total)
        return {**page, "counts": {state.value: count for state, count in found.counts.items()}}


@area.at("/institutions/<institution>/certificates/pdf")
class CertificatesPdf(MethodView):
    """Certificates as one PDF."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409)
    @area.asks(CertificateQuerySchema)
    @area.gives_file("application/pdf", description="A page each, for the printer.")
    def get(self, query: CertificateQueryString, place: InstitutionPlace) -> Response:
        """Fetch all certificates of the query as one PDF; the pages of the list do not matter here."""
        with TemporaryDirectory() as folder:
            output = Path(folder) / "certificates.pdf"
            certificate_maker().write_pages(_handed(query, place), output=output)
            return Response(output.read_bytes(), mimetype="application/pdf")


@area.at("/institutions/<institution>/certificates/zip")
class CertificatesZip(MethodView):
    """Certificates as a ZIP."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409)
    @area.asks(CertificateQuerySchema)
    @area.gives_file("application/zip", description="A PDF each, credentials inside.")
    def get(self, query: CertificateQueryString, place: InstitutionPlace) -> Response:
        """Fetch all certificates of the query as a ZIP of PDFs; it is sent while it is made."""
        made = certificate_maker().each_pdf(_handed(query, place))
        members = ((file_name(view), content) for view, content in made)
        return send_as_made(stream_zip(members), mimetype="application/zip")


@area.at("/institutions/<institution>/certificates/<code>/revocation")
class Revocation(MethodView):
    """The revocation of a certificate."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409)
    @area.takes(RevocationSchema, example=examples.REVOCATION)
    @area.gives(200, CertificateSchema, example={**examples.CERTIFICATE, "percent": None})
    def post(self, body: RevocationBody, place: InstitutionPlace, code: str) -> Json:
        """Revoke a certificate. Whoever checks the code learns the day, not the reason."""
        _check_day(body, place)
        with transaction() as write:
            revoke_certificate(
                write,
                institution_id=place.id,
                code=read_code(code),
                reason=body.reason,
                on=body.on or today_at(place.zone),
                now=now(),
            )
        return write_certificate(get_certificate(session(), code=code), is_own=False)


@area.at("/institutions/<institution>/certificates/<code>/reissue")
class Reissue(MethodView):
    """A certificate under the right name."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409)
    @area.takes(CorrectionSchema, example=examples.CORRECTION)
    @area.gives(201, CertificateSchema, example={**examples.CERTIFICATE, "percent": None})
    def post(self, body: CorrectionBody, place: InstitutionPlace, code: str) -> Json:
        """Revoke a certificate and issue the same one under the right name, with a code of its own."""
        with transaction() as write:
            new = reissue_certificate(
                write,
                institution_id=place.id,
                code=read_code(code),
                names=Names(body.name, body.name_other),
                reason=body.reason,
                seed=settings().secret_key,
                on=today_at(place.zone),
                now=now(),
            )
        return write_certificate(get_certificate(session(), code=new), is_own=False)


def _check_day(body: RevocationBody, place: InstitutionPlace) -> None:
    if body.on is not None and body.on > today_at(place.zone):
        raise Invalid({"on": "That day has not come yet. Give today or an earlier day, or leave it out."})


def _query(query: CertificateQueryString, place: InstitutionPlace) -> CertificateQuery:
    check_branch(place, query.branch)
    if query.module and query.module not in module_ids():
        raise Invalid({"module": f"There is no module of this id. Give one of: {', '.join(module_ids())}."})
    return CertificateQuery(
        institution_id=place.id,
        today=today_at(place.zone),
        kind=query.kind,
        tier=query.tier,
        branch_id=query.branch,
        module_id=query.module,
        since=query.since,
        until=query.until,
        state=query.state,
    )


def _handed(query: CertificateQueryString, place: InstitutionPlace) -> tuple[CertificateView, ...]:
    codes = list_codes(session(), _query(query, place), most=MOST_AT_ONCE)
    if not codes:
        raise NotFound("No certificate fits this query that could be handed out.")
    if len(codes) > MOST_AT_ONCE:
        raise Conflict(f"One file holds {MOST_AT_ONCE} certificates. Choose a shorter time or a branch.")
    return list_certificates_by_code(session(), codes=codes)
