"""What an address and a password must be, and how a link's token is kept; pure."""

import hashlib
import unicodedata
from datetime import timedelta
from enum import StrEnum

from lms.accounts.common_passwords import COMMON
from lms.errors import Invalid

SHORTEST_PASSWORD = 10
# A longer one is no safer, and hashing a novel keeps the server busy.
LONGEST_PASSWORD = 200


class Purpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "invitation"
    RESET = "reset"


LIFETIMES = {Purpose.INVITATION: timedelta(days=14), Purpose.RESET: timedelta(hours=2)}


def read_password(text: str, *, email: str, name: str) -> str:
    """Return the password in the form that is hashed; raise `Invalid` for `password` when it is easily guessed.

    The form is Unicode NFKC: the same keys pressed on two devices may send different characters.
    """
    password = unicodedata.normalize("NFKC", text)
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(
            {"password": f"The password is too short. Use at least {SHORTEST_PASSWORD} characters; four words do."}
        )
    if len(password) > LONGEST_PASSWORD:
        raise Invalid({"password": f"The password is too long. Use at most {LONGEST_PASSWORD} characters."})
    plain = "".join(password.casefold().split())
    if plain in _own_words(email, name):
        raise Invalid({"password": "The password is your address or your name. Choose words that others cannot know."})
    if plain in COMMON or len(set(plain)) < 4:
        raise Invalid(
            {"password": "This password is among the first ones tried. Choose four words that do not belong together."}
        )
    return password


def normal_password(text: str) -> str:
    """Return a password typed at sign-in in the form that was hashed."""
    return unicodedata.normalize("NFKC", text)[: LONGEST_PASSWORD + 1]


def hash_token(token: str) -> str:
    """Return what is kept of a link's token: nobody who reads the table can use the link."""
    return hashlib.sha256(token.strip().encode()).hexdigest()


def _own_words(email: str, name: str) -> frozenset[str]:
    local, _, domain = email.partition("@")
    return frozenset(word.casefold() for word in (email, local, domain, "".join(name.split())) if word)
