"""Open an account from the command line: with a role where one is given, and a link that sets its password."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts import links, service
from lms.accounts.rules import Purpose
from lms.errors import NotFound
from lms.institutions.networks import get_network
from lms.institutions.service import get_institution
from lms.permissions import Role


@dataclass(frozen=True, slots=True)
class Post:
    """A role and the slug of the one place where it holds; the other slug is empty."""

    role: Role
    institution: str = ""
    network: str = ""


def open_account(session: Session, *, email: str, name: str, post: Post | None, token: str, now: datetime) -> datetime:
    """Make the account and make the link of `token` work; return until when. No mail is written."""
    account = service.create_account(session, email=email, name=name, now=now)
    if post is not None:
        _give(session, account.id, post, now=now)
    return links.issue_link(session, account_id=account.id, purpose=Purpose.INVITATION, token=token, now=now)


def give_post(session: Session, *, email: str, post: Post, now: datetime) -> None:
    """Give the account of an address a role; `NotFound` when there is none."""
    _give(session, _account_id(session, email), post, now=now)


def renew_link(session: Session, *, email: str, token: str, now: datetime) -> datetime:
    """Make the link of `token` set a new password for the account of an address; return until when."""
    account_id = _account_id(session, email)
    return links.issue_link(session, account_id=account_id, purpose=Purpose.RESET, token=token, now=now)


def _give(session: Session, account_id: int, post: Post, *, now: datetime) -> None:
    service.grant_role(
        session,
        account_id=account_id,
        role=post.role,
        institution_id=get_institution(session, slug=post.institution).id if post.institution else None,
        network_id=get_network(session, slug=post.network).id if post.network else None,
        now=now,
    )


def _account_id(session: Session, email: str) -> int:
    known = service.find_account(session, email=email)
    if known is None:
        raise NotFound(f"There is no account for {email}. Make one with `lms account create`.")
    return known.id
