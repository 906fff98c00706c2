"""Give members without an address a PIN: an account where they have none, and a card each to hand over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts import pins, service
from lms.errors import Conflict
from lms.institutions import service as institutions
from lms.institutions.service import KnownMember


@dataclass(frozen=True, slots=True)
class PinCard:
    """What is handed to a member on paper. The PIN is shown this once; only its hash is kept."""

    name: str
    staff_code: str
    pin: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """The institution whose members get PINs, as their new accounts start."""

    institution_id: int
    language: str
    zone: str


def give_pins(
    session: Session, *, issuer: Issuer, drawn: Sequence[tuple[int, str]], now: datetime
) -> tuple[PinCard, ...]:
    """Give each member the PIN drawn for her, pairs of member and PIN; an older one stops working.

    `Conflict` for who has an address: she is invited by mail.
    """
    return tuple(_give(session, issuer, member_id, pin, now=now) for member_id, pin in drawn)


def _give(session: Session, issuer: Issuer, member_id: int, pin: str, *, now: datetime) -> PinCard:
    member = institutions.get_member(session, institution_id=issuer.institution_id, member_id=member_id)
    if member.email:
        raise Conflict(f"{member.name} has the address {member.email}. Send an invitation there in place of a PIN.")
    account_id = member.account_id or _open(session, issuer, member, now=now)
    pins.set_pin(session, account_id=account_id, pin_hash=pins.hash_pin(pin), must_change=True, now=now)
    return PinCard(member.name, member.staff_code, pin)


def _open(session: Session, issuer: Issuer, member: KnownMember, *, now: datetime) -> int:
    account = service.create_account_without_address(
        session, name=member.name, language=member.language or issuer.language, zone=issuer.zone, now=now
    )
    institutions.link_account(session, institution_id=issuer.institution_id, member_id=member.id, account_id=account.id)
    return account.id
