"""Write the letters of a day into the outbox, a few at a time, so that nobody waits for all of them.

It may be run by several servers at once and again after a crash: whether a letter was written is looked up and noted in
the transaction that writes it.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from lms.reminders import service
from lms.reminders.letters import House, write_letter
from lms.reminders.rules import Letter
from lms.reminders.stops import Stop, write_token

AT_ONCE = 50

Transaction = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Sender:
    """For whom letters are written: `stop_base` is the address of the stop page, the token comes after it."""

    institution_id: int
    house: House
    stop_base: str
    secret: str

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
    mail = write_letter(letter, sender.house, today=today, stop_link=sender.stop_link(letter.address))
    return service.send_letter(
        session, institution_id=sender.institution_id, letter=letter, mail=mail, now=now, on=today
    )
