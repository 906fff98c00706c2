"""Hashing passwords with Argon2id, at the cost OWASP recommends for servers with little memory (19 MiB, two passes)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# The hash of a password nobody has: checking it takes as long as checking a real one.
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$OyAyqVnmD1RGNqB9UIk+Xw$e0p7nO8W5jgp1tKyv2mpnzzbCZXbZ35rVvo/NNrSoog"


def hash_password(password: str) -> str:
    """Return a salted hash; takes some 30 ms of a processor, on purpose."""
    return HASHER.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Return whether the password made that hash. With an empty hash it takes as long, and is False."""
    try:
        HASHER.verify(password_hash or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)


def is_aged(password_hash: str) -> bool:
    """Return whether the hash was made at another cost than today's and should be made again."""
    return HASHER.check_needs_rehash(password_hash)
