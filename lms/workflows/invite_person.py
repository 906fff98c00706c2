"""Invite a person: an account for her address, and a letter with a link to choose a password."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts import links, service
from lms.accounts.rules import LIFETIMES, Purpose
from lms.accounts.service import KnownAccount
from lms.db.outbox import post
from lms.errors import Conflict, Invalid
from lms.institutions import service as institutions
from lms.institutions.logins import unlink_account
from lms.institutions.service import KnownMember
from lms.permissions import Role
from lms.reminders.invitation_letters import compose_invitation

DAYS = LIFETIMES[Purpose.INVITATION].days


@dataclass(frozen=True, slots=True)
class Inviter:
    """The institution that invites, as the letter names it and the new account starts."""

    institution_id: int
    name: str
    language: str = "en"
    zone: str = "UTC"


def invite_member(
    session: Session, *, inviter: Inviter, member_id: int, token: str, base_url: str, now: datetime
) -> None:
    """Give a member an account at her address and invite her; invited again, only the newest link works.

    Who has a password already keeps it: her account acts for this place too, and no letter is sent.
    """
    member = institutions.get_member(session, institution_id=inviter.institution_id, member_id=member_id)
    if not member.email:
        raise Invalid({"email": f"{member.name} has no e-mail address. Add one, then send the invitation."})
    account = let_in(session, inviter=inviter, member=member, now=now)
    if not account.has_password:
        _send(session, account, institution_name=inviter.name, token=token, base_url=base_url, now=now)


def let_in(session: Session, *, inviter: Inviter, member: KnownMember, now: datetime) -> KnownAccount:
    """Give a member an account at the address she has in the roster, and return it.

    An account that was made for an earlier address of hers and never used gives way, so that a letter that went astray
    opens nothing here. Who signed in with a PIN until now signs in at her address from now on. `Conflict` where the
    address stands for somebody else, or its account is closed.
    """
    spoken = replace(inviter, language=member.language or inviter.language)
    held = None if member.account_id is None else service.get_account(session, account_id=member.account_id)
    if held is not None and not held.email and service.find_account(session, email=member.email) is None:
        return service.give_address(session, account_id=held.id, email=member.email)
    account = _account_for(session, spoken, email=member.email, name=member.name, now=now)
    place = {"institution_id": inviter.institution_id, "member_id": member.id}
    if held is not None and held.id != account.id and held.email and not held.has_password:
        unlink_account(session, **place, account_id=held.id)
    institutions.link_account(session, **place, account_id=account.id)
    return account


def invite_officer(
    session: Session, *, inviter: Inviter, email: str, name: str, role: Role, token: str, base_url: str, now: datetime
) -> None:
    """Give somebody a role in the institution, and an account and an invitation where she has none."""
    account = _account_for(session, inviter, email=email, name=name, now=now)
    service.grant_role(session, account_id=account.id, role=role, institution_id=inviter.institution_id, now=now)
    if not account.has_password:
        _send(session, account, institution_name=inviter.name, token=token, base_url=base_url, now=now)


def _account_for(session: Session, inviter: Inviter, *, email: str, name: str, now: datetime) -> KnownAccount:
    known = service.find_account(session, email=email)
    if known is None:
        return service.create_account(
            session, email=email, name=name, language=inviter.language, zone=inviter.zone, now=now
        )
    if not known.is_active:
        raise Conflict(f"The account of {known.email} is closed. Ask the operator of this platform to open it again.")
    return known


def _send(
    session: Session, account: KnownAccount, *, institution_name: str, token: str, base_url: str, now: datetime
) -> None:
    links.issue_link(session, account_id=account.id, purpose=Purpose.INVITATION, token=token, now=now)
    mail = compose_invitation(
        to_address=account.email,
        name=account.name,
        institution_name=institution_name,
        link=f"{base_url}/links/{token}",
        days=DAYS,
        language=account.language,
    )
    post(session, mail, now=now)
