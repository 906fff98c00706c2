"""Credentials: the specification's own vector, and ours verified by code that shares nothing with what signed them."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import base58
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from pyld import FrozenDocumentLoader, jsonld

from lms.credentials.document import CONTEXTS, Claim, Issuer, identity_hash, revocation_list, unsigned
from lms.credentials.proof import did_of, is_signed_by, multikey, options, read_did, signed
from webinar_kits.linked_data import CONTEXTS as FILES
from webinar_kits.linked_data import canonical, digests

# https://www.w3.org/TR/vc-di-eddsa/#representation-eddsa-rdfc-2022: the key pair is published there.
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
DOCUMENT_HASH = bytes.fromhex("517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017")
OPTIONS_HASH = bytes.fromhex("bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0")
SIGNATURE = (
    "4d8e53c2d5b3f2a7891753eb16ca993325bdb0d3cfc5be1093d0a18426f5ef85"
    "78cadc0fd4b5f4dd0d1ce0aefd15ab120b7a894d0eb094ffda4e6553cd1ed50d"
)
PROOF_VALUE = "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"

OWN = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OWN_PUBLIC = OWN.public_key().public_bytes_raw()
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CLAIM = Claim(
    number="58172aac-d8ba-41ed-83dd-0b3aef56cc33",
    names=("Amina Al-Khatib", "أمينة الخطيب"),
    title="Certificate of competence: Mechanisms for complaint resolution",
    module="Mechanisms for complaint resolution",
    institution="Amanah Microfinance",
    institution_number="0c1c2f8e-61a8-5b7c-8f0c-6a1f4f1d7c11",
    criteria="To earn it: pass the quiz of the module, edition 0123456789ab, with at least 80 %.",
    achievement="Assessment",
    achievement_url="https://training.example.org/modules/complaints",
    code="K7F39QXM2ABC",
    edition="0123456789ab",
    language="en",
    earned_at=NOON,
    issued_at=NOON,
    valid_until=datetime(2028, 11, 22, tzinfo=UTC),
)
ISSUER = Issuer(did_of(OWN_PUBLIC), "CPP Training", "https://training.example.org/issuer")
REVOKED = "https://training.example.org/credentials/revoked.json"


def make(claim: Claim = CLAIM) -> dict[str, Any]:
    """Return a signed credential the way the application makes one."""
    document, proof = unsigned(claim, issuer=ISSUER, revoked_url=REVOKED), options(OWN_PUBLIC, created=claim.issued_at)
    hashes = [bytes.fromhex(str(one)) for one in digests([document, proof])]  # type: ignore[list-item]
    return signed(document, proof, document_hash=hashes[0], proof_hash=hashes[1], signer=OWN)


def verifies(credential: dict[str, Any]) -> bool:
    """Check a credential as a stranger would: from the file alone, with libraries and nothing of ours."""
    (proof,) = credential["proof"]
    document = {name: value for name, value in credential.items() if name != "proof"}
    config = {"@context": credential["@context"], **{name: proof[name] for name in proof if name != "proofValue"}}
    loader = FrozenDocumentLoader(documents={address: json.loads(path.read_text()) for address, path in FILES.items()})
    wanted = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loader}
    message = b"".join(sha256(jsonld.normalize(part, wanted).encode()).digest() for part in (config, document))
    method = proof["verificationMethod"]
    if method.partition("#")[0] != credential["issuer"]["id"]:
        return False
    key = base58.b58decode(method.rpartition("#z")[2])
    try:
        Ed25519PublicKey.from_public_bytes(key[2:]).verify(base58.b58decode(proof["proofValue"][1:]), message)
    except Exception:
        return False
    return key[:2] == b"\xed\x01"


def leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for name, inner in value.items() if name != "@context" for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def test_the_vector_of_the_specification_is_signed_to_the_letter() -> None:
    key = Ed25519PrivateKey.from_private_bytes(base58.b58decode(SECRET[1:])[2:])
    public = key.public_key().public_bytes_raw()
    made = signed({}, {}, document_hash=DOCUMENT_HASH, proof_hash=OPTIONS_HASH, signer=key)

    assert multikey(public) == PUBLIC
    assert read_did(f"did:key:{PUBLIC}#{PUBLIC}") == public
    assert made == {"proof": [{"proofValue": PROOF_VALUE}]}
    assert base58.b58decode(PROOF_VALUE[1:]).hex() == SIGNATURE
    assert is_signed_by(public, PROOF_VALUE, document_hash=DOCUMENT_HASH, proof_hash=OPTIONS_HASH)
    assert not is_signed_by(public, PROOF_VALUE, document_hash=OPTIONS_HASH, proof_hash=DOCUMENT_HASH)
    assert not is_signed_by(OWN_PUBLIC, PROOF_VALUE, document_hash=DOCUMENT_HASH, proof_hash=OPTIONS_HASH)
    assert not is_signed_by(public, "z0OIl", document_hash=DOCUMENT_HASH, proof_hash=OPTIONS_HASH)


def test_a_stranger_verifies_a_credential_from_its_file_alone() -> None:
    assert verifies(json.loads(json.dumps(make())))


@pytest.mark.parametrize("place", range(len(leaves(make()))))
def test_no_word_of_a_credential_can_be_changed(place: int) -> None:
    text = json.dumps(make(), ensure_ascii=False)
    credential = json.loads(text)
    changed = _change(credential, [place])

    assert json.dumps(changed, ensure_ascii=False) != text
    try:
        still = verifies(changed)
    except (jsonld.JsonLdError, ValueError):
        still = False
    assert not still


def test_everything_in_a_credential_is_signed() -> None:
    document = unsigned(CLAIM, issuer=ISSUER, revoked_url=REVOKED)
    lines = canonical(document)  # type: ignore[arg-type]

    types = {"VerifiableCredential", "OpenBadgeCredential", "Profile", "AchievementSubject", "Achievement"}
    for leaf in leaves(document):
        assert leaf in lines or leaf in types, leaf


def test_a_name_stands_in_it_only_as_a_fingerprint_that_who_knows_it_can_check() -> None:
    credential = make()
    text = json.dumps(credential, ensure_ascii=False)

    for name in CLAIM.names:
        assert name not in text
    first, second = credential["credentialSubject"]["identifier"]
    assert first["identityHash"] == identity_hash("Amina Al-Khatib", first["salt"])
    assert second["identityHash"] == identity_hash("أمينة الخطيب", second["salt"])
    assert first["salt"] != second["salt"]
    assert first["identityHash"] == "sha256$" + sha256(f"Amina Al-Khatib{first['salt']}".encode()).hexdigest()


def test_it_is_an_open_badge_and_claims_no_certification() -> None:
    credential = make()
    achievement = credential["credentialSubject"]["achievement"]

    assert credential["@context"] == list(CONTEXTS)
    assert credential["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert credential["issuer"]["id"].startswith("did:key:z6Mk")
    assert credential["validUntil"] == "2028-11-22T00:00:00Z"
    assert credential["credentialStatus"] == {"id": REVOKED, "type": "1EdTechRevocationList"}
    assert credential["proof"][0]["cryptosuite"] == "eddsa-rdfc-2022"
    assert credential["proof"][0]["proofPurpose"] == "assertionMethod"
    assert "80 %" in achievement["criteria"]["narrative"]
    assert achievement["achievementType"] == "Assessment"
    assert "Certification" not in json.dumps(credential)


def test_the_same_claim_gives_the_same_bytes() -> None:
    assert make() == make()


def test_the_list_of_the_revoked_names_numbers_and_nothing_else() -> None:
    listed = revocation_list((CLAIM.number,), address=REVOKED, issuer=ISSUER)

    assert listed["revokedCredential"] == [{"id": make()["id"], "revoked": True}]
    assert set(listed) == {"id", "issuer", "revokedCredential"}


@given(key=st.binary(min_size=32, max_size=32))
def test_a_did_is_the_key(key: bytes) -> None:
    assert read_did(did_of(key)) == key


@pytest.mark.parametrize("did", ["", "did:key:", "did:web:example.org", "did:key:z6Mk", "did:key:u7QE"])
def test_what_is_no_ed25519_key_is_refused(did: str) -> None:
    with pytest.raises(ValueError):
        read_did(did)


def _change(value: Any, place: list[int]) -> Any:
    """Return the value with its leaf of that number changed; `place` counts down."""
    if isinstance(value, dict):
        return {name: inner if name == "@context" else _change(inner, place) for name, inner in value.items()}
    if isinstance(value, list):
        return [_change(inner, place) for inner in value]
    place[0] -= 1
    if place[0] != -1:
        return value
    return not value if isinstance(value, bool) else f"{value}x"
