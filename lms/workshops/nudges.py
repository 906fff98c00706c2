"""A word from the trainer to one who is stuck."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import Invalid, NotFound
from lms.lines import read_line
from lms.workshops.models import Nudge, Seat

LONGEST = 500


def send_nudge(session: Session, *, workshop_id: str, seat_ids: Collection[int], text: str, now: datetime) -> int:
    """Send a sentence to people of the workshop, and return to how many. `Invalid` when it is empty or for nobody."""
    line = read_line(text, field="text", longest=LONGEST, called="message")
    query = select(Seat.id).where(Seat.workshop_id == workshop_id, Seat.id.in_(set(seat_ids)), Seat.left_at.is_(None))
    found = sorted(session.execute(query).scalars())
    if not found:
        raise Invalid({"seat_ids": "Tick at least one person who takes part."})
    session.add_all(Nudge(seat_id=seat_id, text=line, sent_at=now, read_at=None) for seat_id in found)
    session.flush()
    return len(found)


def mark_read(session: Session, *, seat_id: int, nudge_id: int, now: datetime) -> None:
    """Take a nudge off her own pages; another's is not found."""
    nudge = session.get(Nudge, nudge_id)
    if nudge is None or nudge.seat_id != seat_id:
        raise NotFound("There is no such message for you.")
    nudge.read_at = nudge.read_at or now
    session.flush()
