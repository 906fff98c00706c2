"""The proof of a credential: Data Integrity, cryptosuite eddsa-rdfc-2022 (https://www.w3.org/TR/vc-di-eddsa/).

What is signed is the SHA-256 of the canonical proof options followed by that of the canonical document. The canonical
forms are made by the document process; here hashes come in and a signature goes out, so the key never travels.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lms.credentials.document import CONTEXTS, Json, written

SUITE = "eddsa-rdfc-2022"
ED25519_KEY = b"\xed\x01"
BASE58 = "z"


class Signer(Protocol):
    """Whatever signs with an Ed25519 key."""

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""


def multikey(public_key: bytes) -> str:
    """Return an Ed25519 public key as a Multikey (z6Mk…)."""
    return BASE58 + base58.b58encode(ED25519_KEY + public_key).decode()


def did_of(public_key: bytes) -> str:
    """Return the identifier that is the key itself, so that a signature can be checked without asking anybody."""
    return f"did:key:{multikey(public_key)}"


def read_did(did: str) -> bytes:
    """Return the public key of such an identifier; `ValueError` when it is none."""
    text = did.removeprefix("did:key:").partition("#")[0]
    key = base58.b58decode(text[1:]) if text[:1] == BASE58 else b""
    if key[:2] != ED25519_KEY or len(key) != 34:
        raise ValueError("not an Ed25519 did:key")
    return key[2:]


def options(public_key: bytes, *, created: datetime) -> dict[str, Json]:
    """Return the proof without its signature, with the contexts in which it is made canonical."""
    key = multikey(public_key)
    return {
        "@context": list(CONTEXTS),
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": written(created),
        "verificationMethod": f"did:key:{key}#{key}",
        "proofPurpose": "assertionMethod",
    }


def signed(
    document: Mapping[str, Json],
    proof: Mapping[str, Json],
    *,
    document_hash: bytes,
    proof_hash: bytes,
    signer: Signer,
) -> dict[str, Json]:
    """Return the document with its proof; the hashes are of the canonical forms of the two."""
    value = BASE58 + base58.b58encode(signer.sign(proof_hash + document_hash)).decode()
    plain = {name: part for name, part in proof.items() if name != "@context"}
    return {**document, "proof": [{**plain, "proofValue": value}]}


def is_signed_by(public_key: bytes, proof_value: str, *, document_hash: bytes, proof_hash: bytes) -> bool:
    """Return whether a proof's value is that key's signature."""
    try:
        signature = base58.b58decode(proof_value[1:]) if proof_value[:1] == BASE58 else b""
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, proof_hash + document_hash)
    except (InvalidSignature, ValueError):
        return False
    return True
