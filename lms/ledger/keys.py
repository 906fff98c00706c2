"""The key by which an instance signs: a file only its owner can read, made once and kept.

The file holds one line as golang.org/x/mod/sumdb/note writes private keys: `PRIVATE+KEY+name+id+key`. The name is that
of the host when the key was made and stays, so that checkpoints go on under one name. Beside it `retired-keys` may hold
verifier keys, one a line, by which older checkpoints were signed.
"""

import base64
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lms.config import ConfigError, Settings
from lms.ledger.notes import ED25519, KEY_BYTES, NoteError, VerifierKey, read_verifier

MARK = "PRIVATE+KEY+"
RETIRED = "retired-keys"


@dataclass(frozen=True, slots=True, repr=False)
class KeySigner:
    """Signs with a private key; it never shows it."""

    verifier: VerifierKey
    private: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""
        return self.private.sign(message)


def open_signer(settings: Settings) -> KeySigner:
    """Return the instance's signer; the first time its key is made, by one process even when several ask at once."""
    path = settings.ledger_key_file
    try:
        if not path.is_file():
            _make(path, name=urlsplit(settings.base_url).hostname or "localhost")
        return read_signer(path.read_text(encoding="utf-8"))
    except NoteError as error:
        raise ConfigError(f"LEDGER_KEY_FILE {path} holds no key: {error}. Put back the one of your backup.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"LEDGER_KEY_FILE {path} cannot be read or made: {error}.") from None


def list_verifiers(settings: Settings) -> tuple[VerifierKey, ...]:
    """Return the keys by which this instance's checkpoints verify: that of today first, then the retired ones."""
    current = open_signer(settings).verifier
    path = settings.ledger_key_file.with_name(RETIRED)
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        return (current, *(read_verifier(line) for line in lines if line.strip()))
    except (NoteError, OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be used: {error}. It holds one verifier key a line.") from None


def read_signer(text: str) -> KeySigner:
    """Return the signer of a private key written as one line."""
    line = text.strip()
    name, _, rest = line.removeprefix(MARK).partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise NoteError("it is not base64") from None
    if not line.startswith(MARK) or key[:1] != ED25519 or len(key) != 1 + KEY_BYTES:
        raise NoteError("it is not an Ed25519 signing key")
    signer = _signer(name, key[1:])
    if signer.verifier.key_id.hex() != key_id:
        raise NoteError(f"its id is {signer.verifier.key_id.hex()}, not {key_id}")
    return signer


def _signer(name: str, seed: bytes) -> KeySigner:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return KeySigner(VerifierKey(name, private.public_key().public_bytes_raw()), private)


def _make(path: Path, *, name: str) -> None:
    """Write a new key whole or not at all; who comes second keeps the first one's."""
    seed = secrets.token_bytes(KEY_BYTES)
    key_id = _signer(name, seed).verifier.key_id.hex()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{MARK}{name}+{key_id}+{base64.b64encode(ED25519 + seed).decode()}\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    except FileExistsError:
        return
    finally:
        part.unlink()
