"""Where anybody checks a certificate, without an account: only what the paper says, and what it is worth today."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lms.credentials.document import revocation_list
from lms.credentials.proof import did_of, multikey
from lms.db.engine import session
from lms.evidence.rules import CODE_LENGTH, is_code, read_code
from lms.http.access import needs
from lms.http.certificates import REVOKED_PATH, issuer_of
from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.limits import limiter
from lms.http.moment import now, today_at
from lms.ledger.keys import list_verifiers
from lms.permissions import Permission
from lms.reports.certificate import CertificateView, find_certificate, list_revoked_credentials
from lms.web.certificate_pages import verify_page

bp = Blueprint("verify", __name__)
OFTEN = "60 per minute"
ROBOTS = "noindex, nofollow"


@bp.get("/verify")
@limiter.limit(OFTEN)
@needs(Permission.PUBLIC)
def form() -> AnyResponse:
    """Ask for a code; with one, go to its page."""
    typed = read_code(request.args.get("code", ""))[:CODE_LENGTH]
    if typed:
        return redirect(url_for("verify.show", code=typed), code=303)
    return _unlisted(render_template("verify/show.html", page=verify_page("", today=now().date())))


@bp.get("/verify/<code>")
@limiter.limit(OFTEN)
@needs(Permission.PUBLIC)
def show(code: str) -> AnyResponse:
    """Say what a code is worth."""
    found = find_certificate(session(), code=code)
    today = today_at(found.institution_zone) if found else now().date()
    page = verify_page(code, today=today, trouble=_trouble(code, found), view=found)
    return _unlisted(render_template("verify/show.html", page=page), status=200 if found else 404)


@bp.get("/issuer")
@needs(Permission.PUBLIC)
def issuer() -> Response:
    """Say who signs credentials here and with which keys, for programs that check one."""
    keys = [one.public for one in list_verifiers(settings())]
    profile = issuer_of(settings(), keys[0])
    methods = [
        {
            "id": f"{did_of(key)}#{multikey(key)}",
            "type": "Multikey",
            "controller": did_of(key),
            "publicKeyMultibase": multikey(key),
        }
        for key in keys
    ]
    return jsonify(
        {
            "id": profile.did,
            "type": ["Profile"],
            "name": profile.name,
            "url": profile.url,
            "verificationMethod": methods,
            "assertionMethod": [method["id"] for method in methods],
        }
    )


@bp.get("/credentials/revoked.json")
@needs(Permission.PUBLIC)
def revoked() -> Response:
    """List the credentials that were revoked, by numbers that name nobody."""
    keys = list_verifiers(settings())
    numbers = list_revoked_credentials(session())
    address = settings().base_url + REVOKED_PATH
    return jsonify(revocation_list(numbers, address=address, issuer=issuer_of(settings(), keys[0].public)))


def _trouble(code: str, found: CertificateView | None) -> str:
    if found is not None:
        return ""
    if is_code(read_code(code)):
        return _(
            "No certificate has this code. Compare it with the paper; if it is the same, the paper is not genuine."
        )
    if len(read_code(code)) != CODE_LENGTH:
        return _("A code has %(number)s letters and digits. Type all of them, from the paper.", number=CODE_LENGTH)
    return _("There is a slip in this code: its last letter does not fit the others. Compare it with the paper.")


def _unlisted(text: str, status: int = 200) -> Response:
    """Answer with a page that no search engine keeps."""
    response = Response(text, status=status)
    response.headers["X-Robots-Tag"] = ROBOTS
    return response
