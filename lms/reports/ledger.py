"""The ledger of an institution as pages and programs show it: entries with the names of people who are still there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.institutions.models import Branch, Member
from lms.ledger.canonical import NotCanonical
from lms.ledger.entries import Entry
from lms.ledger.log import (
    Checkpoint,
    LastCheck,
    StoredEntry,
    count_checkpoints,
    find_last_check,
    find_log,
    list_checkpoints,
    list_entries,
)
from lms.reports.ledger_pointed import Pointers, read_pointers


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry as it is kept, and what it says; None when its line cannot be read any more."""

    seq: int
    says: Entry | None


@dataclass(frozen=True, slots=True)
class LedgerPageView:
    """A page of a ledger, newest entry first; `names` are of the people in it by their keys, `branches` by number,
    `pointers` what entries name by an id alone.
    """

    size: int
    entries: tuple[SeenEntry, ...]
    names: Mapping[str, str] = field(hash=False)
    branches: Mapping[int, str] = field(hash=False)
    pointers: Pointers
    checkpoints: tuple[Checkpoint, ...] = ()
    checkpoint_count: int = 0
    last_check: LastCheck | None = None


def count_entries(session: Session, *, institution_id: int) -> int:
    """Return how many entries there are; 0 where there is no ledger."""
    state = find_log(session, institution_id=institution_id)
    return 0 if state is None else state.size


def count_all_checkpoints(session: Session, *, institution_id: int) -> int:
    """Return how many checkpoints were signed."""
    return count_checkpoints(session, institution_id=institution_id)


def list_stored(session: Session, *, institution_id: int, limit: int, offset: int) -> tuple[StoredEntry, ...]:
    """Return entries as they are kept, oldest first."""
    return list_entries(session, institution_id=institution_id, start=offset, limit=limit)


def read_ledger_page(
    session: Session, *, institution_id: int, limit: int, offset: int, checkpoints: int
) -> LedgerPageView:
    """Return entries newest first with the names in them, the newest checkpoints, and what the last check found."""
    stored = list_entries(session, institution_id=institution_id, start=offset, limit=limit, newest_first=True)
    entries = tuple(SeenEntry(one.seq, _read(one)) for one in stored)
    branches = session.execute(select(Branch.id, Branch.name).where(Branch.institution_id == institution_id))
    return LedgerPageView(
        size=count_entries(session, institution_id=institution_id),
        entries=entries,
        names=_names(session, institution_id, entries),
        branches={row[0]: row[1] for row in branches},
        pointers=read_pointers(
            session, institution_id=institution_id, entries=(one.says for one in entries if one.says is not None)
        ),
        checkpoints=list_checkpoints(session, institution_id=institution_id, limit=checkpoints),
        checkpoint_count=count_checkpoints(session, institution_id=institution_id),
        last_check=find_last_check(session, institution_id=institution_id),
    )


def _read(stored: StoredEntry) -> Entry | None:
    try:
        return stored.read()
    except NotCanonical:
        return None


def _names(session: Session, institution_id: int, entries: Iterable[SeenEntry]) -> dict[str, str]:
    bodies = [entry.says.body for entry in entries if entry.says is not None]
    keys = {value for body in bodies for name in ("person", "into") if isinstance(value := body.get(name), str)}
    query = select(Member.person_key, Member.name)
    found = session.execute(query.where(Member.institution_id == institution_id, Member.person_key.in_(keys)))
    return {row[0]: row[1] for row in found}
