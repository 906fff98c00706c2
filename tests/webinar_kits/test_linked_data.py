"""Canonical forms as the specification's own test vector has them, and nothing from the network."""

import json
from hashlib import sha256

import pytest
from pyld import FrozenDocumentLoader

from webinar_kits import linked_data
from webinar_kits.errors import KitError
from webinar_kits.linked_data import CONTEXTS, canonical, digests

# https://www.w3.org/TR/vc-di-eddsa/#representation-eddsa-rdfc-2022
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
DOCUMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2", EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
OPTIONS = {
    "@context": DOCUMENT["@context"],
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": f"did:key:{KEY}#{KEY}",
    "proofPurpose": "assertionMethod",
}
DOCUMENT_HASH = "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
OPTIONS_HASH = "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"


@pytest.fixture
def with_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """The context of the specification's examples, besides ours."""
    examples = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    loader = FrozenDocumentLoader(documents={**CONTEXTS, EXAMPLES: examples})
    monkeypatch.setattr(linked_data, "_LOADER", loader)


@pytest.mark.usefixtures("with_examples")
def test_the_vector_of_the_specification_has_its_hashes() -> None:
    assert digests([DOCUMENT, OPTIONS]) == [DOCUMENT_HASH, OPTIONS_HASH]  # type: ignore[list-item]


@pytest.mark.usefixtures("with_examples")
def test_the_order_of_keys_and_of_blank_nodes_changes_nothing() -> None:
    other = dict(reversed(DOCUMENT.items()))

    assert list(other) != list(DOCUMENT)
    assert canonical(other) == canonical(DOCUMENT)  # type: ignore[arg-type]


@pytest.mark.usefixtures("with_examples")
def test_a_changed_letter_changes_the_hash() -> None:
    changed = {**DOCUMENT, "name": "Alumni credential"}

    assert digests([changed]) != [DOCUMENT_HASH]  # type: ignore[list-item]


def test_a_context_that_is_not_ours_is_refused_and_not_fetched() -> None:
    with pytest.raises(KitError, match="examples/v2"):
        canonical(DOCUMENT)  # type: ignore[arg-type]


def test_what_is_no_list_of_documents_is_refused() -> None:
    for documents in (None, [], ["text"], {}):
        with pytest.raises(KitError):
            digests(documents)  # type: ignore[arg-type]


def test_the_contexts_ship_with_the_program_and_do_not_leave_terms_open() -> None:
    for address, path in CONTEXTS.items():
        context = json.loads(path.read_text(encoding="utf-8"))["@context"]
        assert "@vocab" not in context, address
    assert canonical({"@context": list(CONTEXTS), "id": "urn:x:1", "unheard": "of"}) == ""


def test_a_hash_is_that_of_the_lines() -> None:
    document = {"@context": list(CONTEXTS), "id": "urn:x:1", "name": "A name"}

    assert digests([document]) == [sha256(b'<urn:x:1> <https://schema.org/name> "A name" .\n').hexdigest()]  # type: ignore[list-item]
