"""Writing a pack: a pure function of what it is given, so that the same facts give the same bytes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from lms.ledger.entries import Opening
from lms.ledger.merkle import Tree
from lms.ledger.notes import Signer, VerifierKey, sign_note
from lms.ledger.packs import layout
from lms.ledger.packs.archive import ArchiveWriter
from lms.ledger.packs.layout import Names, note_text, write_manifest
from lms.ledger.packs.page import method_page, verify_page
from lms.ledger.packs.shown import write_opening
from lms.ledger.packs.tables import derived_files
from lms.ledger.packs.view import View
from lms.ledger.packs.words import read_me

PACKED_ALREADY = (".pdf", ".xlsx", ".jpg", ".png", ".webp")
LINES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint: its size and its signed note."""

    size: int
    note: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that goes into a pack.

    `lines` gives the entries anew each time it is called; `leaves` are their hashes. `openings` are the private parts
    by commitment, `outside` the files kept outside of the ledger by their path, `verifiers` the keys by which its
    signatures verify, that of the signer first.
    """

    view: View
    lines: Callable[[], Iterable[str]]
    leaves: Sequence[bytes]
    checkpoint: Signed
    earlier: Sequence[Signed]
    openings: Mapping[str, Opening]
    outside: Mapping[str, bytes]
    summary: bytes
    workbook: bytes
    verifiers: Sequence[VerifierKey]


def write_pack(out: BinaryIO, content: Content, *, signer: Signer) -> None:
    """Write a pack to a file that can be sought in."""
    about, archive = content.view.about, ArchiveWriter(out)
    files = [archive.add(path, parts, is_packed=path.endswith(PACKED_ALREADY)) for path, parts in _members(content)]
    manifest = write_manifest(about, files)
    # No manifest holds the hash of these two as they are packed, so they stand there as they are.
    archive.add(layout.MANIFEST, [manifest], is_packed=True)
    archive.add(layout.SIGNATURE, [sign_note(note_text(manifest, about.origin), signer).encode()], is_packed=True)
    archive.close()


def _members(content: Content) -> Iterator[tuple[str, Iterable[bytes]]]:
    view = content.view
    yield layout.README, [read_me(view, content.verifiers).encode()]
    yield layout.SUMMARY, [content.summary]
    yield layout.WORKBOOK, [content.workbook]
    yield layout.METHOD, [method_page()]
    yield layout.PAGE, [verify_page()]
    for path, data in derived_files(view):
        yield path, [data]
    if view.about.names is Names.FULL:
        yield layout.OPENINGS, (write_opening(content.openings[key]).encode() for key in sorted(content.openings))
    for path in sorted(content.outside):
        yield path, [content.outside[path]]
    yield layout.ENTRIES, _joined(content.lines())
    yield layout.CHECKPOINT, [content.checkpoint.note.encode()]
    yield layout.EARLIER, [layout.BETWEEN_NOTES.join(one.note for one in content.earlier).encode()]
    yield layout.CONSISTENCY, [_proofs(content)]
    yield layout.KEY, ["".join(f"{key}\n" for key in content.verifiers).encode()]


def _joined(lines: Iterable[str]) -> Iterator[bytes]:
    part: list[str] = []
    for line in lines:
        part.append(line)
        if len(part) == LINES_AT_ONCE:
            yield ("\n".join(part) + "\n").encode()
            part = []
    if part:
        yield ("\n".join(part) + "\n").encode()


def _proofs(content: Content) -> bytes:
    """Return for each earlier checkpoint the proof that the log of this one begins with it."""
    tree = Tree(content.leaves)
    size = content.checkpoint.size
    return layout.write_proofs([(one.size, tree.consistency_proof(one.size, size)) for one in content.earlier]).encode()
