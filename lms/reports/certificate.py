"""A certificate as it was issued."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.evidence.models import Certificate, Completion


@dataclass(frozen=True, slots=True)
class CertificateView:
    """What a certificate says; every word is as it was at issue."""

    code: str
    member_id: int
    institution_id: int
    member_name: str
    institution_name: str
    module_id: str
    module_title: str
    tier: str
    language: str
    edition: str
    percent: int | None
    completed_on: date
    valid_until: date | None
    issued_at: datetime


def get_certificate(session: Session, *, code: str) -> CertificateView:
    """Return the certificate of that code, whoever asks: delivery decides who may."""
    query = (
        select(
            Certificate.code,
            Certificate.member_id,
            Completion.institution_id,
            Certificate.member_name,
            Certificate.institution_name,
            Completion.module_id,
            Certificate.module_title,
            Certificate.tier,
            Certificate.language,
            Completion.edition,
            Completion.percent,
            Completion.completed_on,
            Completion.valid_until,
            Certificate.issued_at,
        )
        .join(Completion, Completion.id == Certificate.completion_id)
        .where(Certificate.code == code.strip().upper().replace("-", ""))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no certificate with this code, or it is not yours to see.")
    return CertificateView(**row._mapping)
