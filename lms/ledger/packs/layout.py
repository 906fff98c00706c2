"""What stands where in an evidence pack, and the manifest that lists it; docs/evidence-pack.md is for outsiders."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from lms.ledger.canonical import LARGEST, write_moment
from lms.ledger.packs.archive import Written
from lms.ledger.replay.days import read_moment

FORMAT = 1
NOTE_TITLE = "cpp-training/evidence-pack"
README, SUMMARY, WORKBOOK, METHOD = "README.txt", "summary.pdf", "coverage.xlsx", "method.html"
COVERAGE, PEOPLE, OPENINGS = "data/coverage.json", "data/people.json", "data/openings.jsonl"
ENTRIES, CHECKPOINT = "ledger/entries.jsonl", "ledger/checkpoint.txt"
EARLIER, CONSISTENCY = "ledger/earlier-checkpoints.txt", "ledger/consistency.json"
CERTIFICATES, SESSIONS = "certificates/index.csv", "sessions/index.csv"
WAIVERS, ATTESTATIONS = "lists/waivers.csv", "lists/attestations.csv"
MEETINGS, RESOLUTIONS, EDITIONS = "board/meetings.csv", "board/resolutions.csv", "editions/index.csv"
KEY, PAGE, MANIFEST, SIGNATURE = "key.txt", "verify.html", "manifest.json", "manifest.sig"
BETWEEN_NOTES = "=====\n"
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
DIGEST = re.compile(r"[0-9a-f]{64}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


# The size of an earlier checkpoint, and the proof that this one begins with it.
Proof = tuple[int, Sequence[bytes]]


class Names(StrEnum):
    """How people are shown."""

    FULL = "full"
    INITIALS = "initials"
    MASKED = "masked"


class ManifestError(ValueError):
    """A manifest that is none; the text says why."""


@dataclass(frozen=True, slots=True)
class Known:
    """The newest entry that counts: how many there are, their root, and when the checkpoint over them was made."""

    size: int
    root: str
    at: str


@dataclass(frozen=True, slots=True)
class About:
    """What a pack is of. `log` is the institution's name in the ledger, `origin` the first line of its checkpoints.

    `absent` are the files that the ledger speaks of and the platform no longer had.
    """

    institution: str
    log: str
    origin: str
    is_invented: bool
    as_of: str
    known: Known
    names: Names
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack is of, and its files by path."""

    about: About
    files: Mapping[str, Written]


def write_manifest(about: About, files: Sequence[Written]) -> bytes:
    """Return the manifest as JSON."""
    shape = {
        "format": FORMAT,
        "institution": {"name": about.institution, "log": about.log, "is_invented": about.is_invented},
        "as_of": about.as_of,
        "known_at": {"size": about.known.size, "root": about.known.root, "at": about.known.at, "origin": about.origin},
        "names": about.names.value,
        "absent": list(about.absent),
        "files": [asdict(file) for file in sorted(files, key=lambda one: one.path)],
    }
    return json.dumps(shape, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def read_manifest(data: bytes) -> Manifest:
    """Return what a manifest says."""
    try:
        shape: Mapping[str, Any] = json.loads(data)
        if shape["format"] != FORMAT:
            raise ManifestError(f"it is of format {shape['format']!r}; this program knows format {FORMAT}")
        house, known = shape["institution"], shape["known_at"]
        about = About(
            institution=_text(house["name"]),
            log=_text(house["log"]),
            origin=_text(known["origin"]),
            is_invented=house["is_invented"] is True,
            as_of=_day(shape["as_of"]),
            known=Known(
                _whole(known["size"]), _matching(DIGEST, known["root"]), write_moment(read_moment(_text(known["at"])))
            ),
            names=Names(shape["names"]),
            absent=tuple(_text(path) for path in shape["absent"]),
        )
        files = [
            Written(
                _text(one["path"]),
                _whole(one["bytes"]),
                _matching(DIGEST, one["sha256"]),
                _matching(DIGEST, one["packed_sha256"]),
            )
            for one in shape["files"]
        ]
        # One key twice, a number with a point, parts nobody reads: what says it otherwise says something else to
        # somebody. Half a character cannot be written at all.
        is_so = write_manifest(about, files) == data
    except ManifestError:
        raise
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        raise ManifestError("it does not have the parts of a manifest") from None
    listed = {file.path: file for file in files}
    if len(listed) != len(files):
        raise ManifestError("it lists a file twice")
    if not is_so:
        raise ManifestError("it is not written as manifests are")
    return Manifest(about, listed)


def write_proofs(proofs: Sequence[Proof]) -> str:
    """Return proofs as JSON."""
    shape = [{"size": size, "proof": [node.hex() for node in proof]} for size, proof in proofs]
    return json.dumps(shape, separators=(",", ":")) + "\n"


def note_text(manifest: bytes, origin: str) -> str:
    """Return the text that is signed for a manifest."""
    return f"{NOTE_TITLE}\n{origin}\n{sha256(manifest).hexdigest()}\n"


def safe_name(text: str) -> str:
    """Return a text as part of a file name: letters and digits as they are, everything else a hyphen."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-._")[:80]
    return plain or sha256(text.encode()).hexdigest()[:12]


def edition_path(module: str, edition: str, language: str) -> str:
    """Return where the text of an edition stands."""
    return f"editions/{safe_name(module)}-{safe_name(edition)}-{safe_name(language)}.md"


def register_path(session: str) -> str:
    """Return where the register of a session stands."""
    return f"sessions/{safe_name(session)}.csv"


def resolution_paths(files: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Return by hash where the files of resolutions stand, from number, hash and media type; none stands twice."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for number, digest, media_type in files:
        if digest in found:
            continue
        stem, ending, again = safe_name(number), ENDINGS.get(media_type, "bin"), 1
        path = f"resolution/{stem}.{ending}"
        while path.lower() in taken:
            again += 1
            path = f"resolution/{stem}-{again}.{ending}"
        taken.add(path.lower())
        found[digest] = path
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ManifestError(f"{value!r} is no text")
    return value


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST:
        raise ManifestError(f"{value!r} is no whole number")
    return value


def _day(value: object) -> str:
    return date.fromisoformat(_matching(DAY, value)).isoformat()


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ManifestError(f"{value!r} does not belong there")
    return value
