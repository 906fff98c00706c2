"""Emptying an account for good, when the person behind it is erased."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.accounts.models import AccessToken, Account, Grant, OneTimeLink, Pin


def empty_account(session: Session, *, account_id: int, name: str) -> str:
    """Close an account and take away all that names its owner; return the address it had.

    Its row stays, because what it recorded for others points at it.
    """
    account = session.get_one(Account, account_id)
    address = account.email or ""
    for model in (Pin, AccessToken, OneTimeLink, Grant):
        session.execute(delete(model).where(model.account_id == account_id))
    account.email, account.name, account.password_hash = None, name, ""
    account.is_active = False
    account.session_epoch += 1
    session.flush()
    return address
