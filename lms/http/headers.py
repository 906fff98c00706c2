"""Security headers on every answer, with a nonce for the rare script that stands in a page."""

import secrets

from flask import Flask, Response, g, request

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
A_YEAR = 31_536_000


def csp_nonce() -> str:
    """Return the nonce of this answer; only a page that asks for one has one."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def init_headers(app: Flask, *, is_secure: bool) -> None:
    """Set the headers on every answer; pages with people in them are never kept by a cache."""

    @app.after_request
    def set_headers(response: Response) -> Response:
        nonce = g.get("csp_nonce")
        policy = POLICY.format(nonce=nonce) if nonce else POLICY.replace(" 'nonce-{nonce}'", "")
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response
