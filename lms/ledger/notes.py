"""Signed notes, checkpoints and the time they were signed at as C2SP writes them; Ed25519.

c2sp.org/signed-note, c2sp.org/tlog-checkpoint and, for the time, the cosignature/v1 of c2sp.org/tlog-cosignature.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519, TIMED = b"\x01", b"\x04"
KEY_BYTES, KEY_ID_BYTES, TIME_BYTES, SIGNATURE_BYTES, ROOT_BYTES = 32, 4, 8, 64, 32
MOST_SIGNATURES, MOST_DIGITS = 100, 15
# The last second of the year 9998: what is a little later is still a moment.
LAST_SECOND = 253_370_764_799
DASH = "— "
# Points of which a small multiple is nothing, the sign left out, and numbers too large to be written so: with such a
# key some signature holds for every text, and whoever wants to can make one.
WEAK = re.compile(
    "(00|01)(00){31}|ec(ff){30}7f|(e[d-f]|f.)(ff){30}7f"
    "|26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
    "|c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
)


class NoteError(ValueError):
    """A note, key or checkpoint that does not hold; the text says why."""


class Signer(Protocol):
    """Signs notes under a name."""

    @property
    def verifier(self) -> "VerifierKey":
        """The key by which others verify."""

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of a message."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key and its name; as text it is `name+id+key`."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature says whose it is."""
        return self._id(ED25519)

    @property
    def time_id(self) -> bytes:
        """The four bytes by which a signature over a text and a time says whose it is."""
        return self._id(TIMED)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the key as text, in hex: short enough to be read out."""
        return sha256(str(self).encode()).hexdigest()

    def __str__(self) -> str:
        """Return the key as others are given it."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Return whether that is the signature of this key on a message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def _id(self, kind: bytes) -> bytes:
        return sha256(self.name.encode() + b"\n" + kind + self.public).digest()[:KEY_ID_BYTES]


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What a checkpoint says: the tree of the log `origin` at a size has that root."""

    origin: str
    size: int
    root: bytes


def read_verifier(text: str) -> VerifierKey:
    """Return the key that a text `name+id+key` gives."""
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    key = _decode(encoded, "the key is not base64")
    if not is_name(name) or key[:1] != ED25519 or len(key) != 1 + KEY_BYTES:
        raise NoteError("this is not an Ed25519 verifier key: write it as name+id+key")
    verifier = VerifierKey(name, key[1:])
    if _is_weak(verifier.public):
        raise NoteError("this is a key with which anybody can sign anything")
    if verifier.key_id.hex() != key_id:
        raise NoteError(f"the id of this key is {verifier.key_id.hex()}, not {key_id}: it was not copied whole")
    return verifier


def _is_weak(public: bytes) -> bool:
    return WEAK.fullmatch((public[:-1] + bytes([public[-1] & 0x7F])).hex()) is not None


def is_name(name: str) -> bool:
    """Return whether a key may be called that: something, without a space or a plus."""
    return bool(name) and not any(char.isspace() or char in "+\ufeff" for char in name)


def sign_note(text: str, signer: Signer) -> str:
    """Return the signed note of a text that ends with a newline."""
    _check_text(text)
    verifier = signer.verifier
    return f"{text}\n{DASH}{verifier.name} {_encode(verifier.key_id + signer.sign(text.encode()))}\n"


def sign_time(note: str, signer: Signer, *, at: datetime) -> str:
    """Return a signed note with one more line: that its text stood so at that second, by the clock of the signer."""
    text, _ = _split(note)
    verifier, second = signer.verifier, int(at.timestamp())
    signature = second.to_bytes(TIME_BYTES) + signer.sign(_timed(text, second))
    return f"{note}{DASH}{verifier.name} {_encode(verifier.time_id + signature)}\n"


def read_time(note: str, verifiers: Sequence[VerifierKey]) -> datetime | None:
    """Return when one of the keys says that the text stood so, to the second in UTC; None when none of them says it.

    `NoteError` when such a line does not fit the text, or two of them say different times.
    """
    text, signatures = _split(note)
    found: set[int] = set()
    for verifier in verifiers:
        for signature in _of(signatures, verifier.name, verifier.time_id):
            second = int.from_bytes(signature[:TIME_BYTES])
            if len(signature) != TIME_BYTES + SIGNATURE_BYTES or second > LAST_SECOND:
                raise NoteError(f"the time that {verifier.name} signed is none")
            if not verifier.verifies(_timed(text, second), signature[TIME_BYTES:]):
                raise NoteError(f"the signature of {verifier.name} does not fit the text with its time")
            found.add(second)
    if len(found) > 1:
        raise NoteError("two times of it are signed")
    return datetime.fromtimestamp(found.pop(), UTC) if found else None


def open_note(note: str, verifiers: Sequence[VerifierKey]) -> str:
    """Return the text of a note that one of the keys signed, and none of them signed wrongly.

    Signatures by other keys are passed over, as the specification asks.
    """
    text, signatures = _split(note)
    is_signed = False
    for verifier in verifiers:
        for signature in _of(signatures, verifier.name, verifier.key_id):
            if len(signature) != SIGNATURE_BYTES or not verifier.verifies(text.encode(), signature):
                raise NoteError(f"the signature of {verifier.name} does not fit the text")
            is_signed = True
    if not is_signed:
        # Lines that sign a time beside it are by the same keys: naming them would name each key twice.
        signers = [f"{name}+{by.hex()}" for name, by, signature in signatures if len(signature) == SIGNATURE_BYTES]
        raise NoteError(f"it is signed by no key that is known here, but by {', '.join(signers) or 'none at all'}")
    return text


def write_head(head: TreeHead) -> str:
    """Return the note text of a checkpoint."""
    return f"{head.origin}\n{head.size}\n{_encode(head.root)}\n"


def read_head(text: str) -> TreeHead:
    """Return what the note text of a checkpoint says; lines after the third say nothing to us."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise NoteError("this is not a checkpoint: it has three lines, none empty")
    origin, size, root = lines[:3]
    if not (size.isascii() and size.isdecimal() and len(size) <= MOST_DIGITS) or str(int(size)) != size:
        raise NoteError("the second line of a checkpoint is its size, a whole number")
    decoded = _decode(root, "the third line of a checkpoint is its root in base64")
    if len(decoded) != ROOT_BYTES:
        raise NoteError("the root of a checkpoint has 32 bytes")
    return TreeHead(origin, int(size), decoded)


def _split(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    cut = note.rfind("\n\n")
    if cut < 0 or not note.endswith("\n"):
        raise NoteError("this is not a signed note: a text, an empty line, and lines of signatures")
    text, lines = note[: cut + 1], note[cut + 2 :].split("\n")[:-1]
    _check_text(text)
    if not 1 <= len(lines) <= MOST_SIGNATURES:
        raise NoteError("a signed note has at least one line of signature, and no more than a hundred")
    return text, [_read_signature(line) for line in lines]


def _read_signature(line: str) -> tuple[str, bytes, bytes]:
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    signature = _decode(encoded, "a signature is not base64")
    if not line.startswith(DASH) or not is_name(name) or len(signature) <= KEY_ID_BYTES:
        raise NoteError("a line of signature is a dash, a name and base64, with one space between")
    return name, signature[:KEY_ID_BYTES], signature[KEY_ID_BYTES:]


def _of(signatures: Sequence[tuple[str, bytes, bytes]], name: str, key_id: bytes) -> list[bytes]:
    """Return the signature of a key in a list of one, or an empty list; a key signs a note once."""
    found = [signature for of, by, signature in signatures if (of, by) == (name, key_id)]
    if len(found) > 1:
        raise NoteError(f"{name} signed it twice")
    return found


def _timed(text: str, second: int) -> bytes:
    return f"cosignature/v1\ntime {second}\n{text}".encode()


def _check_text(text: str) -> None:
    if not text.endswith("\n") or any(ord(char) < 32 and char != "\n" for char in text):
        raise NoteError("the text of a note ends with a newline and holds no other control character")


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decode(text: str, otherwise: str) -> bytes:
    """Decode base64 written in the only way: no other characters, no stray bits at the end."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError(otherwise) from None
    if _encode(data) != text:
        raise NoteError(otherwise)
    return data
