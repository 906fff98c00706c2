"""Accounts: made, signed in, given passwords and roles, closed.

From outside nobody learns whether an address has an account: `verify_password` takes as long and answers the same
either way, and callers of `find_account` at a public door must answer the same too.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.accounts.models import AccessToken, Account, Grant, OneTimeLink, Pin
from lms.accounts.passwords import hash_password, is_aged, matches
from lms.accounts.rules import (
    normal_password,
    read_password,
)
from lms.errors import Conflict, Invalid, NotFound
from lms.lines import normal_address, read_address, read_line
from lms.permissions import Role

LONGEST_NAME = 200
NETWORK_ROLES = frozenset({Role.NETWORK_OFFICER})
ROLES_OF_EITHER = frozenset({Role.AUTHOR, Role.TA_TRAINER})


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account as others may know it. `epoch` stands in its cookies; `email` is empty for who has no address."""

    id: int
    email: str
    name: str
    language: str
    zone: str
    epoch: int
    has_password: bool
    is_active: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """That a password was right; `is_hash_aged` asks for `renew_hash` in a transaction of its own."""

    account_id: int
    epoch: int
    is_hash_aged: bool


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role and the one place where it holds."""

    role: Role
    institution_id: int | None
    network_id: int | None


def create_account(
    session: Session, *, email: str, name: str, now: datetime, language: str = "en", zone: str = "UTC"
) -> KnownAccount:
    """Add an account without a password; `Conflict` when the address has one already."""
    address = read_address(email)
    taken = Conflict(f"There is an account for {address} already. Grant it a role, or use another address.")
    if find_account(session, email=address) is not None:
        raise taken
    account = Account(
        email=address,
        name=read_line(name, field="name", longest=LONGEST_NAME),
        password_hash="",
        language=language,
        zone=zone,
        session_epoch=0,
        is_active=True,
        created_at=now,
    )
    session.add(account)
    try:
        session.flush()
    except IntegrityError as error:
        raise taken from error
    return _known(account)


def create_account_without_address(
    session: Session, *, name: str, now: datetime, language: str = "en", zone: str = "UTC"
) -> KnownAccount:
    """Add an account for somebody who has no address: she signs in with her staff code and a PIN."""
    account = Account(
        email=None,
        name=read_line(name, field="name", longest=LONGEST_NAME),
        password_hash="",
        language=language,
        zone=zone,
        session_epoch=0,
        is_active=True,
        created_at=now,
    )
    session.add(account)
    session.flush()
    return _known(account)


def give_address(session: Session, *, account_id: int, email: str) -> KnownAccount:
    """Give an account that had none an address: from then on it signs in with a password, and its PIN is gone."""
    account = _get(session, account_id)
    if account.email is not None:
        raise Conflict(f"This account has the address {account.email} already.")
    account.email = read_address(email)
    session.execute(delete(Pin).where(Pin.account_id == account.id))
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(f"There is an account for {account.email} already. Use another address.") from error
    return _known(account)


def find_account(session: Session, *, email: str) -> KnownAccount | None:
    """Return the account of an address, however it is capitalised, or None."""
    account = session.execute(select(Account).where(Account.email == normal_address(email))).scalars().one_or_none()
    return None if account is None else _known(account)


def get_account(session: Session, *, account_id: int) -> KnownAccount:
    """Return an account."""
    return _known(_get(session, account_id))


def change_account(
    session: Session, *, account_id: int, name: str | None = None, language: str | None = None, zone: str | None = None
) -> KnownAccount:
    """Change what is given; None leaves it as it is."""
    account = _get(session, account_id)
    account.name = account.name if name is None else read_line(name, field="name", longest=LONGEST_NAME)
    account.language = language or account.language
    account.zone = zone or account.zone
    session.flush()
    return _known(account)


def verify_password(session: Session, *, email: str, password: str) -> Verified | None:
    """Return whose password it is, or None: wrong, unknown, closed and not yet invited all look and last the same.

    Only reads, so that nobody waits for the writer's turn behind a hash.
    """
    account = session.execute(select(Account).where(Account.email == normal_address(email))).scalars().one_or_none()
    kept = account.password_hash if account is not None and account.is_active else ""
    if not matches(kept, normal_password(password)) or account is None:
        return None
    return Verified(account_id=account.id, epoch=account.session_epoch, is_hash_aged=is_aged(kept))


def renew_hash(session: Session, *, account_id: int, password: str) -> None:
    """Hash a password that was just verified at today's cost; nobody is signed out."""
    _get(session, account_id).password_hash = hash_password(normal_password(password))
    session.flush()


def set_password(session: Session, *, account_id: int, password: str) -> KnownAccount:
    """Set a new password and sign out everywhere; `Invalid` for `password` says what to choose instead."""
    account = _get(session, account_id)
    account.password_hash = hash_password(read_password(password, email=account.email or "", name=account.name))
    account.session_epoch += 1
    session.flush()
    return _known(account)


def change_password(session: Session, *, account_id: int, current: str, password: str) -> KnownAccount:
    """Set a new password for who knows the current one; `Invalid` for `current` or `password`."""
    if not matches(_get(session, account_id).password_hash, normal_password(current)):
        raise Invalid({"current": "This is not your present password. Type it once more, or ask for a reset link."})
    return set_password(session, account_id=account_id, password=password)


def sign_out_everywhere(session: Session, *, account_id: int) -> None:
    """Make every cookie of the account worthless."""
    _get(session, account_id).session_epoch += 1
    session.flush()


def close_account(session: Session, *, account_id: int, now: datetime) -> None:
    """Let nobody sign in as this account any more: no cookie, link or key of it works. Its history stays."""
    account = _get(session, account_id)
    account.is_active = False
    account.session_epoch += 1
    unused_links = update(OneTimeLink).where(OneTimeLink.account_id == account.id, OneTimeLink.used_at.is_(None))
    live_keys = update(AccessToken).where(AccessToken.account_id == account.id, AccessToken.expires_at > now)
    session.execute(unused_links.values(used_at=now))
    session.execute(live_keys.values(expires_at=now))
    session.flush()


def reopen_account(session: Session, *, account_id: int) -> None:
    """Let a closed account sign in again, with the password it had."""
    _get(session, account_id).is_active = True
    session.flush()


def grant_role(
    session: Session,
    *,
    account_id: int,
    role: Role,
    now: datetime,
    institution_id: int | None = None,
    network_id: int | None = None,
) -> None:
    """Give a role in one institution or in one network; given twice it is held once.

    `Conflict` for an account without an address: a PIN is enough for one's own training, not for other people's data.
    """
    _check_place(role, institution_id=institution_id, network_id=network_id)
    account = _get(session, account_id)
    if account.email is None:
        raise Conflict(f"{account.name} signs in with a PIN. Give her an e-mail address before a role.")
    held = HeldRole(role, institution_id, network_id)
    if held in list_roles(session, account_id=account.id):
        return
    session.add(
        Grant(account_id=account.id, role=role, institution_id=institution_id, network_id=network_id, granted_at=now)
    )
    session.flush()


def revoke_role(
    session: Session, *, account_id: int, role: Role, institution_id: int | None = None, network_id: int | None = None
) -> None:
    """Take a role away there; nothing happens when it is not held."""
    query = select(Grant).where(
        Grant.account_id == account_id,
        Grant.role == role,
        Grant.institution_id == institution_id if institution_id is not None else Grant.institution_id.is_(None),
        Grant.network_id == network_id if network_id is not None else Grant.network_id.is_(None),
    )
    for grant in session.execute(query).scalars().all():
        session.delete(grant)
    session.flush()


def list_roles(session: Session, *, account_id: int) -> tuple[HeldRole, ...]:
    """Return the roles of an account, in the order they were given."""
    query = select(Grant).where(Grant.account_id == account_id).order_by(Grant.id)
    return tuple(
        HeldRole(Role(grant.role), grant.institution_id, grant.network_id) for grant in session.execute(query).scalars()
    )


def _check_place(role: Role, *, institution_id: int | None, network_id: int | None) -> None:
    if role is Role.MEMBER:
        raise Invalid({"role": "The role of a member follows from a place in an institution. Add the person there."})
    if role in ROLES_OF_EITHER:
        if (institution_id is None) == (network_id is None):
            raise Invalid({"role": f"The role {role} is held in one place. Name an institution or a network."})
    elif role in NETWORK_ROLES:
        if network_id is None or institution_id is not None:
            raise Invalid({"role": f"The role {role} is held in a network. Name the network, and no institution."})
    elif institution_id is None or network_id is not None:
        raise Invalid({"role": f"The role {role} is held in an institution. Name the institution, and no network."})


def _get(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("There is no such account.")
    return account


def _known(account: Account) -> KnownAccount:
    return KnownAccount(
        id=account.id,
        email=account.email or "",
        name=account.name,
        language=account.language,
        zone=account.zone,
        epoch=account.session_epoch,
        has_password=bool(account.password_hash),
        is_active=account.is_active,
    )
