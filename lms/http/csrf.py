"""Forms are ours: a cookie alone changes nothing, it needs the token that only our own pages know."""

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect

from lms.http.errors import API_PREFIX
from lms.http.viewer import find_current, is_by_key

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
csrf = CSRFProtect()


def init_csrf(app: Flask) -> None:
    """Check every request that may change something; to be called after the access check is in place.

    A program that shows its key sends no cookie, so nobody can make a browser send it: such a request needs no token.
    Nor does one to the API by which nobody is signed in: there is no cookie that could be misused.
    """
    csrf.init_app(app)

    @app.before_request
    def check() -> None:
        is_served = request.endpoint is not None
        if is_served and request.method not in SAFE and not is_by_key() and not _is_nobody_asking_the_api():
            csrf.protect()


def _is_nobody_asking_the_api() -> bool:
    return request.path.startswith(API_PREFIX) and find_current() is None
