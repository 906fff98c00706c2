"""Whether the server lives and reaches its database, for who watches it."""

from flask import Blueprint, Response, jsonify

from lms.db.engine import session
from lms.http.access import needs
from lms.http.holdings import catalogue
from lms.permissions import Permission
from lms.reports.health import answers

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@needs(Permission.PUBLIC)
def check() -> tuple[Response, int]:
    """Say whether all is well: 200, or 503 when the database does not answer."""
    is_well = answers(session())
    body = {"status": "ok" if is_well else "unwell", "database": is_well, "modules": len(catalogue().modules)}
    return jsonify(body), 200 if is_well else 503
