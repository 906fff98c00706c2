"""What a member committed herself to, in the words that stood there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.evidence.models import Attestation


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment as it was given: the sentence, her name and tier, and the edition she had read."""

    module_id: str
    edition: str
    sentence: str
    member_name: str
    tier: str
    language: str
    attested_at: datetime


def list_commitments(session: Session, *, member_id: int, module_id: str = "") -> tuple[Commitment, ...]:
    """Return a member's commitments, newest first; with a module, those of it."""
    query = (
        select(
            Attestation.module_id,
            Attestation.edition,
            Attestation.sentence,
            Attestation.member_name,
            Attestation.tier,
            Attestation.language,
            Attestation.attested_at,
        )
        .where(Attestation.member_id == member_id)
        .order_by(Attestation.attested_at.desc(), Attestation.id.desc())
    )
    if module_id:
        query = query.where(Attestation.module_id == module_id)
    return tuple(Commitment(**row._mapping) for row in session.execute(query))
