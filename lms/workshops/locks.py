"""Who is writing in a part right now: a courtesy to others, never a wall."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from lms.workshops.models import PartLock

LOCK = timedelta(seconds=40)


def touch_lock(session: Session, *, proposal_id: str, key: str, seat_id: int, now: datetime) -> int:
    """Say that somebody writes in a part for the next moments, and return who held it first: herself, or another."""
    held = session.get(PartLock, (proposal_id, key), with_for_update=True)
    if held is None:
        session.add(PartLock(proposal_id=proposal_id, key=key, seat_id=seat_id, until=now + LOCK))
    elif held.seat_id == seat_id or held.until <= now:
        held.seat_id, held.until = seat_id, now + LOCK
    else:
        return held.seat_id
    session.flush()
    return seat_id
