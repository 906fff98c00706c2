"""Forms are ours: a cookie alone changes nothing, it needs the token that only our own pages know."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFProtect, generate_csrf

from lms.http.errors import API_PREFIX
from lms.http.viewer import find_current, is_by_key

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
BY_LINK = "__by_link__"
P = ParamSpec("P")
R = TypeVar("R")
csrf = CSRFProtect()


def by_link(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that a view acts on nothing but the signed token in its address: no cookie lends it any power.

    A mail program presses such a link for its reader, and has no token of ours.
    """
    setattr(view, BY_LINK, True)
    return view


def current_token() -> str:
    """Return the token of this session, for a script whose page was made before somebody signed in anew."""
    return str(generate_csrf())


def init_csrf(app: Flask) -> None:
    """Check every request that may change something; to be called after the access check is in place.

    A program that shows its key sends no cookie, so nobody can make a browser send it: such a request needs no token.
    Nor does one to the API by which nobody is signed in: there is no cookie that could be misused.
    """
    csrf.init_app(app)

    @app.before_request
    def check() -> None:
        is_served = request.endpoint is not None
        is_free = is_by_key() or _is_by_link() or _is_nobody_asking_the_api()
        if is_served and request.method not in SAFE and not is_free:
            csrf.protect()


def _is_by_link() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), BY_LINK, False)


def _is_nobody_asking_the_api() -> bool:
    return request.path.startswith(API_PREFIX) and find_current() is None
