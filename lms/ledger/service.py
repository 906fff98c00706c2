"""The log of an institution: added to inside the call and the transaction that writes the fact, and read back.

Services of features call `append`; who appends also holds the log's row until the transaction ends, so there is one
order. A service that locks rows of its own calls `lock` first: who takes the log last could wait for who took it first.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import column, delete, func, insert, select, table, update
from sqlalchemy.orm import Session

from lms.db.bulk import insert_many
from lms.db.upsert import insert_once
from lms.errors import Conflict
from lms.ledger.canonical import write_moment
from lms.ledger.entries import NO_ENTRY, Opening, Record, seal, write_line
from lms.ledger.log import (
    Checkpoint,
    LogState,
    StoredEntry,
    each_entry,
    find_checkpoint,
    find_log,
    list_bodies,
    list_checkpoints,
    list_entries,
    list_openings,
    load_tree,
    prove,
    select_log,
    state_of,
)
from lms.ledger.merkle import extend, leaf_hash, root_of
from lms.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerLog, LedgerPrivate
from lms.ledger.notes import Signer, TreeHead, sign_note, sign_time, write_head

# What features see of the ledger they see here; reports, which see no service, read through lms.ledger.log.
__all__ = [
    "Checkpoint",
    "LogState",
    "Record",
    "StoredEntry",
    "append",
    "checkpoint",
    "each_entry",
    "find_checkpoint",
    "find_log",
    "forget",
    "list_bodies",
    "list_checkpoints",
    "list_entries",
    "list_grown",
    "list_openings",
    "load_tree",
    "lock",
    "note_check",
    "prove",
]

# The institutions feature stands above: its table is known here by name alone.
INSTITUTION = table("institution", column("id"), column("slug"))
# Requests read the clock before they wait for the log, so that one may come with an earlier moment than the last.
WAIT = timedelta(minutes=10)
CLOCK = (
    "The clock of this server says {now}, but the newest checkpoint was signed at {last}: a checkpoint cannot be "
    "earlier than the one before. Set the clock right; until then make packs as known at {size} entries."
)


def lock(session: Session, *, institution_id: int) -> None:
    """Hold the log until this transaction ends, so that what follows is in one order; made when there is none."""
    _locked(session, institution_id)


def append(session: Session, *, institution_id: int, records: Sequence[Record], now: datetime) -> int:
    """Add entries in the order given and return the log's size after; the log is made when there is none.

    Members whose private parts are given must be flushed. Nothing is added for no records.
    """
    state = _locked(session, institution_id)
    if not records:
        return state.size
    seq, head = state.size, state.head
    at, moment = now.replace(microsecond=0), write_moment(now)
    rows: list[dict[str, object]] = []
    openings: list[dict[str, object]] = []
    leaves: list[bytes] = []
    for record in records:
        opening = None if record.private is None else seal(record.private)
        if opening is not None:
            openings.append(_opening_row(opening, institution_id, record.member_id))
        line = write_line(
            log=state.origin,
            seq=seq,
            previous=head,
            kind=record.kind,
            body=record.body,
            private=opening.commitment if opening is not None else "",
            at=moment,
        )
        leaf = leaf_hash(line)
        head = leaf.hex()
        rows.append(
            {
                "institution_id": institution_id,
                "seq": seq,
                "kind": record.kind.value,
                "line": line.decode(),
                "hash": head,
                "recorded_at": at,
            }
        )
        leaves.append(leaf)
        seq += 1
    frontier = extend(state.size, state.frontier, leaves)
    insert_many(session, LedgerEntry, rows)
    insert_many(session, LedgerPrivate, openings)
    session.execute(
        update(LedgerLog)
        .where(LedgerLog.institution_id == institution_id)
        .values(size=seq, head=head, frontier=[node.hex() for node in frontier])
        .execution_options(synchronize_session=False)
    )
    return seq


def checkpoint(session: Session, *, institution_id: int, signer: Signer, now: datetime) -> Checkpoint:
    """Sign where the log stands, and when; when nothing was added since the newest checkpoint, that one is returned.

    `Conflict` when the clock went back behind the newest one.
    """
    state = _locked(session, institution_id)
    newest = find_checkpoint(session, institution_id=institution_id)
    if newest is not None and newest.size == state.size:
        return newest
    at = _later_than(newest, now.replace(microsecond=0))
    root = root_of(state.frontier)
    head = TreeHead(origin_line(signer.verifier.name, state.origin), state.size, root)
    note = sign_time(sign_note(write_head(head), signer), signer, at=at)
    made = Checkpoint(state.size, root.hex(), note, at)
    session.execute(
        insert(LedgerCheckpoint).values(
            institution_id=institution_id, size=made.size, root=made.root, note=made.note, made_at=made.made_at
        )
    )
    return made


def _later_than(newest: Checkpoint | None, at: datetime) -> datetime:
    """Return the moment, or that of the newest checkpoint where one request passed another on its way to the log."""
    if newest is None or at >= newest.made_at:
        return at
    last = newest.made_at.replace(microsecond=0)
    if at + WAIT < last:
        raise Conflict(CLOCK.format(now=write_moment(at), last=write_moment(last), size=newest.size))
    return last


def origin_line(key_name: str, log: str) -> str:
    """Return the first line of a log's checkpoints."""
    return f"{key_name}/{log}"


def note_check(session: Session, *, institution_id: int, size: int, faults: int, now: datetime) -> None:
    """Keep what a check found, for who looks next."""
    session.execute(
        update(LedgerLog)
        .where(LedgerLog.institution_id == institution_id)
        .values(checked_at=now, checked_size=size, fault_count=faults)
        .execution_options(synchronize_session=False)
    )


def list_grown(session: Session) -> tuple[int, ...]:
    """Return the institutions whose log has entries that no checkpoint was signed over."""
    signed = (
        select(LedgerCheckpoint.institution_id, func.max(LedgerCheckpoint.size).label("size"))
        .group_by(LedgerCheckpoint.institution_id)
        .subquery()
    )
    query = (
        select(LedgerLog.institution_id)
        .outerjoin(signed, signed.c.institution_id == LedgerLog.institution_id)
        .where(LedgerLog.size > func.coalesce(signed.c.size, 0))
        .order_by(LedgerLog.institution_id)
    )
    return tuple(session.execute(query).scalars())


def forget(session: Session, *, institution_id: int, member_id: int) -> int:
    """Erase the private parts of a person; return how many there were. What the chain holds of her stays as it is."""
    lock(session, institution_id=institution_id)
    found = session.execute(
        delete(LedgerPrivate)
        .where(LedgerPrivate.institution_id == institution_id, LedgerPrivate.member_id == member_id)
        .returning(LedgerPrivate.commitment)
    )
    return len(found.all())


def _locked(session: Session, institution_id: int) -> LogState:
    query = select_log(institution_id).with_for_update()
    row = session.execute(query).first()
    if row is None:
        slug = session.execute(select(INSTITUTION.c.slug).where(INSTITUTION.c.id == institution_id)).scalar_one()
        values = {"institution_id": institution_id, "origin": slug, "size": 0, "head": NO_ENTRY, "frontier": []}
        insert_once(session, LedgerLog, values)
        row = session.execute(query).one()
    return state_of(row)


def _opening_row(opening: Opening, institution_id: int, member_id: int | None) -> dict[str, object]:
    return {
        "commitment": opening.commitment,
        "institution_id": institution_id,
        "member_id": member_id,
        "salt": opening.salt,
        "payload": opening.payload,
    }
