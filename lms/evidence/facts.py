"""What the ledger is told of what counts, as records; pure. docs/ledger.md says what each holds."""

from datetime import date

from lms.evidence.models import Attestation, Certificate, Completion
from lms.ledger.canonical import write_day
from lms.ledger.entries import Record
from lms.ledger.kinds import Kind


def edition_record(*, module_id: str, edition: str, language: str, title: str, sha256: str | None) -> Record:
    """Return an edition that counts here from now on; `sha256` is of its text, None where that was not kept."""
    return Record(
        Kind.EDITION,
        {"module": module_id, "edition": edition, "language": language, "title": title, "sha256": sha256},
    )


def completion_record(completion: Completion, *, person: str) -> Record:
    """Return that a person completed a module."""
    return Record(
        Kind.COMPLETION,
        {
            "id": completion.id,
            "person": person,
            "module": completion.module_id,
            "edition": completion.edition,
            "language": completion.language,
            "source": completion.source,
            "source_id": completion.source_id,
            "percent": completion.percent,
            "completed_on": write_day(completion.completed_on),
            "valid_until": write_day(completion.valid_until),
            "begun_on": write_day(completion.begun_on),
        },
    )


def completion_ended_record(completion_id: int, *, on: date, why: str) -> Record:
    """Return that a completion counts no longer from a day on."""
    return Record(Kind.COMPLETION_ENDED, {"id": completion_id, "on": write_day(on), "why": why})


def certificate_record(certificate: Certificate, *, person: str) -> Record:
    """Return a certificate as it was issued, the names in it apart from the chain."""
    return Record(
        Kind.CERTIFICATE,
        {
            "code": certificate.code,
            "kind": certificate.kind,
            "person": person,
            "completion": certificate.completion_id,
            "attendance": certificate.session_id,
            "module": certificate.module_id,
            "title": certificate.module_title,
            "institution_name": certificate.institution_name,
            "tier": certificate.tier,
            "language": certificate.language,
            "issued_on": write_day(certificate.issued_on),
            "valid_until": write_day(certificate.valid_until),
        },
        private={"name": certificate.member_name, "name_other": certificate.member_name_other},
        member_id=certificate.member_id,
    )


def certificate_revoked_record(certificate: Certificate, *, on: date, reason: str) -> Record:
    """Return that a certificate is revoked; why stands apart from the chain."""
    return Record(
        Kind.CERTIFICATE_REVOKED,
        {"code": certificate.code, "on": write_day(on)},
        private={"reason": reason},
        member_id=certificate.member_id,
    )


def attestation_record(attestation: Attestation, *, person: str) -> Record:
    """Return a person's own commitment."""
    return Record(
        Kind.ATTESTATION,
        {
            "person": person,
            "module": attestation.module_id,
            "edition": attestation.edition,
            "language": attestation.language,
            "tier": attestation.tier,
            "sentence": attestation.sentence,
        },
        private={"name": attestation.member_name},
        member_id=attestation.member_id,
    )
