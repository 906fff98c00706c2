"""When somebody was last there: noted at most every two minutes, so that reading a page seldom writes."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.workshops.models import Seat

APART = timedelta(minutes=2)


def is_long_ago(seen_at: datetime | None, *, now: datetime) -> bool:
    """Return whether it is time to note again that somebody is there."""
    return seen_at is None or now - seen_at >= APART


def note_seen(session: Session, *, seat_id: int, now: datetime) -> None:
    """Note that the holder of a seat opened a page."""
    session.execute(update(Seat).where(Seat.id == seat_id).values(seen_at=now))
