"""What an entry can be of; docs/ledger.md says what stands in each."""

from enum import StrEnum


class Kind(StrEnum):
    """The kind of an entry, as its line says it."""

    INSTITUTION = "institution"
    BRANCH = "branch"
    PERSON = "person"
    TENURES = "tenures"
    MERGED = "merged"
    ERASED = "erased"
    REQUIREMENT = "requirement"
    REQUIREMENT_DROPPED = "requirement_dropped"
    EDITION = "edition"
    COMPLETION = "completion"
    COMPLETION_ENDED = "completion_ended"
    COMPLETION_REINSTATED = "completion_reinstated"
    CERTIFICATE = "certificate"
    CERTIFICATE_REVOKED = "certificate_revoked"
    ATTESTATION = "attestation"
    WAIVER = "waiver"
    WAIVER_WITHDRAWN = "waiver_withdrawn"
    SESSION = "session"
    SESSION_CANCELLED = "session_cancelled"
    ATTENDANCE = "attendance"
    BOARD_MEETING = "board_meeting"
    ENDORSEMENT = "endorsement"
    ENDORSEMENT_WITHDRAWN = "endorsement_withdrawn"
    KEY_CORRECTED = "key_corrected"
    KEY_CORRECTION_UNDONE = "key_correction_undone"
