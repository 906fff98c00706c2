"""Looking whether a log is what was written: every row against its neighbours, the tree, the checkpoints.

What was changed, taken out, moved or put in is named by its number. What the tables say beside the ledger is compared
in `lms.reports.ledger_check`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.ledger.canonical import NotCanonical, write_moment
from lms.ledger.clock import Clock
from lms.ledger.entries import NO_ENTRY, Entry, commit, read_line
from lms.ledger.log import NO_LOG, ROWS_AT_ONCE, Checkpoint, LogState, find_log, list_checkpoints
from lms.ledger.merkle import Tree, extend, leaf_hash
from lms.ledger.models import LedgerEntry, LedgerPrivate
from lms.ledger.notes import NoteError, VerifierKey, open_note, read_head, read_time
from lms.ledger.people import erased_people, person_of


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written: which row of what, and what is wrong with it."""

    what: str
    number: str
    text: str

    def __str__(self) -> str:
        """Return it as one sentence."""
        return f"{self.what} {self.number}: {self.text}".replace(" :", ":")


class Row(NamedTuple):
    """A row of the ledger's entries."""

    seq: int
    kind: str
    line: str
    hash: str
    recorded_at: datetime


@dataclass(slots=True)
class Walk:
    """What was found on the way through the entries; `leaves` ends before the first entry that is missing."""

    faults: list[Fault] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    entries: dict[int, Entry] = field(default_factory=dict)
    is_whole: bool = True
    # Number, hash of the line and hash that is kept, of the entry before.
    before: tuple[int, str, str] = (-1, NO_ENTRY, NO_ENTRY)

    def blame(self, seq: int, text: str) -> None:
        """Note a fault of an entry."""
        self.faults.append(Fault("entry", str(seq), text))


def check(session: Session, *, institution_id: int, verifiers: Sequence[VerifierKey]) -> tuple[Fault, ...]:
    """Return what is wrong with the log of an institution; nothing when it is whole."""
    return check_log(session, institution_id=institution_id, verifiers=verifiers).faults


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, and the entries that could be read, by number; `untimed` checkpoints have no signed time."""

    size: int
    untimed: int
    faults: tuple[Fault, ...]
    entries: dict[int, Entry]


def check_log(session: Session, *, institution_id: int, verifiers: Sequence[VerifierKey]) -> Checked:
    """Look through the log of an institution; also give back its entries."""
    state = find_log(session, institution_id=institution_id)
    if state is None:
        raise NotFound(NO_LOG)
    walk = Walk()
    for row in _rows(session, institution_id):
        _check_row(walk, row)
    walk.faults += _state_faults(walk, state)
    tree = Tree(walk.leaves)
    clock = Clock()
    for checkpoint in reversed(list_checkpoints(session, institution_id=institution_id)):
        faults = _checkpoint_faults(checkpoint, state, tree, verifiers)
        walk.faults += faults or _time_faults(checkpoint, clock, verifiers)
    walk.faults += _private_faults(session, institution_id, walk.entries)
    return Checked(state.size, clock.untimed, tuple(walk.faults), walk.entries)


def _rows(session: Session, institution_id: int) -> Iterator[Row]:
    query = (
        select(LedgerEntry.seq, LedgerEntry.kind, LedgerEntry.line, LedgerEntry.hash, LedgerEntry.recorded_at)
        .where(LedgerEntry.institution_id == institution_id)
        .order_by(LedgerEntry.seq)
        .limit(ROWS_AT_ONCE)
    )
    last: int | None = None
    while rows := session.execute(query if last is None else query.where(LedgerEntry.seq > last)).all():
        yield from (Row(*row) for row in rows)
        last = rows[-1][0]


def _check_row(walk: Walk, row: Row) -> None:
    number, line_hash, kept_hash = walk.before
    if row.seq < 0:
        walk.blame(row.seq, "there is no such number: it was put in")
        return
    if row.seq != number + 1:
        _note_missing(walk, number + 1, row.seq)
    leaf = leaf_hash(row.line.encode())
    if walk.is_whole:
        walk.leaves.append(leaf)
    if leaf.hex() != row.hash:
        walk.blame(row.seq, "its line does not give its hash: one of the two was changed")
    walk.before = (row.seq, leaf.hex(), row.hash)
    try:
        entry = read_line(row.line.encode())
    except NotCanonical as error:
        walk.blame(row.seq, f"its line cannot be read: {error}")
        return
    walk.entries[row.seq] = entry
    if entry.seq != row.seq:
        walk.blame(row.seq, f"its line says that it is entry {entry.seq}: it was moved or put in")
    if entry.kind.value != row.kind:
        walk.blame(row.seq, f"it is kept as {row.kind!r}, but its line says {entry.kind.value!r}")
    if write_moment(row.recorded_at) != entry.at:
        walk.blame(row.seq, f"it is kept as recorded at {row.recorded_at}, but its line says {entry.at}")
    if row.seq == number + 1 and entry.previous not in (line_hash, kept_hash):
        _note_broken_link(walk, row.seq)


def _note_missing(walk: Walk, first: int, found: int) -> None:
    walk.is_whole = False
    if found - first == 1:
        walk.blame(first, "it is missing")
    else:
        walk.faults.append(Fault("entries", f"{first} to {found - 1}", "they are missing"))


def _note_broken_link(walk: Walk, seq: int) -> None:
    if seq == 0:
        walk.blame(0, "it does not begin the log: it was replaced")
    else:
        walk.blame(seq - 1, f"entry {seq} was written after another one: entry {seq - 1} or entry {seq} was replaced")


def _state_faults(walk: Walk, state: LogState) -> list[Fault]:
    """Compare with the row of the log itself; what follows from a fault found already is not said again."""
    faults = []
    last, line_hash, kept_hash = walk.before
    if last + 1 < state.size:
        missing = f"{last + 1}" if last + 2 == state.size else f"{last + 1} to {state.size - 1}"
        faults.append(Fault("entries" if " to " in missing else "entry", missing, "at the end of the log, missing"))
    faults += [
        Fault("entry", str(seq), f"the log has {state.size} entries: this one was put in, or the log's row was changed")
        for seq in range(state.size, last + 1)
    ]
    if last + 1 == state.size and state.head not in (line_hash, kept_hash):
        faults.append(
            Fault("entry", str(last), "it is not the last one the log knows: it or the log's row was changed")
        )
    named = {entry.log for entry in walk.entries.values()}
    if named - {state.origin} and len(named) == 1:
        faults.append(Fault("log", state.origin, f"its entries are of the log {min(named)}: its name was changed"))
    elif len(named) > 1:
        faults += [
            Fault("entry", str(seq), f"it is of another log, {entry.log}")
            for seq, entry in walk.entries.items()
            if entry.log != state.origin
        ]
    if not faults and not walk.faults and extend(0, (), walk.leaves) != state.frontier:
        faults.append(Fault("log", state.origin, "its frontier is not that of its entries: the log's row was changed"))
    return faults


def _checkpoint_faults(
    checkpoint: Checkpoint, state: LogState, tree: Tree, verifiers: Sequence[VerifierKey]
) -> list[Fault]:
    name = str(checkpoint.size)
    try:
        head = read_head(open_note(checkpoint.note, verifiers))
    except NoteError as error:
        return [Fault("checkpoint", name, f"its note does not hold: {error}")]
    if (head.size, head.root.hex()) != (checkpoint.size, checkpoint.root):
        return [Fault("checkpoint", name, f"it is kept otherwise than it was signed ({head.size}, {head.root.hex()})")]
    if not head.origin.endswith(f"/{state.origin}"):
        return [Fault("checkpoint", name, f"it is of another log, {head.origin}")]
    if head.size > len(tree):
        text = f"it was signed over {head.size} entries; without a gap there are {len(tree)}"
        return [Fault("checkpoint", name, text)]
    if tree.root(head.size) != head.root:
        text = f"the entries before {head.size} are not those it was signed over: one was changed after that"
        return [Fault("checkpoint", name, text)]
    return []


def _time_faults(checkpoint: Checkpoint, clock: Clock, verifiers: Sequence[VerifierKey]) -> list[Fault]:
    """Compare the time that was signed with the one that is kept, and with those before."""
    name = str(checkpoint.size)
    try:
        at = read_time(checkpoint.note, verifiers)
    except NoteError as error:
        return [Fault("checkpoint", name, f"its time does not hold: {error}")]
    faults = []
    if at is not None and write_moment(at) != write_moment(checkpoint.made_at):
        text = f"it is kept as made at {write_moment(checkpoint.made_at)}, but {write_moment(at)} is signed"
        faults.append(Fault("checkpoint", name, text))
    if (trouble := clock.read(at, checkpoint.size)) is not None:
        faults.append(Fault("checkpoint", name, trouble))
    return faults


def _private_faults(session: Session, institution_id: int, entries: dict[int, Entry]) -> list[Fault]:
    query = select(LedgerPrivate.commitment, LedgerPrivate.salt, LedgerPrivate.payload).where(
        LedgerPrivate.institution_id == institution_id
    )
    open_parts = {row[0]: (row[1], row[2]) for row in session.execute(query)}
    erased = erased_people(entries.values())
    owners = person_of(entries.values())
    faults = []
    for seq, entry in entries.items():
        if not entry.private:
            continue
        part = open_parts.pop(entry.private, None)
        is_erased = owners.get(entry.seq) in erased
        if part is None and not is_erased:
            faults.append(Fault("entry", str(seq), "its private part is missing, and nobody was erased"))
        elif part is not None and is_erased:
            faults.append(Fault("entry", str(seq), "its private part is still there, though the person was erased"))
        elif part is not None and not _opens(entry.private, *part):
            faults.append(Fault("entry", str(seq), "its private part was changed"))
    return faults + [Fault("private part", key, "it belongs to no entry") for key in open_parts]


def _opens(commitment: str, salt: str, payload: str) -> bool:
    try:
        return commit(bytes.fromhex(salt), payload.encode()) == commitment
    except ValueError:
        return False
