"""What was done last to the keys of a module: for who comes a moment later with a correction of her own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.attempts.models import KeyCorrection
from lms.attempts.rules import Policy

MARK_DIGITS = 8
# Stands for a module whose keys nobody touched.
NO_MARK = "0" * MARK_DIGITS


@dataclass(frozen=True, slots=True)
class Event:
    """That a correction was made, or undone; `account_id` None for who has the server."""

    correction_id: str
    item_id: str
    key: Mapping[str, object]
    policy: Policy
    is_undo: bool
    reason: str
    account_id: int | None
    at: datetime
    # As `at`, but an undoing is never before what it undoes: a correction may be dated by a clock that ran ahead.
    after: datetime

    @property
    def mark(self) -> str:
        """Return what tells this event from every other."""
        return sha256(f"{self.correction_id} {self.is_undo}".encode()).hexdigest()[:MARK_DIGITS]


def find_newest_event(session: Session, *, module_id: str, item_id: str = "", edition: str = "") -> Event | None:
    """Return what was done last to the keys of a module, or of one question of an edition; None where nothing was."""
    query = select(KeyCorrection).where(KeyCorrection.module_id == module_id)
    rows = session.execute(query.execution_options(populate_existing=True)).scalars()
    told = (row for row in rows if item_id in ("", row.item_id) and (not edition or edition in row.editions))
    events = [event for row in told for event in _events(row)]
    return max(events, key=lambda one: (one.after, one.is_undo, one.correction_id), default=None)


def find_undoing(session: Session, *, correction_id: str) -> Event | None:
    """Return the undoing of a correction; None while it holds, or where there is none."""
    row = session.get(KeyCorrection, correction_id, populate_existing=True)
    return None if row is None or row.undone_at is None else _events(row)[-1]


def _events(row: KeyCorrection) -> list[Event]:
    told = (row.id, row.item_id, row.key, Policy(row.policy))
    made = Event(*told, False, row.reason, row.corrected_by_id, row.corrected_at, row.corrected_at)
    if row.undone_at is None:
        return [made]
    after = max(row.corrected_at, row.undone_at)
    return [made, Event(*told, True, row.undone_reason, row.undone_by_id, row.undone_at, after)]
