"""What the tables hold of evidence from before an institution had a ledger, to be told to it once."""

from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.evidence.facts import attestation_record, certificate_record, completion_record, edition_record
from lms.evidence.models import Attestation, Certificate, Completion, Requirement
from lms.evidence.requirements import requirement_record, rule_of
from lms.ledger.kinds import Kind
from lms.ledger.people import MEMBER, list_keys
from lms.ledger.service import Record

Dated = tuple[datetime, Record]


def requirement_records(session: Session, *, institution_id: int) -> list[Dated]:
    """Return every rule with the day from which it holds, and for one that ended the day it was asked no longer."""
    query = select(Requirement).where(Requirement.institution_id == institution_id).order_by(Requirement.id)
    rows = session.execute(query).scalars().all()
    begun = {(row.tier, row.branch_id, row.module_id, row.starts_on) for row in rows}
    found = [(_midnight(row.starts_on), requirement_record(rule_of(row), row.starts_on)) for row in rows]
    for row in rows:
        if row.ends_on is not None and (row.tier, row.branch_id, row.module_id, row.ends_on) not in begun:
            body = {"tier": row.tier, "branch": row.branch_id, "module": row.module_id}
            dropped = Record(Kind.REQUIREMENT_DROPPED, {**body, "from_on": row.ends_on.isoformat()})
            found.append((_midnight(row.ends_on), dropped))
    return found


def learning_records(session: Session, *, institution_id: int) -> list[Dated]:
    """Return completions, each edition before the first on it, and the certificates that followed; with moments.

    The texts of those editions were not kept: their hash is null.
    """
    query = select(Completion).where(Completion.institution_id == institution_id)
    rows = session.execute(query.order_by(Completion.completed_at, Completion.id)).scalars().all()
    certificates = session.execute(select(Certificate).where(Certificate.institution_id == institution_id)).scalars()
    of_completion = {certificate.completion_id: certificate for certificate in certificates}
    keys = list_keys(session, (row.member_id for row in rows))
    known: set[tuple[str, str, str]] = set()
    found: list[Dated] = []
    for row in rows:
        edition = (row.module_id, row.edition, row.language)
        if edition not in known:
            known.add(edition)
            record = edition_record(
                module_id=row.module_id, edition=row.edition, language=row.language, title="", sha256=None
            )
            found.append((row.completed_at, record))
        found.append((row.completed_at, completion_record(row, person=keys[row.member_id])))
        certificate = of_completion.get(row.id)
        if certificate is not None:
            found.append((row.completed_at, certificate_record(certificate, person=keys[row.member_id])))
    return found


def attestation_records(session: Session, *, institution_id: int) -> list[Dated]:
    """Return the commitments of the institution's people, with their moments."""
    query = (
        select(Attestation)
        .join(MEMBER, MEMBER.c.id == Attestation.member_id)
        .where(MEMBER.c.institution_id == institution_id)
        .order_by(Attestation.attested_at, Attestation.id)
    )
    rows = session.execute(query).scalars().all()
    keys = list_keys(session, (row.member_id for row in rows))
    return [(row.attested_at, attestation_record(row, person=keys[row.member_id])) for row in rows]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(tzinfo=UTC))
