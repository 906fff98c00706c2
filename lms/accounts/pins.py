"""PINs: how somebody without an address signs in, and how wrong tries are slowed down.

Six digits are few, so tries are counted with the account: after five wrong ones it rests for a quarter of an hour, and
twice as long each time it happens again.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Pin
from lms.accounts.passwords import hash_password, matches
from lms.errors import Conflict, Invalid, NotFound, TooMany

SHORTEST = 6
LONGEST = 12
TRIES = 5
REST = timedelta(minutes=15)
LONGEST_REST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class RightPin:
    """That a PIN was right; `must_change`: a coordinator gave it, so its owner chooses another before she goes on."""

    account_id: int
    must_change: bool


def new_pin() -> str:
    """Return six digits nobody can guess, none of the first ones tried."""
    while True:
        drawn = f"{secrets.randbelow(10**SHORTEST):0{SHORTEST}d}"
        if not _is_plain(drawn):
            return drawn


def read_pin(text: str) -> str:
    """Return a PIN in the form that is hashed; raise `Invalid` for `pin` when it is none, or easily guessed.

    Digits of any script count as what they say: a phone set to Arabic types Arabic digits.
    """
    digits = _digits(text)
    if not digits.isdecimal() or not SHORTEST <= len(digits) <= LONGEST:
        raise Invalid({"pin": f"A PIN is {SHORTEST} to {LONGEST} digits, and nothing else."})
    if _is_plain(digits):
        raise Invalid({"pin": "This PIN is among the first ones tried. Choose digits without a pattern."})
    return digits


def hash_pin(text: str) -> str:
    """Return the hash of a PIN that was read."""
    return hash_password(read_pin(text))


def set_pin(session: Session, *, account_id: int, pin_hash: str, must_change: bool, now: datetime) -> None:
    """Give an account a PIN in place of the one it had, and sign it out everywhere.

    `Conflict` for an account with an address: it signs in with a password, and a PIN would be a weaker way around it.
    """
    account = _get(session, account_id)
    if account.email is not None:
        raise Conflict(f"{account.name} signs in with an e-mail address and a password. Send a link to reset that.")
    session.execute(delete(Pin).where(Pin.account_id == account_id))
    session.add(
        Pin(
            account_id=account_id,
            pin_hash=pin_hash,
            failures=0,
            locked_until=None,
            must_change=must_change,
            set_at=now,
        )
    )
    account.session_epoch += 1
    session.flush()


def given_at(session: Session, *, account_id: int) -> datetime:
    """Return when the account got the PIN it has."""
    return session.get_one(Pin, account_id).set_at


def set_own_pin(session: Session, *, account_id: int, pin_hash: str, given_at: str, now: datetime) -> None:
    """Set the PIN an owner chose in place of the one that was given at that time.

    `Conflict` when that one was replaced or used for this already: the page it came from is old.
    """
    held = session.get(Pin, account_id)
    if held is None or not held.must_change or held.set_at.isoformat() != given_at:
        raise Conflict("This PIN was changed already. Sign in with the newest one.")
    set_pin(session, account_id=account_id, pin_hash=pin_hash, must_change=False, now=now)


def check_pin(session: Session, *, account_id: int | None, pin: str, now: datetime) -> RightPin | None:
    """Return whose PIN it is, or None: wrong, unknown and closed all look and last the same. Only reads.

    `TooMany` while the account rests after wrong tries.
    """
    held = session.get(Pin, account_id) if account_id is not None else None
    account = session.get(Account, account_id) if held is not None else None
    is_open = account is not None and account.is_active and account.email is None
    check_rest(held.locked_until if held is not None else None, now=now)
    if not matches(held.pin_hash if held is not None and is_open else "", _digits(pin)) or held is None:
        return None
    return RightPin(account_id=held.account_id, must_change=held.must_change)


def has_pin(session: Session, *, account_id: int) -> bool:
    """Return whether an account has a PIN."""
    return session.get(Pin, account_id) is not None


def check_rest(until: datetime | None, *, now: datetime) -> None:
    """Raise `TooMany` until then, which says how long that is; None is no rest."""
    if until is None or until <= now:
        return
    wait = ceil((until - now).total_seconds())
    minutes = ceil(wait / 60)
    many = "1 minute" if minutes == 1 else f"{minutes} minutes"
    raise TooMany(f"Too many wrong PINs. Wait {many}, or ask your coordinator for a new PIN.", retry_after=wait)


def rest_after(failures: int) -> timedelta | None:
    """Return how long it rests after so many wrong tries in a row; None where it goes on."""
    return None if failures % TRIES else min(REST * 2 ** min(failures // TRIES - 1, 20), LONGEST_REST)


def note_wrong_pin(session: Session, *, account_id: int, now: datetime) -> None:
    """Count a wrong try; from the fifth on the account rests, each time twice as long."""
    counted = update(Pin).where(Pin.account_id == account_id).values(failures=Pin.failures + 1)
    failures = session.execute(counted.returning(Pin.failures)).scalar_one_or_none()
    rest = rest_after(failures) if failures is not None else None
    if rest is None:
        return
    session.execute(update(Pin).where(Pin.account_id == account_id).values(locked_until=now + rest))


def note_right_pin(session: Session, *, account_id: int) -> None:
    """Forget the wrong tries before a right one."""
    session.execute(update(Pin).where(Pin.account_id == account_id).values(failures=0, locked_until=None))


def change_pin(session: Session, *, account_id: int, current: str, pin: str, now: datetime) -> None:
    """Set a new PIN for who knows the current one; `Invalid` for `current` or `pin`. It signs out everywhere."""
    held = session.get(Pin, account_id)
    if held is None or not matches(held.pin_hash, _digits(current)):
        raise Invalid({"current": "This is not your present PIN. Type it once more, or ask for a new card."})
    set_pin(session, account_id=account_id, pin_hash=hash_pin(pin), must_change=False, now=now)


def _get(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("There is no such account.")
    return account


def _digits(text: str) -> str:
    stripped = "".join(text.split())
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in stripped)


def _is_plain(digits: str) -> bool:
    """Return whether it is one digit over and over, a run up or down, or a pair repeated."""
    steps = {int(after) - int(before) for before, after in pairwise(digits)}
    return len(set(digits)) < 3 or steps in ({1}, {-1}) or digits == digits[:2] * (len(digits) // 2)
