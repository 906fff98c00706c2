"""Write the letters of a day into the outbox, a few at a time, so that nobody waits for all of them.

It may be run by several servers at once and again after a crash: whether a letter was written is looked up and noted in
the transaction that writes it. Who cannot sign in yet is invited by the same letter.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from lms.accounts import links
from lms.accounts import service as accounts
from lms.accounts.rules import Purpose
from lms.accounts.service import KnownAccount
from lms.db.outbox import post
from lms.errors import Conflict, Invalid
from lms.institutions import service as institutions
from lms.reminders import service
from lms.reminders.facts import Letter, NoticeKind, WayIn
from lms.reminders.letters import House, write_letter
from lms.reminders.stops import Stop, write_token
from lms.reminders.ways_in import write_ask, write_by_herself, write_link
from lms.reminders.words import words_for
from lms.workflows.invite_person import DAYS, Inviter, let_in
from lms.workflows.invite_together import begin_of_day, was_invited

AT_ONCE = 50

Transaction = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Sender:
    """For whom letters are written: `stop_base` is the address of the stop page, the token comes after it.

    `inviter` makes the accounts of who has none yet, `links_base` is where a link to a password leads.
    """

    institution_id: int
    house: House
    stop_base: str
    secret: str
    inviter: Inviter
    links_base: str
    draw_token: Callable[[], str]

    def stop_link(self, address: str) -> str:
        """Return the link that stops letters to an address."""
        return f"{self.stop_base}/{write_token(Stop(self.institution_id, address), secret=self.secret)}"


def remind(transaction: Transaction, sender: Sender, letters: Sequence[Letter], *, today: date, now: datetime) -> int:
    """Write the letters that are not written yet and note that the day is done; return how many there were."""
    written = 0
    for start in range(0, len(letters), AT_ONCE):
        with transaction() as session:
            written += sum(
                _send(session, sender, letter, today=today, now=now) for letter in letters[start : start + AT_ONCE]
            )
    with transaction() as session:
        service.note_done(session, institution_id=sender.institution_id, on=today)
    return written


def _send(session: Session, sender: Sender, letter: Letter, *, today: date, now: datetime) -> bool:
    known = accounts.find_account(session, email=letter.address)
    since = begin_of_day(sender.inviter.zone, now)
    if known is not None and was_invited(session, account_id=known.id, since=since):
        # She was invited since the letters of the day were worked out: tomorrow is early enough.
        return False
    if not service.claim_letter(session, institution_id=sender.institution_id, letter=letter, on=today):
        return False
    way_in = _way_in(session, sender, letter, known, now=now)
    mail = write_letter(letter, sender.house, today=today, stop_link=sender.stop_link(letter.address), way_in=way_in)
    post(session, mail, now=now)
    return True


def _way_in(session: Session, sender: Sender, letter: Letter, known: KnownAccount | None, *, now: datetime) -> str:
    """Return what the letter says to who cannot sign in yet, a link that lets her in made for it; empty for others."""
    language, _ = words_for(letter.language, sender.house.language)
    if letter.way_in in (WayIn.OPEN, WayIn.PIN):
        return ""
    account = known
    if letter.way_in is WayIn.LINK and letter.member_id is not None:
        account = _account_of(session, sender, letter.member_id, now=now)
    # A link opens an account: it goes nowhere but to the address of that account.
    is_hers = account is not None and account.is_active and account.email == letter.address
    if letter.way_in is not WayIn.LINK or account is None or not is_hers:
        return write_ask(sender.house.coordinator, language=language)
    if account.has_password:
        return ""
    if letter.kind is not NoticeKind.REMINDER:
        return write_by_herself(sender.house.forgotten_link, language=language)
    token = sender.draw_token()
    links.issue_link(session, account_id=account.id, purpose=Purpose.INVITATION, token=token, now=now)
    return write_link(f"{sender.links_base}/{token}", days=DAYS, language=language)


def _account_of(session: Session, sender: Sender, member_id: int, *, now: datetime) -> KnownAccount | None:
    """Return the account by which a member will sign in, made where there is none; None where that cannot be."""
    member = institutions.get_member(session, institution_id=sender.institution_id, member_id=member_id)
    try:
        with session.begin_nested():
            return let_in(session, inviter=sender.inviter, member=member, now=now)
    except (Conflict, Invalid):
        return None
