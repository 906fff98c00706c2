"""The link that stops letters: it says for which institution and address, and nobody else can make one; pure."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

PURPOSE = b"lms reminders stop 1\0"
SIGNATURE_BYTES = 16
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Stop:
    """Whose letters are to stop."""

    institution_id: int
    address: str


def write_token(stop: Stop, *, secret: str) -> str:
    """Return the token of a link. It never runs out: a letter found after years must still be stopped by its link."""
    said = f"{stop.institution_id} {stop.address}".encode()
    return urlsafe_b64encode(_sign(said, secret) + said).decode().rstrip("=")


def read_token(token: str, *, secret: str) -> Stop | None:
    """Return what a token says, or None for one that was not made here."""
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        signature, said = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, _sign(said, secret)):
            return None
        institution_id, _, address = said.decode().partition(" ")
        return Stop(int(institution_id), address)
    except ValueError:
        return None


def _sign(said: bytes, secret: str) -> bytes:
    return hmac.new(secret.encode(), PURPOSE + said, sha256).digest()[:SIGNATURE_BYTES]
