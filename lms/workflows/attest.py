"""Commit oneself: the sentence of a module with one's own name under it."""

from datetime import datetime

from sqlalchemy.orm import Session

from courses.model import Module
from lms.errors import Conflict, NotFound
from lms.evidence import service as evidence

NOT_ASKED = "This module asks for no commitment."


def attest(
    session: Session, *, member_id: int, member_name: str, tier: str, module: Module, edition: str, now: datetime
) -> bool:
    """Keep a member's commitment to the sentence of a module; pressed twice, it is one. Return whether it was new.

    `edition` is the one whose page she read: `Conflict` when it is no longer served, so that nobody signs a sentence
    she has not seen.
    """
    if not module.attestation:
        raise NotFound(NOT_ASKED)
    if edition != module.edition:
        raise Conflict(
            "This module has changed since you opened the page. Read the sentence as it is now, then press again."
        )
    pledge = evidence.Pledge(
        module_id=module.id,
        edition=module.edition,
        sentence=module.attestation,
        member_name=member_name,
        tier=tier,
        language=module.language,
    )
    return evidence.attest(session, member_id=member_id, pledge=pledge, now=now)
