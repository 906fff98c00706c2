"""Rate limits: counted in memory, per process; the strict ones stand on what guesses could break."""

from collections.abc import Mapping

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from lms.http.holdings import settings
from lms.http.viewer import find_current
from lms.institutions.staff_codes import plain_code

limiter = Limiter(get_remote_address, storage_uri="memory://", default_limits=[], headers_enabled=False)


def init_limits(app: Flask) -> None:
    """Attach the limits; tests switch them off with RATELIMIT_ENABLED."""
    limiter.init_app(app)


def sign_in_limit() -> str:
    """Return how often one address may try to sign in, as the operator set it."""
    return settings().sign_in_limit


def by_address_and_account() -> str:
    """Return the key of a sign-in: who asks, for which account; one in a branch does not lock out the others."""
    sent: object = request.get_json(silent=True) if request.is_json else request.form
    email = sent.get("email", "") if isinstance(sent, Mapping) else ""
    return f"{get_remote_address()} {str(email).strip().casefold()[:254]}"


def by_address_and_staff_code() -> str:
    """Return the key of a sign-in with a PIN: who asks, for which code of which institution."""
    return f"{get_remote_address()} {by_staff_code()}"


def by_staff_code() -> str:
    """Return for which code of which institution a PIN is tried, however the code is spelled."""
    code = plain_code(request.form.get("staff_code", "")[:64])
    return f"{request.form.get('institution', '').strip().casefold()[:64]} {code}"


def by_account() -> str:
    """Return the key of somebody signed in: a room full of people shares one address."""
    found = find_current()
    return f"account {found.account_id}" if found is not None else get_remote_address()
