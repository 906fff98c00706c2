"""A certificate as an Open Badges 3.0 credential, not yet signed; pure.

https://www.imsglobal.org/spec/ob/v3p0/. The name of its holder stands in it as a salted hash: who holds the file and
knows the name can check that they belong together; a file that is found names nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs: the platform at `url`, known by the key that `did` spells out."""

    did: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What the credential says. `number` is a UUID of this credential alone, `institution_number` one of the
    institution; `names` are the holder's, one or two.

    `criteria` says in words what had to be done. `valid_until` is the first moment at which it is no longer valid.
    """

    number: str
    names: tuple[str, ...]
    title: str
    module: str
    institution: str
    institution_number: str
    criteria: str
    achievement: str
    achievement_url: str
    code: str
    edition: str
    language: str
    earned_at: datetime
    issued_at: datetime
    valid_until: datetime | None


def unsigned(claim: Claim, *, issuer: Issuer, revoked_url: str) -> dict[str, Json]:
    """Return the credential without its proof."""
    document: dict[str, Json] = {
        "@context": list(CONTEXTS),
        "id": f"urn:uuid:{claim.number}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer.did, "type": ["Profile"], "name": issuer.name, "url": issuer.url},
        "validFrom": written(claim.issued_at),
        "awardedDate": written(claim.earned_at),
        "name": claim.title,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [_identity(name, claim.number, place) for place, name in enumerate(claim.names)],
            "achievement": _achievement(claim),
        },
        "credentialStatus": {"id": revoked_url, "type": "1EdTechRevocationList"},
    }
    if claim.valid_until is not None:
        document["validUntil"] = written(claim.valid_until)
    return document


def identity_hash(name: str, salt: str) -> str:
    """Return how a name stands in a credential."""
    return f"sha256${sha256((name + salt).encode()).hexdigest()}"


def written(moment: datetime) -> str:
    """Return a moment as credentials write it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def revocation_list(numbers: tuple[str, ...], *, address: str, issuer: Issuer) -> Mapping[str, Json]:
    """Return the list of the revoked as 1EdTech's status method writes it; it names neither people nor reasons."""
    return {
        "id": address,
        "issuer": issuer.did,
        "revokedCredential": [{"id": f"urn:uuid:{number}", "revoked": True} for number in numbers],
    }


def _identity(name: str, number: str, place: int) -> Json:
    salt = sha256(f"{number}:{place}".encode()).hexdigest()[:32]
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": identity_hash(name, salt),
        "identityType": "name",
        "salt": salt,
    }


def _achievement(claim: Claim) -> Json:
    return {
        "id": claim.achievement_url,
        "type": ["Achievement"],
        "achievementType": claim.achievement,
        "name": claim.module,
        "description": claim.criteria,
        "criteria": {"narrative": claim.criteria},
        "inLanguage": claim.language,
        "version": claim.edition,
        "humanCode": claim.code,
        "creator": {"id": f"urn:uuid:{claim.institution_number}", "type": ["Profile"], "name": claim.institution},
    }
