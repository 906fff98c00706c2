"""Whom letters reach, how she signs in, and to whom an invitation went today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.accounts.models import Account, Grant, OneTimeLink, Pin
from lms.accounts.rules import Purpose
from lms.institutions.models import Member, Tenure
from lms.permissions import Role
from lms.reminders.facts import Reader, WayIn
from lms.reports.roster import covers


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody here today is reached, and how she signs in."""

    address: str
    language: str
    branch_id: int
    tier: str
    name: str
    way_in: WayIn


def list_contacts(session: Session, institution_id: int, language: str, on: date) -> dict[int, Contact]:
    """Return how everybody here today is reached; who was merged or erased is not here."""
    query = (
        select(
            Member.id,
            Member.name,
            Member.email,
            Member.language,
            Account.email.label("login"),
            Account.language.label("spoken"),
            Account.is_active,
            Account.password_hash,
            Pin.account_id.label("pin"),
            Tenure.branch_id,
            Tenure.tier,
        )
        .join(Tenure, and_(Tenure.member_id == Member.id, covers(on)))
        .outerjoin(Account, Account.id == Member.account_id)
        .outerjoin(Pin, Pin.account_id == Account.id)
        .where(Member.institution_id == institution_id, Member.merged_into_id.is_(None), Member.erased_at.is_(None))
    )
    return {
        row.id: Contact(
            address=_address(row).strip().casefold(),
            language=row.language or row.spoken or language,
            branch_id=row.branch_id,
            tier=row.tier,
            name=row.name,
            way_in=_way_in(row),
        )
        for row in session.execute(query)
    }


def _address(row: Row[*tuple[Any, ...]]) -> str:
    """Return where she is written to: where she signs in; while nobody has, at the address the roster has today."""
    login = (row.login or "") if row.is_active else ""
    mail = row.email or ""
    return (mail or login) if login and not row.password_hash else (login or mail)


def _way_in(row: Row[*tuple[Any, ...]]) -> WayIn:
    if row.is_active is False:
        return WayIn.CLOSED
    if row.password_hash:
        return WayIn.OPEN
    if row.pin is not None:
        return WayIn.PIN
    return WayIn.LINK if row.email or row.login else WayIn.NEEDS_PIN


def list_invited(session: Session, zone: str, on: date) -> frozenset[str]:
    """Return the addresses to which a link to choose a password went on that day, by whatever letter."""
    begin, end = (datetime.combine(day, time.min, ZoneInfo(zone)) for day in (on, on + timedelta(days=1)))
    query = (
        select(Account.email)
        .join(OneTimeLink, OneTimeLink.account_id == Account.id)
        .where(
            OneTimeLink.purpose == Purpose.INVITATION,
            OneTimeLink.created_at >= begin,
            OneTimeLink.created_at < end,
            Account.email.is_not(None),
        )
    )
    return frozenset(email for email in session.execute(query).scalars() if email)


def list_managers(contacts: dict[int, Contact]) -> list[Reader]:
    """Return the managers, each for her branch."""
    return [
        Reader(one.address, one.name, one.language, one.branch_id, member_id, one.way_in)
        for member_id, one in sorted(contacts.items())
        if one.tier == Tier.MIDDLE_MANAGEMENT and one.address
    ]


def list_coordinators(session: Session, institution_id: int, language: str) -> list[Reader]:
    """Return the coordinators, who hear of all branches."""
    query = (
        select(Account.email, Account.name, Account.language, Account.password_hash)
        .join(Grant, Grant.account_id == Account.id)
        .where(
            Grant.role == Role.COORDINATOR,
            Grant.institution_id == institution_id,
            Account.is_active.is_(True),
            Account.email.is_not(None),
        )
        .order_by(Account.id)
    )
    return [
        Reader(
            row.email,
            row.name,
            row.language or language,
            way_in=WayIn.OPEN if row.password_hash else WayIn.LINK,
        )
        for row in session.execute(query)
    ]


def find_coordinator(session: Session, *, institution_id: int) -> str:
    """Return the name of a coordinator whom people can ask, one with a password first; empty where there is none."""
    query = (
        select(Account.name)
        .join(Grant, Grant.account_id == Account.id)
        .where(Grant.role == Role.COORDINATOR, Grant.institution_id == institution_id, Account.is_active.is_(True))
        .order_by(Account.password_hash == "", Account.id)
        .limit(1)
    )
    return session.execute(query).scalar() or ""
