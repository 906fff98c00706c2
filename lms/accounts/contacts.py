"""How letters find the holders of accounts, and what they are called."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Contact:
    """Address and language of an account; the address is empty for who signs in with a PIN, or no longer may."""

    address: str
    language: str


def list_contacts(session: Session, account_ids: Iterable[int | None]) -> dict[int, Contact]:
    """Return contacts by account."""
    wanted = sorted({one for one in account_ids if one is not None})
    found: dict[int, Contact] = {}
    for start in range(0, len(wanted), MOST_AT_ONCE):
        query = select(Account.id, Account.email, Account.language, Account.is_active)
        for row in session.execute(query.where(Account.id.in_(wanted[start : start + MOST_AT_ONCE]))):
            found[row.id] = Contact((row.email or "") if row.is_active else "", row.language)
    return found


def find_name(session: Session, account_id: int) -> str:
    """Return what the holder of an account is called; empty where there is no such account."""
    return session.execute(select(Account.name).where(Account.id == account_id)).scalar() or ""
