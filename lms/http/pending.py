"""What was typed when the sign-in had run out: carried through signing in, sealed, and handed back to be sent again."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer

SALT = "pending-form"
LIFETIME_SECONDS = 24 * 3600
LARGEST_CHARACTERS = 200_000
OWN_FIELDS = ("csrf_token",)


@dataclass(frozen=True, slots=True)
class PendingForm:
    """A form that was sent too late: where it goes, and all its fields in order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def sign_in_address() -> str:
    """Return the address of the sign-in page that leads back to what was asked for."""
    target = request.full_path.rstrip("?") if request.method == "GET" else ""
    return url_for("accounts.sign_in", next=target or None)


def seal_current_form(secret: str) -> str:
    """Return this request's form, sealed; empty when there is nothing worth keeping."""
    fields = [(key, value) for key, value in request.form.items(multi=True) if key not in OWN_FIELDS]
    if request.method != "POST" or not fields or sum(len(value) for _, value in fields) > LARGEST_CHARACTERS:
        return ""
    return str(
        URLSafeTimedSerializer(secret, salt=SALT).dumps({"path": request.full_path.rstrip("?"), "fields": fields})
    )


def open_form(sealed: str, *, secret: str) -> PendingForm | None:
    """Return a form sealed by us within a day, or None."""
    try:
        held: Mapping[str, object] = URLSafeTimedSerializer(secret, salt=SALT).loads(sealed, max_age=LIFETIME_SECONDS)
    except BadData:
        return None
    fields = held["fields"]
    if not isinstance(fields, list):
        return None
    return PendingForm(str(held["path"]), tuple((str(key), str(value)) for key, value in fields))


def safe_target(target: str) -> str:
    """Return the target when it is a path of ours, else the start page."""
    parts = urlsplit(target)
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return target if is_ours else "/"
