"""The parts of a verification that hold the entries against the signed checkpoints, and these against each other."""

import json
from datetime import datetime, timedelta

from lms.ledger.canonical import write_moment
from lms.ledger.clock import Clock
from lms.ledger.merkle import Tree, is_consistent
from lms.ledger.notes import NoteError, TreeHead, open_note, read_head, read_time
from lms.ledger.packs import layout
from lms.ledger.packs.bench import Bench, Stop
from lms.ledger.packs.findings import Part
from lms.ledger.replay.days import local_day

# A request reads the clock, and may wait for others before its entry is written.
WAIT = timedelta(hours=1)
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, RecursionError)


def check_checkpoint(bench: Bench) -> None:
    """Check the signed checkpoint against the entries, and its time against what the manifest says."""
    head, at = _open(bench, Part.CHECKPOINT, layout.CHECKPOINT, bench.text(layout.CHECKPOINT))
    known, about = bench.about.known, bench.about
    bench.has_opened, bench.known_at = True, at
    if at is not None and write_moment(at) != known.at:
        text = f"it says that the checkpoint was made at {known.at}, but {write_moment(at)} is signed"
        bench.fault(Part.CHECKPOINT, layout.MANIFEST, text)
    if head.origin != about.origin:
        bench.fault(Part.CHECKPOINT, layout.CHECKPOINT, f"it is of the ledger {head.origin}, not of {about.origin}")
    if (head.size, head.root.hex()) != (known.size, known.root):
        bench.fault(Part.CHECKPOINT, layout.CHECKPOINT, "it is not the checkpoint that the manifest names")
    if head.size != len(bench.leaves):
        text = f"the checkpoint is over {head.size} entries; here are {len(bench.leaves)}"
        bench.fault(Part.CHECKPOINT, layout.ENTRIES, text)
    elif head.root != bench.tree.root(head.size):
        bench.fault(Part.CHECKPOINT, layout.ENTRIES, "the entries are not those over which the checkpoint was signed")
    _tell_days(bench)


def _tell_days(bench: Bench) -> None:
    about = bench.about
    if bench.known_at is None:
        bench.notes.append(f"When the checkpoint was made ({about.known.at}) is not signed.")
    day = local_day(about.known.at, bench.state.zone)
    if about.as_of > day:
        text = f"It speaks of {about.as_of}, as known on {day}: what was written down in between is not in it."
        bench.notes.append(text)


def check_earlier(bench: Bench) -> None:
    """Check that every earlier checkpoint is of a beginning of this ledger, and that their times do not go back."""
    text = bench.text(layout.EARLIER)
    notes = text.split(layout.BETWEEN_NOTES) if text else []
    proofs = _proofs(bench)
    if len(proofs) != len(notes):
        bench.fault(Part.EARLIER, layout.CONSISTENCY, f"it proves {len(proofs)} of {len(notes)} earlier checkpoints")
        raise Stop
    tree, clock, last = bench.tree, Clock(), -1
    signed: list[tuple[int, datetime | None]] = []
    for note, proof in zip(notes, proofs, strict=True):
        head, at = _open(bench, Part.EARLIER, layout.EARLIER, note)
        if not last < head.size < bench.about.known.size:
            text = f"the checkpoint of {head.size} entries is out of its order: each is larger than the one before"
            bench.fault(Part.EARLIER, layout.EARLIER, text)
            raise Stop
        last = head.size
        _check_head(bench, head, tree, proof)
        _check_time(bench, clock, layout.EARLIER, (head.size, at))
        signed.append((head.size, at))
    if bench.has_opened:
        signed.append((bench.about.known.size, bench.known_at))
        _check_time(bench, clock, layout.CHECKPOINT, signed[-1])
    _tell_moments(bench, signed)


def _open(bench: Bench, part: Part, path: str, note: str) -> tuple[TreeHead, datetime | None]:
    try:
        return read_head(open_note(note, bench.verifiers)), read_time(note, bench.verifiers)
    except NoteError as error:
        bench.fault(part, path, str(error))
        raise Stop from None


def _proofs(bench: Bench) -> list[layout.Proof]:
    text = bench.text(layout.CONSISTENCY)
    try:
        proofs: list[layout.Proof] = [
            (one["size"], [bytes.fromhex(node) for node in one["proof"]]) for one in json.loads(text)
        ]
        is_sound = layout.write_proofs(proofs) == text and all(type(size) is int for size, _ in proofs)
    except UNREADABLE:
        is_sound = False
    if not is_sound:
        bench.fault(Part.EARLIER, layout.CONSISTENCY, "it is not a list of proofs")
        raise Stop
    return proofs


def _check_head(bench: Bench, head: TreeHead, tree: Tree, proof: layout.Proof) -> None:
    size, path = proof
    if head.origin.rpartition("/")[2] != bench.about.log:
        bench.fault(Part.EARLIER, layout.EARLIER, f"a checkpoint of {head.size} entries is of {head.origin}")
    elif head.size > len(tree) or tree.root(head.size) != head.root:
        text = f"the ledger does not begin as its checkpoint of {head.size} entries says"
        bench.fault(Part.EARLIER, layout.EARLIER, text)
    elif size != head.size or not is_consistent(
        size, len(tree), old_root=head.root, new_root=tree.root(len(tree)), proof=path
    ):
        text = f"the proof for the checkpoint of {head.size} entries does not hold"
        bench.fault(Part.EARLIER, layout.CONSISTENCY, text)


def _check_time(bench: Bench, clock: Clock, path: str, signed: tuple[int, datetime | None]) -> None:
    size, at = signed
    trouble = clock.read(at, size)
    if trouble is not None:
        bench.fault(Part.EARLIER, path, f"the checkpoint of {size} entries: {trouble}")


def _tell_moments(bench: Bench, signed: list[tuple[int, datetime | None]]) -> None:
    """Tell of entries that say they are older than the checkpoint before them, or newer than the one over them."""
    start, low, strange = 0, "", []
    for size, at in signed:
        if at is None:
            continue
        high = write_moment(at + WAIT)
        there = range(start, min(size, len(bench.moments)))
        strange += [number for number in there if not low <= bench.moments[number] <= high]
        start, low = size, write_moment(at - WAIT)
    if strange:
        text = (
            f"Entries that say they were written down earlier than the checkpoint before them, or later than the one "
            f"over them: {len(strange)}, the first is entry {strange[0]}."
        )
        bench.notes.append(text)
