"""One certificate: as its holder sees it, and as a stranger may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session

from lms.attempts.models import Attempt
from lms.errors import NotFound
from lms.evidence.models import Certificate, Completion
from lms.evidence.rules import read_code
from lms.institutions.models import Institution, Member

MOST_AT_ONCE = 400


class CertificateState(StrEnum):
    """What a certificate is worth on a day. Revoked goes before erased, erased before expired."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate; every word is as it was at issue.

    `earned_on` is the day of the test or the session. `percent` and `pass_percent` are those of its quiz, where it has
    one. `minutes` of `session_minutes` are of attendance. `credential` is empty until it is signed.
    """

    code: str
    kind: str
    member_id: int
    institution_id: int
    institution_slug: str
    institution_zone: str
    member_name: str
    member_name_other: str
    institution_name: str
    module_id: str
    module_title: str
    tier: str
    language: str
    edition: str
    source: str
    percent: int | None
    pass_percent: int | None
    earned_on: date
    issued_on: date
    valid_until: date | None
    issued_at: datetime
    minutes: int | None
    session_minutes: int | None
    revoked_on: date | None
    revoked_reason: str
    credential: str
    credential_id: str
    is_erased: bool

    def state(self, today: date) -> CertificateState:
        """Return what it is worth on a day."""
        return state_on(today, revoked_on=self.revoked_on, is_erased=self.is_erased, valid_until=self.valid_until)


def state_on(today: date, *, revoked_on: date | None, is_erased: bool, valid_until: date | None) -> CertificateState:
    """Return what a certificate is worth on a day."""
    if revoked_on is not None:
        return CertificateState.REVOKED
    if is_erased:
        return CertificateState.ERASED
    is_over = valid_until is not None and valid_until <= today
    return CertificateState.EXPIRED if is_over else CertificateState.VALID


def get_certificate(session: Session, *, code: str) -> CertificateView:
    """Return the certificate of that code, whoever asks: delivery decides who may."""
    found = find_certificate(session, code=code)
    if found is None:
        raise NotFound("There is no certificate with this code, or it is not yours to see.")
    return found


def find_certificate(session: Session, *, code: str) -> CertificateView | None:
    """Return the certificate of that code, or None."""
    row = session.execute(select_certificates(Certificate.code == read_code(code)[:16])).one_or_none()
    return None if row is None else view_of(row)


def list_certificates_of(session: Session, *, member_id: int) -> tuple[CertificateView, ...]:
    """Return all certificates of a member, the newest first, revoked ones too."""
    query = select_certificates(Certificate.member_id == member_id)
    return tuple(
        view_of(row) for row in session.execute(query.order_by(Certificate.issued_on.desc(), Certificate.id.desc()))
    )


def list_certificates_by_code(session: Session, *, codes: Sequence[str]) -> tuple[CertificateView, ...]:
    """Return certificates in the order of these codes."""
    found: dict[str, CertificateView] = {}
    for start in range(0, len(codes), MOST_AT_ONCE):
        part = codes[start : start + MOST_AT_ONCE]
        for row in session.execute(select_certificates(Certificate.code.in_(part))):
            found[row.code] = view_of(row)
    return tuple(found[code] for code in codes if code in found)


def list_revoked_credentials(session: Session) -> tuple[str, ...]:
    """Return the numbers of all credentials that are revoked, in an order that tells nothing of when."""
    query = select(Certificate.credential_id).where(Certificate.revoked_at.is_not(None))
    return tuple(session.execute(query.order_by(Certificate.credential_id)).scalars())


def select_certificates(*where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the query of certificates."""
    return (
        select(
            Certificate.code,
            Certificate.kind,
            Certificate.member_id,
            Certificate.institution_id,
            Institution.slug.label("institution_slug"),
            Institution.zone.label("institution_zone"),
            Certificate.member_name,
            Certificate.member_name_other,
            Certificate.institution_name,
            Certificate.module_id,
            Certificate.module_title,
            Certificate.tier,
            Certificate.language,
            Certificate.edition,
            Completion.source,
            Completion.percent,
            Attempt.pass_percent,
            Certificate.earned_on,
            Certificate.issued_on,
            Certificate.valid_until,
            Certificate.issued_at,
            Certificate.minutes,
            Certificate.session_minutes,
            Certificate.revoked_on,
            Certificate.revoked_reason,
            Certificate.credential,
            Certificate.credential_id,
            Member.erased_at,
        )
        .join(Institution, Institution.id == Certificate.institution_id)
        .join(Member, Member.id == Certificate.member_id)
        .outerjoin(Completion, Completion.id == Certificate.completion_id)
        .outerjoin(Attempt, (Completion.source == "quiz") & (Attempt.id == Completion.source_id))
        .where(*where)
    )


def view_of(row: Row[*tuple[Any, ...]]) -> CertificateView:
    """Return a row of that query as a certificate."""
    values = dict(row._mapping)
    erased_at = values.pop("erased_at")
    values["source"] = values["source"] or ""
    return CertificateView(**values, is_erased=erased_at is not None)
