"""How an entry is written down and what of it stands outside the chain; pure but for the salt."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import cast

from lms.ledger.canonical import Json, NotCanonical, read, write
from lms.ledger.kinds import Kind
from lms.ledger.merkle import leaf_hash

VERSION = 1
NO_ENTRY = "0" * 64
SALT_BYTES = 32
REQUIRED = frozenset({"at", "body", "kind", "log", "previous", "seq", "v"})


@dataclass(frozen=True, slots=True)
class Record:
    """What a service has to say: the body for everybody, the private part of `member_id` for as long as she is here."""

    kind: Kind
    body: Mapping[str, Json]
    private: Mapping[str, Json] | None = None
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A private part with the salt that hides it; together they give the commitment in the entry."""

    commitment: str
    salt: str
    payload: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its line says it; `private` is its commitment or empty."""

    log: str
    seq: int
    at: str
    kind: Kind
    body: Mapping[str, Json] = field(hash=False)
    previous: str
    private: str
    hash: str


def seal(payload: Mapping[str, Json]) -> Opening:
    """Return a private part under a salt nobody chose, so that no caller can choose or forget one."""
    salt = secrets.token_bytes(SALT_BYTES)
    text = write(payload)
    return Opening(commit(salt, text), salt.hex(), text.decode())


def commit(salt: bytes, payload: bytes) -> str:
    """Return the commitment to a private part: SHA-256 over salt and canonical payload."""
    return sha256(salt + payload).hexdigest()


def write_line(
    *, log: str, seq: int, previous: str, kind: Kind, body: Mapping[str, Json], private: str, at: str
) -> bytes:
    """Return the line of an entry."""
    line: dict[str, Json] = {
        "at": at,
        "body": body,
        "kind": kind.value,
        "log": log,
        "previous": previous,
        "seq": seq,
        "v": VERSION,
    }
    if private:
        line["private"] = private
    return write(line)


def read_line(line: bytes) -> Entry:
    """Return what a line says; `NotCanonical` when it is not the line of an entry."""
    found = read(line)
    if not isinstance(found, dict) or set(found) - {"private"} != REQUIRED or found["v"] != VERSION:
        raise NotCanonical("this is not an entry of version 1")
    kind, body, seq = found["kind"], found["body"], found["seq"]
    texts = [found[name] for name in ("at", "log", "previous")] + [found.get("private", "")]
    if not isinstance(body, dict) or type(seq) is not int or not all(isinstance(text, str) for text in texts):
        raise NotCanonical("a part of this entry is of the wrong type")
    if kind not in set(Kind):
        raise NotCanonical(f"entries of kind {kind!r} are not known")
    at, log, previous, private = cast(list[str], texts)
    return Entry(log, seq, at, Kind(cast(str, kind)), body, previous, private, leaf_hash(line).hex())
