"""Who is asking: from the cookie of a browser or the key of a program to a `Viewer`, in one query."""

import hashlib

from flask import Flask, g, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from lms.db import engine
from lms.http.moment import now
from lms.reports.viewer import InstitutionPlace, MemberPlace, NetworkPlace, Viewer, find_viewer, find_viewer_by_token

__all__ = [
    "InstitutionPlace",
    "MemberPlace",
    "NetworkPlace",
    "SignedIn",
    "Viewer",
    "find_current",
    "sign_in",
    "sign_out",
    "viewer",
]


class SignedIn:
    """What flask-login keeps for a request."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, viewer: Viewer, *, by_key: bool) -> None:
        self.viewer = viewer
        self.by_key = by_key

    def get_id(self) -> str:
        """Return what the cookie holds: the account, and the epoch that signing out everywhere raises."""
        return f"{self.viewer.account_id}.{self.viewer.epoch}"


def init_sign_in(app: Flask) -> None:
    """Teach the application to know its viewers."""
    manager = LoginManager()
    manager.session_protection = None  # phones change their address between two pages
    manager.user_loader(_from_cookie)
    manager.request_loader(_from_key)
    manager.init_app(app)


def find_current() -> Viewer | None:
    """Return who is asking, or None when nobody has signed in."""
    # What flask-login has found already is read directly: its proxy is slow, and this is asked ten times a page.
    user = g.get("_login_user") or current_user
    return user.viewer if user.is_authenticated else None


def viewer() -> Viewer:
    """Return who is asking; only for endpoints that need somebody."""
    found = find_current()
    if found is None:
        raise RuntimeError("this endpoint asked for its viewer without needing one: declare its permission")
    return found


def is_by_key() -> bool:
    """Return whether a program's key was shown in place of a cookie."""
    return bool(getattr(current_user, "by_key", False))


def sign_in(found: Viewer) -> None:
    """Sign an account in on this browser; a new session begins, so that an old cookie is worth nothing."""
    session.clear()
    session.permanent = True
    login_user(SignedIn(found, by_key=False))
    g.pop("csrf_token", None)


def sign_out() -> None:
    """Sign out on this browser."""
    logout_user()
    session.clear()
    g.pop("csrf_token", None)


def _from_cookie(cookie: str) -> SignedIn | None:
    account, _, epoch = cookie.partition(".")
    if not (account.isdecimal() and epoch.isdecimal()):
        return None
    found = find_viewer(engine.session(), account_id=int(account), now=now())
    return SignedIn(found, by_key=False) if found is not None and found.epoch == int(epoch) else None


def _from_key(_: object) -> SignedIn | None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        return None
    digest = hashlib.sha256(key.strip().encode()).hexdigest()
    found = find_viewer_by_token(engine.session(), token_hash=digest, now=now())
    return None if found is None else SignedIn(found, by_key=True)
