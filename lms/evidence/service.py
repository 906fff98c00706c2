"""Completions and attestations: what counts, written once."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import Conflict
from lms.evidence import facts
from lms.evidence.editions import edition_records
from lms.evidence.models import Attestation, Completion
from lms.evidence.rules import WAIVER, Held, Known, held
from lms.ledger import service as ledger
from lms.ledger.people import get_person


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a member commits herself with, as it stands on the page she reads."""

    module_id: str
    edition: str
    sentence: str
    member_name: str
    tier: str
    language: str


def add_completion(
    session: Session,
    *,
    institution_id: int,
    member_id: int,
    module_id: str,
    edition: str,
    language: str,
    source: str,
    source_id: str,
    percent: int | None,
    completed_at: datetime,
    completed_on: date,
    valid_until: date | None,
    begun_on: date | None = None,
    now: datetime | None = None,
) -> Completion:
    """Add that a member completed a module; `Conflict` when the same source was counted already.

    `valid_until` is the first day on which it no longer counts, None for ever. `now` is when it is written down, where
    that is not when it was completed.
    """
    person = get_person(session, member_id=member_id)
    ledger.lock(session, institution_id=institution_id)
    known = select(Completion.id).where(Completion.source == source, Completion.source_id == source_id)
    if session.execute(known).first() is not None:
        raise Conflict("This was counted already.")
    completion = Completion(
        institution_id=institution_id,
        member_id=member_id,
        module_id=module_id,
        edition=edition,
        language=language,
        source=source,
        source_id=source_id,
        percent=percent,
        completed_at=completed_at,
        completed_on=completed_on,
        valid_until=valid_until,
        begun_on=begun_on,
    )
    session.add(completion)
    session.flush()
    records = (
        *edition_records(
            session, institution_id=institution_id, module_id=module_id, edition=edition, language=language
        ),
        facts.completion_record(completion, person=person.key),
    )
    ledger.append(session, institution_id=institution_id, records=records, now=now or completed_at)
    return completion


def find_held(session: Session, *, member_id: int, module_id: str, today: date) -> Held | None:
    """Return what a member holds of a module today, or None when no completion of hers counts.

    A waiver is none: who need not complete a module is not asked what changed in it.
    """
    query = (
        select(*(getattr(Completion, field.name) for field in fields(Known)))
        .where(Completion.member_id == member_id, Completion.module_id == module_id, Completion.source != WAIVER)
        .order_by(Completion.completed_on, Completion.id)
    )
    return held([Known(**row._mapping) for row in session.execute(query)], today=today)


def attest(session: Session, *, member_id: int, pledge: Pledge, now: datetime) -> bool:
    """Keep a member's commitment; said twice for an edition, the first stands. Return whether it was new."""
    person = get_person(session, member_id=member_id)
    ledger.lock(session, institution_id=person.institution_id)
    known = select(Attestation.id).where(
        Attestation.member_id == member_id,
        Attestation.module_id == pledge.module_id,
        Attestation.edition == pledge.edition,
    )
    if session.execute(known).first() is not None:
        return False
    values = {field.name: getattr(pledge, field.name) for field in fields(pledge)}
    attestation = Attestation(**values, member_id=member_id, attested_at=now)
    session.add(attestation)
    session.flush()
    record = facts.attestation_record(attestation, person=person.key)
    ledger.append(session, institution_id=person.institution_id, records=(record,), now=now)
    return True
