"""Keys for programs that act as an account: only the hash is kept, and none works for ever."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from lms.accounts.models import AccessToken
from lms.accounts.rules import hash_token
from lms.errors import Conflict, NotFound
from lms.lines import read_line

LIFETIME = timedelta(days=90)
MOST_KEYS = 20
LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class KnownToken:
    """A key as its owner may see it: never the key itself."""

    id: int
    label: str
    created_at: datetime
    expires_at: datetime


def issue_token(session: Session, *, account_id: int, label: str, token: str, now: datetime) -> KnownToken:
    """Let `token`, 32 random bytes as text, stand for the account for 90 days; `Conflict` when it has 20 already."""
    name = read_line(label, field="label", longest=LONGEST_LABEL)
    live = select(func.count(AccessToken.id)).where(AccessToken.account_id == account_id, AccessToken.expires_at > now)
    if session.execute(live).scalar_one() >= MOST_KEYS:
        raise Conflict(f"This account has {MOST_KEYS} keys. Take one back before you make another.")
    made = AccessToken(
        account_id=account_id, label=name, token_hash=hash_token(token), created_at=now, expires_at=now + LIFETIME
    )
    session.add(made)
    session.flush()
    return KnownToken(made.id, made.label, made.created_at, made.expires_at)


def list_tokens(session: Session, *, account_id: int, now: datetime) -> tuple[KnownToken, ...]:
    """Return the keys of an account that still work, oldest first."""
    query = (
        select(AccessToken.id, AccessToken.label, AccessToken.created_at, AccessToken.expires_at)
        .where(AccessToken.account_id == account_id, AccessToken.expires_at > now)
        .order_by(AccessToken.id)
    )
    return tuple(KnownToken(*row) for row in session.execute(query))


def revoke_token(session: Session, *, account_id: int, token_id: int, now: datetime) -> None:
    """Make a key of the account worthless; `NotFound` when it has no such key that still works."""
    query = (
        update(AccessToken)
        .where(AccessToken.id == token_id, AccessToken.account_id == account_id, AccessToken.expires_at > now)
        .values(expires_at=now)
    )
    if not session.execute(query.returning(AccessToken.id)).all():
        raise NotFound("There is no such key, or it has stopped working already.")
