"""Invite people to a workshop: a letter with its code, and a link to choose a password where somebody has none.

Never twice on one day of the workshop's zone. Who was written to stands on the workshop's list until she is in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lms.accounts import links, service
from lms.accounts.rules import LIFETIMES, Purpose
from lms.accounts.service import LONGEST_NAME, KnownAccount
from lms.db.outbox import post
from lms.errors import Conflict, Invalid
from lms.lines import read_address, read_line
from lms.reminders.access_letters import compose_workshop_invitation
from lms.workshops import invitations
from lms.workshops.invitations import Letter
from lms.workshops.seats import KnownWorkshop, get_workshop

DAYS = LIFETIMES[Purpose.INVITATION].days
MOST_INVITED = 40
# How often one account may send letters.
INVITATIONS = "20/hour"
AGAIN = "60/hour"
CLOSED = "This workshop is closed: nobody can join it any more. Open it again first, under Dates."
TODAY = "{email} was written to today already. A second letter goes out tomorrow at the earliest."
HERE = "{email} sits in the workshop by now: there is nobody to write to."
HOW = "one person a line, like Amina Diallo, amina@example.org"


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody to invite."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asks, where letters lead, how a new account begins; `draw_token` gives a secret for each."""

    account_id: int
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """Addresses in the order of the list: written to; written to today already; of people who sit in the workshop."""

    sent: tuple[str, ...]
    sent_before: tuple[str, ...]
    here: tuple[str, ...]


def invite_trainees(
    session: Session, *, workshop_id: str, people: Sequence[Invited], sender: Sender, now: datetime
) -> Outcome:
    """Write to everybody who is not in and was not written to today; invited again, only the newest link works.

    They take their seats by the code themselves. So nobody learns here whether there is an account at an address, or
    whose: who has a closed one gets no letter, and no word of it comes back.
    """
    workshop = _open(session, workshop_id)
    known, today = invitations.list_known(session, workshop_id=workshop_id), _day(workshop, now)
    sent: list[str] = []
    before: list[str] = []
    here: list[str] = []
    for one in {one.email: one for one in people}.values():
        account = service.find_account(session, email=one.email)
        if account is not None and invitations.sits_here(session, workshop_id=workshop_id, account_id=account.id):
            here.append(one.email)
        elif one.email in known and known[one.email].sent_on >= today:
            before.append(one.email)
        else:
            _write(session, workshop, one, sender, now)
            sent.append(one.email)
    return Outcome(tuple(sent), tuple(before), tuple(here))


def invite_again(session: Session, *, workshop_id: str, invitation_id: int, sender: Sender, now: datetime) -> str:
    """Write once more to somebody on the list and return her address; `Conflict` on the day of the last letter."""
    workshop = _open(session, workshop_id)
    known = invitations.get_invitation(session, workshop_id=workshop_id, invitation_id=invitation_id)
    account = service.find_account(session, email=known.email)
    if account is not None and invitations.sits_here(session, workshop_id=workshop_id, account_id=account.id):
        raise Conflict(HERE.format(email=known.email))
    if known.sent_on >= _day(workshop, now):
        raise Conflict(TODAY.format(email=known.email))
    _write(session, workshop, Invited(known.name, known.email), replace(sender, language=known.language), now)
    return known.email


def _open(session: Session, workshop_id: str) -> KnownWorkshop:
    workshop = get_workshop(session, workshop_id=workshop_id)
    if workshop.closed_at is not None:
        raise Conflict(CLOSED)
    return workshop


def _day(workshop: KnownWorkshop, now: datetime) -> date:
    return now.astimezone(ZoneInfo(workshop.zone)).date()


def _write(session: Session, workshop: KnownWorkshop, one: Invited, sender: Sender, now: datetime) -> None:
    note = Letter(one.email, one.name, sender.language, sender.account_id)
    invitations.note_letter(session, workshop_id=workshop.id, letter=note, now=now)
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
            language=account.language,
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
