"""Verifying a pack: everything it says is computed again from its entries. Needs its bytes and nothing else."""

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256

from lms.cycles import unsearched
from lms.ledger.notes import NoteError, VerifierKey, open_note, read_verifier
from lms.ledger.packs import layout
from lms.ledger.packs.archive import STORED, Archive, ArchiveError
from lms.ledger.packs.bench import Bench, Stop
from lms.ledger.packs.findings import Findings, Part
from lms.ledger.packs.history import check_checkpoint, check_earlier
from lms.ledger.packs.kept import check_kept
from lms.ledger.packs.layout import ManifestError, note_text, read_manifest
from lms.ledger.packs.page import verify_page
from lms.ledger.packs.recompute import FIXED, check_figures, check_ledger, check_openings, check_outside


@unsearched()
def verify(
    content: bytes, *, trusted: Sequence[VerifierKey] = (), older: bytes | None = None, kept: bytes | None = None
) -> Findings:
    """Check a pack. With `trusted` keys it must be signed by one of them; `older` is an earlier pack to compare, `kept`
    a checkpoint of its ledger that was kept.
    """
    bench = Bench(content, tuple(trusted))
    later: list[tuple[Part, Callable[[Bench], None]]] = []
    if older is not None:
        later.append((Part.AGAINST, partial(_check_against, older=older)))
    if kept is not None:
        later.append((Part.KEPT, partial(check_kept, kept=kept)))
    for part, check in (*CHECKS, *later):
        bench.checked.append(part)
        try:
            check(bench)
        except Stop:
            if not bench.faults:
                # What was not looked at does not hold, whatever the manifest left out.
                bench.fault(part, "", "it could not be checked")
            if part in NEEDED:
                break
    return Findings(tuple(bench.checked), tuple(bench.faults), tuple(bench.notes), _facts(bench))


def _check_archive(bench: Bench) -> None:
    try:
        archive = Archive(bench.content)
    except ArchiveError as error:
        bench.fault(Part.ARCHIVE, error.member, error.text)
        raise Stop from None
    for name, member in archive.members.items():
        if name in (layout.MANIFEST, layout.SIGNATURE) and member.method != STORED:
            bench.fault(Part.ARCHIVE, name, "it is packed in a way packs are not")
        try:
            bench.files[name], bench.packed[name] = archive.read(name), archive.packed_sha256(name)
        except ArchiveError as error:
            bench.fault(Part.ARCHIVE, error.member, error.text)
    if bench.faults:
        raise Stop


def _check_manifest(bench: Bench) -> None:
    if layout.MANIFEST not in bench.files:
        bench.fault(Part.MANIFEST, layout.MANIFEST, "it is missing")
        raise Stop
    try:
        bench.manifest = read_manifest(bench.files[layout.MANIFEST])
    except ManifestError as error:
        bench.fault(Part.MANIFEST, layout.MANIFEST, str(error))
        raise Stop from None
    about = bench.about
    if about.origin.rpartition("/")[2] != about.log:
        bench.fault(Part.MANIFEST, layout.MANIFEST, f"it is of {about.log}, but its ledger is {about.origin}")


def _check_signature(bench: Bench) -> None:
    own = bench.own = _own_keys(bench)
    bench.verifiers = bench.trusted or own
    if bench.trusted and own[0] not in bench.trusted:
        bench.fault(Part.SIGNATURE, layout.KEY, f"its key is {own[0].fingerprint}, not the one you gave")
    if not bench.trusted:
        bench.notes.append("No key was given to compare with: the pack is checked against the key it carries itself.")
    try:
        # By the first key of the pack, whose fingerprint is shown: the others are for older checkpoints alone.
        signers = own[:1] if not bench.trusted or own[0] in bench.trusted else bench.trusted
        signed = open_note(_present(bench, layout.SIGNATURE), signers)
    except NoteError as error:
        bench.fault(Part.SIGNATURE, layout.SIGNATURE, str(error))
        raise Stop from None
    if signed != note_text(bench.files[layout.MANIFEST], bench.about.origin):
        bench.fault(
            Part.SIGNATURE, layout.MANIFEST, "it is not the manifest that was signed: it was changed afterwards"
        )


def _own_keys(bench: Bench) -> tuple[VerifierKey, ...]:
    """Return the keys in the pack, that of its signature first."""
    text = _present(bench, layout.KEY)
    try:
        own = tuple(read_verifier(line) for line in text.split("\n") if line)
    except NoteError as error:
        bench.fault(Part.SIGNATURE, layout.KEY, str(error))
        raise Stop from None
    if not own:
        bench.fault(Part.SIGNATURE, layout.KEY, "it holds no key")
        raise Stop
    if "".join(f"{key}\n" for key in own) != text:
        bench.fault(Part.SIGNATURE, layout.KEY, "it holds something beside keys, one on each line")
        raise Stop
    return own


def _present(bench: Bench, path: str) -> str:
    if path not in bench.files:
        bench.fault(Part.SIGNATURE, path, "it is missing")
        raise Stop
    return bench.text(path)


def _check_page(bench: Bench) -> None:
    """Say when the page inside is not the one that this program writes: it may be of another version, or put in."""
    if bench.files.get(layout.PAGE, verify_page()) != verify_page():
        bench.notes.append(
            f"{layout.PAGE} is not the page that this version of the program writes: an earlier or later version wrote "
            "it, or somebody put it in. Rely on this check rather than on what it says."
        )


def _check_files(bench: Bench) -> None:
    _check_page(bench)
    listed = bench.manifest.files if bench.manifest else {}
    for path in sorted(set(bench.files) - set(listed) - {layout.MANIFEST, layout.SIGNATURE}):
        bench.fault(Part.FILES, path, "the manifest does not list it: it was added")
    for path in sorted(ALWAYS - set(bench.files) - set(listed)):
        bench.fault(Part.FILES, path, "it is missing: every pack has it")
    for path, file in listed.items():
        data = bench.files.get(path)
        if data is None:
            bench.fault(Part.FILES, path, "it is missing")
        elif len(data) != file.bytes or sha256(data).hexdigest() != file.sha256:
            bench.fault(Part.FILES, path, "it was changed: its SHA-256 is not that of the manifest")
        elif bench.packed[path] != file.packed_sha256:
            bench.fault(Part.FILES, path, "a byte of it was changed as it is packed, though it unpacks to the same")


def _check_against(bench: Bench, older: bytes) -> None:
    """Check that the ledger of an older pack is the beginning of this one's."""
    other = Bench(older, bench.trusted)
    for check in (_check_archive, _check_manifest, _check_signature, _check_files, check_ledger, check_checkpoint):
        try:
            check(other)
        except Stop:
            break
    if other.faults:
        first = other.faults[0]
        bench.fault(Part.AGAINST, first.file, f"the older pack does not hold itself: {first.text}")
        return
    mine, before = bench.about, other.about
    if before.log != mine.log:
        bench.fault(Part.AGAINST, layout.MANIFEST, f"the older pack is of {before.log}, this one of {mine.log}")
    elif before.known.size > mine.known.size:
        text = f"it knows more entries ({before.known.size}) than this one ({mine.known.size}): exchange the two"
        bench.fault(Part.AGAINST, layout.MANIFEST, text)
    elif other.leaves != bench.leaves[: len(other.leaves)]:
        place = next(place for place, leaf in enumerate(other.leaves) if leaf != bench.leaves[place])
        bench.fault(
            Part.AGAINST, layout.ENTRIES, f"entry {place} is not what it was in the older pack: history was changed"
        )
    else:
        if other.own[0] not in bench.own:
            text = f"the older pack is signed by {other.own[0].fingerprint}, a key that this one does not know"
            bench.fault(Part.AGAINST, layout.KEY, text)
        elif other.own[0] != bench.own[0]:
            bench.notes.append(
                "It is signed by another key than the older pack: ask the platform whether it changed its key."
            )
        added = mine.known.size - before.known.size
        bench.notes.append(
            f"The older pack knew {before.known.size} entries; {added} were added since, none was changed."
        )


def _facts(bench: Bench) -> tuple[tuple[str, str], ...]:
    if bench.manifest is None:
        return ()
    about = bench.about
    facts = [
        ("Institution", about.institution),
        ("What was true on", about.as_of),
        ("As known at", f"entry {about.known.size}, {about.known.at}{_how_known(bench)}"),
        ("Ledger", about.origin),
        ("Names", about.names.value),
        ("Entries", str(len(bench.leaves))),
        ("Files", str(len(bench.files))),
        ("SHA-256 of the pack", sha256(bench.content).hexdigest()),
    ]
    facts += [("Key", str(key)) for key in bench.own[:1]]
    facts += [("Fingerprint of the key", key.fingerprint) for key in bench.own[:1]]
    facts += [("Invented", "yes: its people and figures are examples")] if about.is_invented else []
    facts += [("Not in the pack", path) for path in about.absent]
    return tuple(facts)


def _how_known(bench: Bench) -> str:
    if not bench.has_opened:
        return ""
    return " (time not signed)" if bench.known_at is None else " (time signed)"


CHECKS: tuple[tuple[Part, Callable[[Bench], None]], ...] = (
    (Part.ARCHIVE, _check_archive),
    (Part.MANIFEST, _check_manifest),
    (Part.SIGNATURE, _check_signature),
    (Part.FILES, _check_files),
    (Part.LEDGER, check_ledger),
    (Part.CHECKPOINT, check_checkpoint),
    (Part.EARLIER, check_earlier),
    (Part.OPENINGS, check_openings),
    (Part.FIGURES, check_figures),
    (Part.OUTSIDE, check_outside),
)
# What no manifest may leave out; without openings names are hidden.
ALWAYS = FIXED - {layout.OPENINGS}
# Without these nothing that follows can be looked at.
NEEDED = frozenset({Part.ARCHIVE, Part.MANIFEST, Part.LEDGER})
