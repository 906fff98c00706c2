"""One-time links: an invitation or a reset, by which the owner of an address sets the password."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from lms.accounts.models import Account, OneTimeLink
from lms.accounts.rules import LIFETIMES, Purpose, hash_token
from lms.accounts.service import KnownAccount, get_account, set_password
from lms.errors import NotFound

LINK_GONE = (
    "This link has been used, has run out or was replaced by a newer one. Ask for a new one on the sign-in page."
)
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A one-time link that still works, and whose it is."""

    account_id: int
    email: str
    name: str
    language: str
    purpose: Purpose


def new_token() -> str:
    """Return a secret nobody can guess; delivery draws it and hands it down."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def issue_link(session: Session, *, account_id: int, purpose: Purpose, token: str, now: datetime) -> datetime:
    """Make the link of that token work once; return until when. Older links for the same purpose stop working."""
    account = get_account(session, account_id=account_id)
    _spend(session, OneTimeLink.account_id == account.id, OneTimeLink.purpose == purpose, now=now)
    expires_at = now + LIFETIMES[purpose]
    session.add(
        OneTimeLink(
            account_id=account.id,
            purpose=purpose,
            token_hash=hash_token(token),
            created_at=now,
            expires_at=expires_at,
            used_at=None,
        )
    )
    session.flush()
    return expires_at


def was_issued(session: Session, *, account_id: int, purpose: Purpose, since: datetime) -> bool:
    """Return whether a link for that purpose was made for the account at that moment or later, used or not."""
    query = select(OneTimeLink.id).where(
        OneTimeLink.account_id == account_id, OneTimeLink.purpose == purpose, OneTimeLink.created_at >= since
    )
    return session.execute(query.limit(1)).first() is not None


def get_link(session: Session, *, token: str, now: datetime) -> OpenLink:
    """Return what a link is for, without using it; `NotFound` when it does not work (any more)."""
    query = (
        select(Account, OneTimeLink.purpose)
        .join(OneTimeLink, OneTimeLink.account_id == Account.id)
        .where(
            OneTimeLink.token_hash == hash_token(token),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
            Account.is_active.is_(True),
        )
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound(LINK_GONE)
    account, purpose = row
    return OpenLink(
        account_id=account.id,
        email=account.email or "",
        name=account.name,
        language=account.language,
        purpose=Purpose(purpose),
    )


def accept_link(session: Session, *, token: str, password: str, now: datetime) -> KnownAccount:
    """Use a link to set the password: once, also when it is pressed twice at the same moment.

    A password that is refused leaves the link as it was. Every other link of the account stops working.
    """
    link = get_link(session, token=token, now=now)
    known = set_password(session, account_id=link.account_id, password=password)
    if not _spend(session, OneTimeLink.token_hash == hash_token(token), now=now):
        raise NotFound(LINK_GONE)
    _spend(session, OneTimeLink.account_id == link.account_id, now=now)
    return known


def _spend(session: Session, *which: ColumnElement[bool], now: datetime) -> int:
    """Make unused links worthless; return how many. The database counts, so of two presses at once one gets none."""
    query = update(OneTimeLink).where(OneTimeLink.used_at.is_(None), *which).values(used_at=now)
    return len(session.execute(query.returning(OneTimeLink.id)).all())
