"""Packs that were tampered with, each with what must be found: by the program and by the page, alike."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from lms.ledger.notes import Signer, sign_note
from lms.ledger.packs.archive import STORED, Archive, ArchiveWriter, Member
from lms.ledger.packs.layout import Names, note_text, read_manifest, write_manifest
from tests.packs import OTHER_SIGNER, SIGNER, full_log, pack_of, sample_pack

Members = dict[str, bytes]
ENTRIES, COVERAGE, PEOPLE = "ledger/entries.jsonl", "data/coverage.json", "data/people.json"


@dataclass(frozen=True)
class Broken:
    """A pack, and a part and file of which a fault must be found; all files with faults when `files` is given."""

    content: bytes
    part: str
    file: str
    trusted: str = ""


def members_of(pack: bytes) -> Members:
    """Return the files of a pack."""
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return files as an archive that packs could be."""
    buffer = io.BytesIO()
    writer = ArchiveWriter(buffer)
    for name, data in members.items():
        writer.add(name, [data], is_packed=_is_packed(name))
    writer.close()
    return buffer.getvalue()


def _is_packed(name: str) -> bool:
    return name.endswith((".pdf", ".xlsx", ".jpg")) or name.startswith("manifest.")


def signed_again(members: Members, *, signer: Signer = SIGNER) -> bytes:
    """Return files as a pack whose manifest lists them and is signed: as only who holds the key could."""
    kept = {name: data for name, data in members.items() if not name.startswith("manifest.")}
    files = Archive(zipped(kept))
    about = read_manifest(members["manifest.json"]).about
    written = [
        ArchiveWriter(io.BytesIO()).add(name, [files.read(name)], is_packed=_is_packed(name)) for name in files.members
    ]
    manifest = write_manifest(about, written)
    kept["manifest.json"] = manifest
    kept["manifest.sig"] = sign_note(note_text(manifest, about.origin), signer).encode()
    return zipped(kept)


def with_file(name: str, data: bytes, *, pack: bytes | None = None) -> Members:
    """Return the files of the sample pack with one in place of another, or added."""
    return {**members_of(pack or sample_pack()), name: data}


def flip(data: bytes, place: int, bit: int = 0) -> bytes:
    """Return data with one bit flipped."""
    changed = bytearray(data)
    changed[place] ^= 1 << bit
    return bytes(changed)


def _lines(change: Callable[[list[str]], list[str]]) -> bytes:
    lines = members_of(sample_pack())[ENTRIES].decode().splitlines()
    return ("\n".join(change(lines)) + "\n").encode()


def _swap(lines: list[str]) -> list[str]:
    return [*lines[:10], lines[11], lines[10], *lines[12:]]


def _text(name: str, old: str, new: str, *, pack: bytes | None = None) -> Members:
    data = members_of(pack or sample_pack())[name].decode()
    assert old in data
    return with_file(name, data.replace(old, new, 1).encode(), pack=pack)


def raw_archive(members: list[tuple[str, bytes]], *, size: int | None = None) -> bytes:
    """Return an archive of stored members under any names; `size` is what it claims of the first."""
    body, found = b"", []
    for name, data in members:
        member = Member(name, STORED, 0, len(data), len(data), len(body))
        if size is not None and not found:
            member = replace(member, size=size)
        found.append(member)
        body += member.local() + data
    directory = b"".join(member.central() for member in found)
    end = b"PK\x05\x06" + bytes(4) + len(found).to_bytes(2, "little") * 2
    return body + directory + end + len(directory).to_bytes(4, "little") + len(body).to_bytes(4, "little") + bytes(2)


def _with_key_of_another() -> Members:
    return with_file("key.txt", f"{OTHER_SIGNER.verifier}\n".encode())


def _harbour() -> Members:
    return members_of(pack_of(full_log("harbour", "Harbour Microfinance")))


def _manifest(**changed: object) -> bytes:
    return json.dumps({**json.loads(members_of(sample_pack())["manifest.json"]), **changed}).encode()


def _without(name: str) -> Members:
    return {path: data for path, data in members_of(sample_pack()).items() if path != name}


@cache
def broken_packs() -> dict[str, Broken]:
    """Return the packs by what was done to them."""
    sound, key = sample_pack(), str(SIGNER.verifier)
    initials = sample_pack(Names.INITIALS)
    return {
        "not a zip": Broken(b"%PDF-1.7 something else", "archive", ""),
        "truncated": Broken(sound[:-100], "archive", ""),
        "cut in the middle": Broken(sound[: len(sound) // 2], "archive", ""),
        "something after the end": Broken(sound + b"\0", "archive", ""),
        "something before the start": Broken(b"\0" + sound, "archive", ""),
        "zipped by another program": Broken(_zipped_elsewhere(), "archive", "README.txt"),
        "a name twice": Broken(raw_archive([("README.txt", b"a"), ("README.txt", b"b")]), "archive", "README.txt"),
        "a name twice but for case": Broken(raw_archive([("a.txt", b"a"), ("A.TXT", b"b")]), "archive", "A.TXT"),
        "a path upwards": Broken(raw_archive([("../key.txt", b"a")]), "archive", "../key.txt"),
        "a path from the root": Broken(raw_archive([("/etc/passwd", b"a")]), "archive", "/etc/passwd"),
        "a path of another system": Broken(raw_archive([("..\\key.txt", b"a")]), "archive", "..\\key.txt"),
        "a bomb": Broken(raw_archive([("a", b"x")], size=2_000_000_000), "archive", "a"),
        "a promise that is not kept": Broken(raw_archive([("a", b"x")], size=2), "archive", "a"),
        "no manifest": Broken(zipped(_without("manifest.json")), "manifest", "manifest.json"),
        "a manifest that is none": Broken(zipped(with_file("manifest.json", b"[]")), "manifest", "manifest.json"),
        "a manifest of a later format": Broken(
            zipped(with_file("manifest.json", _manifest(format=2))), "manifest", "manifest.json"
        ),
        "manifest edited": Broken(
            zipped(_text("manifest.json", '"2026-03-01"', '"2026-02-01"')), "signature", "manifest.json"
        ),
        "no key": Broken(zipped(_without("key.txt")), "signature", "key.txt"),
        "a key that is none": Broken(zipped(with_file("key.txt", b"valley+0+x\n")), "signature", "key.txt"),
        "no signature": Broken(zipped(_without("manifest.sig")), "signature", "manifest.sig"),
        "key swapped": Broken(zipped(_with_key_of_another()), "signature", "manifest.sig"),
        "signed by another": Broken(pack_of(full_log(), signer=OTHER_SIGNER), "signature", "key.txt", trusted=key),
        "a file changed": Broken(
            zipped(_text("lists/waivers.csv", "Head of", "Foot of")), "files", "lists/waivers.csv"
        ),
        "a file packed otherwise": Broken(_packed_otherwise("lists/waivers.csv"), "files", "lists/waivers.csv"),
        "a manifest packed otherwise": Broken(_packed_otherwise("manifest.json"), "archive", "manifest.json"),
        "a file added": Broken(zipped(with_file("data/extra.txt", b"more")), "files", "data/extra.txt"),
        "a file taken away": Broken(zipped(_without("summary.pdf")), "files", "summary.pdf"),
        "a file of another pack": Broken(zipped(with_file(COVERAGE, _harbour()[COVERAGE])), "files", COVERAGE),
        "the ledger of another": Broken(signed_again(with_file(ENTRIES, _harbour()[ENTRIES])), "ledger", ENTRIES),
        "an entry dropped": Broken(
            signed_again(with_file(ENTRIES, _lines(lambda all_: all_[:7] + all_[8:]))), "ledger", ENTRIES
        ),
        "the last entry dropped": Broken(
            signed_again(with_file(ENTRIES, _lines(lambda all_: all_[:-1]))), "checkpoint", ENTRIES
        ),
        "the first entry dropped": Broken(
            signed_again(with_file(ENTRIES, _lines(lambda all_: all_[1:]))), "ledger", ENTRIES
        ),
        "entries exchanged": Broken(signed_again(with_file(ENTRIES, _lines(_swap))), "ledger", ENTRIES),
        "an entry changed": Broken(signed_again(_text(ENTRIES, '"minutes":45', '"minutes":95')), "ledger", ENTRIES),
        "the last entry changed": Broken(
            signed_again(_text(ENTRIES, '"kind":"erased"', '"kind":"unsaid"')), "checkpoint", ENTRIES
        ),
        "no entries": Broken(signed_again(with_file(ENTRIES, b"")), "checkpoint", ENTRIES),
        "a line that is no entry": Broken(signed_again(with_file(ENTRIES, b"{}\n")), "ledger", ENTRIES),
        "checkpoint of another": Broken(
            signed_again(with_file("ledger/checkpoint.txt", _harbour()["ledger/checkpoint.txt"])),
            "checkpoint",
            "ledger/checkpoint.txt",
        ),
        "checkpoint unsigned": Broken(
            signed_again(_text("ledger/checkpoint.txt", "\n46\n", "\n45\n")), "checkpoint", "ledger/checkpoint.txt"
        ),
        "an earlier checkpoint of another": Broken(
            signed_again(with_file("ledger/earlier-checkpoints.txt", _harbour()["ledger/earlier-checkpoints.txt"])),
            "earlier",
            "ledger/earlier-checkpoints.txt",
        ),
        "an earlier checkpoint hidden": Broken(
            signed_again(with_file("ledger/earlier-checkpoints.txt", b"")), "earlier", "ledger/consistency.json"
        ),
        "a proof broken": Broken(
            signed_again(_text("ledger/consistency.json", '"proof":["', '"proof":["00')),
            "earlier",
            "ledger/consistency.json",
        ),
        "a name changed": Broken(
            signed_again(_text("data/openings.jsonl", "Grace Achieng", "Grace Obama")),
            "openings",
            "data/openings.jsonl",
        ),
        "no openings": Broken(signed_again(_without("data/openings.jsonl")), "openings", "data/openings.jsonl"),
        "openings where names are hidden": Broken(
            signed_again(with_file("data/openings.jsonl", b"", pack=initials)), "openings", "data/openings.jsonl"
        ),
        "a name where names are hidden": Broken(
            signed_again(_text(PEOPLE, '"name":"G. A."', '"name":"Grace Achieng"', pack=initials)), "figures", PEOPLE
        ),
        "a figure changed": Broken(signed_again(_text(COVERAGE, '"complete":1', '"complete":4')), "figures", COVERAGE),
        "a state changed": Broken(signed_again(_text(PEOPLE, '["late"', '["complete"')), "figures", PEOPLE),
        "a certificate not revoked": Broken(
            signed_again(_text("certificates/index.csv", "2026-01-08,no", ",yes")), "figures", "certificates/index.csv"
        ),
        "a register keyed up": Broken(
            signed_again(_text("sessions/6f0c3a52-0f5e-4a57-9f5e-5c2f6c1d0a01.csv", ",88,", ",90,")),
            "figures",
            "sessions/6f0c3a52-0f5e-4a57-9f5e-5c2f6c1d0a01.csv",
        ),
        "a register too many": Broken(
            signed_again(with_file("sessions/more.csv", b"person\r\n")), "figures", "sessions/more.csv"
        ),
        "another resolution": Broken(
            signed_again(with_file("resolution/12-2026.pdf", b"%PDF-1.7 another\n")),
            "outside",
            "resolution/12-2026.pdf",
        ),
        "another text": Broken(
            signed_again(with_file("editions/complaints-2026.1-en.md", b"# Less\n")),
            "outside",
            "editions/complaints-2026.1-en.md",
        ),
    }


def _packed_otherwise(name: str) -> bytes:
    """Return the sample pack with one file stored where it was deflated, or the other way round."""
    buffer = io.BytesIO()
    writer = ArchiveWriter(buffer)
    for one, data in members_of(sample_pack()).items():
        writer.add(one, [data], is_packed=_is_packed(one) != (one == name))
    writer.close()
    return buffer.getvalue()


def _zipped_elsewhere() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members_of(sample_pack()).items():
            archive.writestr(name, data)
    return buffer.getvalue()
