"""Reading a log: where it stands, its entries, its checkpoints, its proofs."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from lms.errors import Invalid, NotFound
from lms.ledger.canonical import Json
from lms.ledger.entries import Entry, Opening, read_line
from lms.ledger.kinds import Kind
from lms.ledger.merkle import Frontier, Tree
from lms.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerLog, LedgerPrivate

NO_LOG = "This institution has no ledger yet."
ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class LogState:
    """Where a log stands."""

    origin: str
    size: int
    head: str
    frontier: Frontier


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed statement of the tree; `note` is the whole signed note."""

    size: int
    root: str
    note: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as it is kept: its number, its line and its hash."""

    seq: int
    line: str
    hash: str

    def read(self) -> Entry:
        """Return what the line says."""
        return read_line(self.line.encode())


def find_checkpoint(session: Session, *, institution_id: int, at: datetime | None = None) -> Checkpoint | None:
    """Return the newest checkpoint, or the newest of those made at that moment or before, or None."""
    query = _checkpoints(institution_id)
    if at is not None:
        query = query.where(LedgerCheckpoint.made_at <= at)
    row = session.execute(query.order_by(LedgerCheckpoint.size.desc()).limit(1)).first()
    return None if row is None else Checkpoint(*row)


def list_checkpoints(
    session: Session, *, institution_id: int, limit: int | None = None, offset: int = 0
) -> tuple[Checkpoint, ...]:
    """Return the checkpoints of a log, newest first."""
    query = _checkpoints(institution_id).order_by(LedgerCheckpoint.size.desc()).limit(limit).offset(offset)
    return tuple(Checkpoint(*row) for row in session.execute(query))


def find_log(session: Session, *, institution_id: int) -> LogState | None:
    """Return where a log stands, or None when there is none."""
    row = session.execute(select_log(institution_id)).first()
    return None if row is None else state_of(row)


def count_checkpoints(session: Session, *, institution_id: int) -> int:
    """Return how many checkpoints there are."""
    query = select(func.count()).select_from(LedgerCheckpoint)
    return session.execute(query.where(LedgerCheckpoint.institution_id == institution_id)).scalar_one()


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When somebody last looked whether a log is whole, how long it was then, and how much was found wrong."""

    at: datetime
    size: int
    faults: int


def find_last_check(session: Session, *, institution_id: int) -> LastCheck | None:
    """Return what the last check found, or None when there was none."""
    query = select(LedgerLog.checked_at, LedgerLog.checked_size, LedgerLog.fault_count)
    row = session.execute(query.where(LedgerLog.institution_id == institution_id)).first()
    return None if row is None or row[0] is None else LastCheck(row[0], row[1] or 0, row[2] or 0)


def list_entries(
    session: Session, *, institution_id: int, start: int = 0, limit: int | None = None, newest_first: bool = False
) -> tuple[StoredEntry, ...]:
    """Return entries from number `start` on; newest first, they are the last ones before `start` counted backwards."""
    query = select(LedgerEntry.seq, LedgerEntry.line, LedgerEntry.hash).where(
        LedgerEntry.institution_id == institution_id
    )
    if newest_first:
        query = query.order_by(LedgerEntry.seq.desc()).offset(start)
    else:
        query = query.where(LedgerEntry.seq >= start).order_by(LedgerEntry.seq)
    return tuple(StoredEntry(*row) for row in session.execute(query.limit(limit)))


def each_entry(session: Session, *, institution_id: int, size: int, start: int = 0) -> Iterator[StoredEntry]:
    """Give the entries from number `start` up to, not including, `size` one after another, never holding all."""
    for first in range(start, size, ROWS_AT_ONCE):
        count = min(ROWS_AT_ONCE, size - first)
        yield from list_entries(session, institution_id=institution_id, start=first, limit=count)


def list_bodies(session: Session, *, institution_id: int, kind: Kind) -> tuple[Mapping[str, Json], ...]:
    """Return the bodies of all entries of one kind, oldest first: for kinds of which there are few."""
    query = (
        select(LedgerEntry.line)
        .where(LedgerEntry.institution_id == institution_id, LedgerEntry.kind == kind.value)
        .order_by(LedgerEntry.seq)
    )
    return tuple(json.loads(line)["body"] for line in session.execute(query).scalars())


def list_openings(session: Session, *, institution_id: int) -> dict[str, Opening]:
    """Return the private parts that are still there, by commitment."""
    query = select(LedgerPrivate.commitment, LedgerPrivate.salt, LedgerPrivate.payload).where(
        LedgerPrivate.institution_id == institution_id
    )
    return {row[0]: Opening(*row) for row in session.execute(query)}


def prove(session: Session, *, institution_id: int, old: int, new: int) -> tuple[bytes, ...]:
    """Return the proof that the log of `new` entries begins with the log of `old`; `Invalid` for sizes it never had."""
    state = find_log(session, institution_id=institution_id)
    if state is None:
        raise NotFound(NO_LOG)
    faults = {
        name: f"The ledger has {state.size} entries: give a size from 0 to that."
        for name, size in (("from", old), ("to", new))
        if not 0 <= size <= state.size
    }
    if not faults and old > new:
        faults = {"from": "Give the smaller size first."}
    if faults:
        raise Invalid(faults)
    return load_tree(session, institution_id=institution_id, size=new).consistency_proof(old, new)


def load_tree(session: Session, *, institution_id: int, size: int) -> Tree:
    """Return the tree of the first `size` entries, from the hashes that are kept."""
    query = (
        select(LedgerEntry.hash)
        .where(LedgerEntry.institution_id == institution_id, LedgerEntry.seq < size)
        .order_by(LedgerEntry.seq)
    )
    return Tree([bytes.fromhex(found) for found in session.execute(query).scalars()])


def _checkpoints(institution_id: int) -> Select[int, str, str, datetime]:
    return select(LedgerCheckpoint.size, LedgerCheckpoint.root, LedgerCheckpoint.note, LedgerCheckpoint.made_at).where(
        LedgerCheckpoint.institution_id == institution_id
    )


def select_log(institution_id: int) -> Select[str, int, str, list[str]]:
    """Return the query for where a log stands."""
    return select(LedgerLog.origin, LedgerLog.size, LedgerLog.head, LedgerLog.frontier).where(
        LedgerLog.institution_id == institution_id
    )


def state_of(row: Row[str, int, str, list[str]]) -> LogState:
    """Return what a row of that query says."""
    return LogState(row[0], row[1], row[2], tuple(bytes.fromhex(node) for node in row[3]))
