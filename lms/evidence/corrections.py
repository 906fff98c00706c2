"""A completion that rested on a register which was wrong: found again by its source, and ended on the day it began."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.evidence import facts
from lms.evidence.models import Completion
from lms.ledger import service as ledger


@dataclass(frozen=True, slots=True)
class Sourced:
    """A completion by what it came from; `is_taken_back` says that it counts on no day any more."""

    id: int
    percent: int | None
    is_taken_back: bool


def find_sourced(session: Session, *, institution_id: int, source: str, source_id: str) -> Sourced | None:
    """Return the completion that came from that source, or None."""
    query = select(Completion.id, Completion.percent, Completion.completed_on == Completion.valid_until).where(
        Completion.institution_id == institution_id, Completion.source == source, Completion.source_id == source_id
    )
    row = session.execute(query).first()
    return None if row is None else Sourced(row[0], row[1], bool(row[2]))


def take_back(session: Session, *, institution_id: int, completion_id: int, why: str, now: datetime) -> date:
    """Let a completion count on no day, and return the day it was of. Its row and its entry stay."""
    ledger.lock(session, institution_id=institution_id)
    query = select(Completion).where(Completion.id == completion_id, Completion.institution_id == institution_id)
    found = session.execute(query.execution_options(populate_existing=True)).scalars().one_or_none()
    if found is None:
        raise NotFound("There is no such completion in this institution.")
    if found.valid_until != found.completed_on:
        found.valid_until = found.completed_on
        session.flush()
        entry = facts.completion_ended_record(found.id, on=found.completed_on, why=why)
        ledger.append(session, institution_id=institution_id, records=(entry,), now=now)
    return found.completed_on
