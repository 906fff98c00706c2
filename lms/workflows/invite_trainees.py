"""Invite people to a workshop: a letter with its code, and a link to choose a password where somebody has none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts import links, service
from lms.accounts.rules import LIFETIMES, Purpose
from lms.accounts.service import LONGEST_NAME, KnownAccount
from lms.db.outbox import post
from lms.errors import Conflict, Invalid
from lms.lines import read_address, read_line
from lms.mail import compose_workshop_invitation
from lms.workshops.seats import get_workshop

DAYS = LIFETIMES[Purpose.INVITATION].days
MOST_INVITED = 40
# How often one account may send letters.
INVITATIONS = "20/hour"
CLOSED = "This workshop is closed: nobody can join it any more. Open it again first, under Dates."
HOW = "one person a line, like Amina Diallo, amina@example.org"


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody to invite."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Where letters lead, and how a new account begins; `draw_token` gives a secret for each."""

    base_url: str
    language: str
    zone: str
    draw_token: Callable[[], str]


def read_invited(text: str, *, field: str) -> tuple[Invited, ...]:
    """Return the people of a list, a line each; `Invalid` names the line. Empty lines are left out."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not 1 <= len(lines) <= MOST_INVITED:
        raise Invalid({field: f"Write 1 to {MOST_INVITED} lines: {HOW}."})
    return tuple(_invited(line, number, field) for number, line in lines)


def invite_trainees(
    session: Session, *, workshop_id: str, people: Sequence[Invited], sender: Sender, now: datetime
) -> None:
    """Write to everybody, all or none; invited again, only the newest link works.

    They take their seats by the code themselves. So nobody learns here whether there is an account at an address, or
    whose: who has a closed one gets no letter, and no word of it comes back.
    """
    workshop = get_workshop(session, workshop_id=workshop_id)
    if workshop.closed_at is not None:
        raise Conflict(CLOSED)
    for one in {one.email: one for one in people}.values():
        account = service.find_account(session, email=one.email) or service.create_account(
            session, email=one.email, name=one.name, language=sender.language, zone=sender.zone, now=now
        )
        if account.is_active:
            letter = compose_workshop_invitation(
                to_address=account.email,
                name=one.name,
                workshop=workshop.title,
                join_link=f"{sender.base_url}/workshops/join?code={workshop.code}",
                password_link="" if account.has_password else _password_link(session, account, sender, now),
                days=DAYS,
            )
            post(session, letter, now=now)


def _password_link(session: Session, account: KnownAccount, sender: Sender, now: datetime) -> str:
    token = sender.draw_token()
    links.issue_link(session, account_id=account.id, purpose=Purpose.INVITATION, token=token, now=now)
    return f"{sender.base_url}/links/{token}"


def _invited(line: str, number: int, field: str) -> Invited:
    before, _sep, after = line.replace("\t", ",").replace(";", ",").replace("<", ",").replace(">", " ").rpartition(",")
    try:
        return Invited(read_line(before, field=field, longest=LONGEST_NAME), read_address(after.strip()))
    except Invalid as error:
        raise Invalid(
            {field: f"Line {number}, “{line.strip()[:60]}”, is no name with an address. Write {HOW}."}
        ) from error
