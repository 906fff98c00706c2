"""Checkpoints that somebody kept, beside packs of the same ledger and of others: what is said, by program and page."""

from dataclasses import dataclass
from functools import cache

from lms.ledger.kinds import Kind
from lms.ledger.notes import sign_note
from tests.broken_packs import members_of, signed_again
from tests.packs import OTHER_SIGNER, SIGNER, Log, add_person, full_log, pack_of, sample_pack

ENTRIES, KEPT = "ledger/entries.jsonl", "the checkpoint you kept"


@dataclass(frozen=True)
class Kept:
    """A checkpoint and a pack, with the faults that must be found and words that must be said."""

    note: bytes
    pack: bytes
    says: str
    faults: tuple[tuple[str, str], ...] = ()


def _rewritten() -> Log:
    """Return a log that says something else from its tenth entry on, checkpoints and all."""
    log = full_log()
    log.lines[10:], log.leaves[10:], log.signed = [], [], {}
    while len(log.lines) < 60:
        add_person(log, len(log.lines), "Somebody New", [])
    log.checkpoint()
    return log


def _grown() -> Log:
    log = full_log()
    log.add(Kind.BRANCH, {"branch": 3, "name": "Third"})
    log.checkpoint()
    return log


def _unsigned(note: str) -> str:
    return note.partition("\n\n")[0]


@cache
def kept_checkpoints() -> dict[str, Kept]:
    """Return them by what they are."""
    log, sound, rewritten = full_log(), sample_pack(), pack_of(_rewritten())
    first, last = log.signed[min(log.signed)], log.signed[max(log.signed)]
    both = f"{OTHER_SIGNER.verifier}\n{SIGNER.verifier}\n".encode()
    by_another = pack_of(full_log(signer=OTHER_SIGNER), signer=OTHER_SIGNER)
    return {
        "an earlier one": Kept(
            first.encode(), sound, "is over 42 entries, signed on 5 January 2026, 08:42 UTC; 4 were added"
        ),
        "that of the pack": Kept(last.encode(), sound, "0 were added since, none was changed"),
        "ends of lines of a letter": Kept(
            b"\xef\xbb\xbf\r\n" + first.replace("\n", "\r\n").encode() + b"\r\n", sound, "4 were added since"
        ),
        "three lines alone": Kept(_unsigned(first).encode(), sound, "It carries no signature"),
        "of a rewritten history": Kept(first.encode(), rewritten, "rewritten since. Keep both", (("kept", ENTRIES),)),
        "three lines, of a rewritten history": Kept(
            _unsigned(first).encode(), rewritten, "rewritten since, or the checkpoint was", (("kept", ENTRIES),)
        ),
        "of a history rewritten under another key": Kept(
            first.encode(),
            pack_of(_rewritten_by_another(), signer=OTHER_SIGNER),
            "no key that is known here",
            (("kept", KEPT), ("kept", ENTRIES)),
        ),
        "under a key that was changed in between": Kept(first.encode(), by_another, "no key", (("kept", KEPT),)),
        "under a key that was retired": Kept(
            first.encode(),
            signed_again({**members_of(by_another), "key.txt": both}, signer=OTHER_SIGNER),
            "4 were added",
        ),
        "newer than the pack": Kept(
            _grown().signed[47].encode(), sound, "over 47 entries; here are 46", (("kept", ENTRIES),)
        ),
        "of another institution": Kept(
            full_log("harbour", "Harbour").signed[min(log.signed)].encode(),
            sound,
            "of the ledger of harbour",
            (("kept", KEPT),),
        ),
        "with another size": Kept(
            first.replace("\n42\n", "\n40\n").encode(), sound, "does not fit", (("kept", KEPT), ("kept", ENTRIES))
        ),
        "of nothing yet": Kept(
            sign_note(
                "training.example.org/valley\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", SIGNER
            ).encode(),
            sound,
            "is over 0 entries; 46 were added",
        ),
        "that is none": Kept(b"Keep this!", sound, "this is not a checkpoint", (("kept", KEPT),)),
        "that is a picture": Kept(b"\xff\xd8 a photo", sound, "it is not text in UTF-8", (("kept", KEPT),)),
    }


def _rewritten_by_another() -> Log:
    log = _rewritten()
    log.signed = {}
    log.checkpoint(OTHER_SIGNER)
    return log
