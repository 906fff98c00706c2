"""A checkpoint that somebody kept, held against the entries of a pack: does the ledger still begin so?"""

from courses.days import moment_words
from lms.ledger.notes import NoteError, open_note, read_head, read_time
from lms.ledger.packs import layout
from lms.ledger.packs.bench import Bench, Stop
from lms.ledger.packs.findings import Part

# What the faults of the checkpoint itself are of; no file of a pack is called that.
KEPT = "the checkpoint you kept"
BARE = "It carries no signature: it answers you, and proves nothing to others."
# Only what is signed by a key that is known here accuses anybody.
PROVEN = "history was rewritten since. Keep both files: they prove it"
UNPROVEN = "history was rewritten since, or the checkpoint was changed, miscopied, or is of another platform"


def check_kept(bench: Bench, kept: bytes) -> None:
    """Check that the ledger of a pack begins with the tree of a checkpoint that was kept.

    It is a signed note, or the three lines of one; ends of lines and space around it may have changed on its way.
    """
    note, signed, is_proof = _read(bench, kept)
    try:
        head = read_head(note)
    except NoteError as error:
        bench.fault(Part.KEPT, KEPT, str(error))
        raise Stop from None
    size, log = len(bench.leaves), head.origin.rpartition("/")[2]
    if log != bench.about.log:
        bench.fault(Part.KEPT, KEPT, f"it is of the ledger of {log}, this pack of {bench.about.log}")
    elif head.size > size:
        text = (
            f"the checkpoint you kept is over {head.size} entries; here are {size}. This pack is older, or entries "
            "were cut off: ask for one made since"
        )
        bench.fault(Part.KEPT, layout.ENTRIES, text)
    elif bench.tree.root(head.size) != head.root:
        why = PROVEN if is_proof else UNPROVEN
        text = f"the first {head.size} entries are not those of the checkpoint you kept: {why}"
        bench.fault(Part.KEPT, layout.ENTRIES, text)
    else:
        bench.notes.append(
            f"The checkpoint you kept is over {head.size} entries{signed}; {size - head.size} were added since, "
            "none was changed."
        )


def _read(bench: Bench, kept: bytes) -> tuple[str, str, bool]:
    """Return the text of the checkpoint, in words when it was signed, and whether its signature holds.

    A signature that fails is a fault.
    """
    try:
        note = kept.decode("utf-8-sig").replace("\r\n", "\n").strip() + "\n"
    except UnicodeDecodeError:
        bench.fault(Part.KEPT, KEPT, "it is not text in UTF-8")
        raise Stop from None
    if "\n\n" not in note:
        bench.notes.append(BARE)
        return note, "", False
    verifiers = list(dict.fromkeys((*bench.trusted, *bench.own)))
    try:
        text, at = open_note(note, verifiers), read_time(note, verifiers)
    except NoteError as error:
        bench.fault(Part.KEPT, KEPT, str(error))
        # Its tree is looked at all the same: who rewrote history may have changed the key as well.
        return note.rpartition("\n\n")[0] + "\n", "", False
    return text, "" if at is None else f", signed on {moment_words(at)}", True
