"""Send what waits in the outbox, safe with any number of senders.

A sender takes one letter at a time by moving its next try into the future, in a transaction of its own; whoever comes
second finds it gone. Only then the letter travels, outside any transaction. When a sender dies between the mail
server's yes and our note, that one letter goes out again when the lease is over, under the same Message-ID, by which
mail programs know it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from lms.db.outbox import OutboxMessage
from lms.mail import Deliver, Envelope, Mail, MailError

LEASE = timedelta(minutes=10)
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(minutes=120))
# Older letters carry links that no longer work.
GIVE_UP = timedelta(days=14)
LONGEST_ERROR = 300

Transaction = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Drained:
    """How many letters went out, and how many will be tried again later."""

    sent: int
    failed: int


def drain_outbox(transaction: Transaction, deliver: Deliver, *, read_now: Callable[[], datetime]) -> Drained:
    """Send every letter whose time has come, oldest first; a letter that fails does not stop the next one."""
    sent = failed = 0
    while (envelope := _take_next(transaction, now=read_now())) is not None:
        try:
            deliver(envelope)
        except MailError as error:
            failed += 1
            _note_failure(transaction, envelope.number, str(error), now=read_now())
        else:
            sent += 1
            _note_sent(transaction, envelope.number, now=read_now())
    return Drained(sent, failed)


def has_waiting_mail(session: Session, *, now: datetime) -> bool:
    """Return whether a letter's time has come; only reads, so that looking often costs nothing."""
    return session.execute(select(OutboxMessage.id).where(*_waiting(now)).limit(1)).first() is not None


def _take_next(transaction: Transaction, *, now: datetime) -> Envelope | None:
    oldest = select(OutboxMessage.id).where(*_waiting(now)).order_by(OutboxMessage.next_try_at, OutboxMessage.id)
    with transaction() as session:
        taken = session.execute(oldest.limit(1).with_for_update(skip_locked=True)).scalar_one_or_none()
        if taken is None:
            return None
        lease = update(OutboxMessage).where(OutboxMessage.id == taken)
        row = session.execute(
            lease.values(next_try_at=now + LEASE, tries=OutboxMessage.tries + 1).returning(
                OutboxMessage.id,
                OutboxMessage.created_at,
                OutboxMessage.to_address,
                OutboxMessage.subject,
                OutboxMessage.body,
                OutboxMessage.language,
                OutboxMessage.unsubscribe,
            )
        ).one()
    return Envelope(number=row[0], written_at=row[1], mail=Mail(*row[2:]))


def _waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.next_try_at <= now,
        OutboxMessage.created_at > now - GIVE_UP,
    )


def _note_sent(transaction: Transaction, number: int, *, now: datetime) -> None:
    """Note it, and drop the body: it may hold a one-time link."""
    with transaction() as session:
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == number)
            .values(sent_at=now, last_error="", body="", unsubscribe="")
        )


def _note_failure(transaction: Transaction, number: int, reason: str, *, now: datetime) -> None:
    with transaction() as session:
        tries = session.execute(select(OutboxMessage.tries).where(OutboxMessage.id == number)).scalar_one()
        wait = BACK_OFF[min(tries, len(BACK_OFF)) - 1]
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == number)
            .values(next_try_at=now + wait, last_error=reason[:LONGEST_ERROR])
        )
