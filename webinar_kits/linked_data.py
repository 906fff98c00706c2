"""JSON-LD in its one canonical form (RDF Dataset Canonicalization, RDFC-1.0). The one place that knows pyld.

The contexts lie beside this module. Any other is refused: nothing is fetched, and nobody else decides what words mean.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from pyld import FrozenDocumentLoader, jsonld

from webinar_kits.errors import KitError
from webinar_kits.jobs import Json

_FOLDER = Path(__file__).parent / "contexts"
CONTEXTS: Mapping[str, Path] = {
    "https://www.w3.org/ns/credentials/v2": _FOLDER / "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": _FOLDER / "open-badges-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": _FOLDER / "open-badges-extensions.json",
}
_LOADER = FrozenDocumentLoader(documents=dict(CONTEXTS))


def canonical(document: Mapping[str, Json]) -> str:
    """Return a document as canonical N-Quads; `KitError` when it is no JSON-LD of these contexts."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _LOADER}
    try:
        lines: str = jsonld.normalize(dict(document), options)
    except jsonld.JsonLdError as error:
        raise KitError("documents", f"this document has no canonical form: {_reason(error)}") from error
    return lines


def digests(documents: Json) -> list[Json]:
    """Return the SHA-256 of the canonical form of each document, as hexadecimal digits."""
    if not isinstance(documents, list) or not documents:
        raise KitError("documents", "no documents: write a list with one document or more")
    found: list[Json] = []
    for document in documents:
        if not isinstance(document, dict):
            raise KitError("documents", "a document is a JSON object")
        found.append(sha256(canonical(document).encode()).hexdigest())
    return found


def _reason(error: BaseException) -> str:
    """Return the innermost reason: pyld wraps the one that says something. An address that was refused is named."""
    while error.__cause__ is not None:
        error = error.__cause__
    details = getattr(error, "details", None)
    address = details.get("url", "") if isinstance(details, dict) else ""
    return f"{error.args[0] if error.args else error} {address}".strip()
