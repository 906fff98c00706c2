"""Requirements, completions, certificates and attestations: what counts, written once."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from courses.model import Track
from lms.db.upsert import insert_once
from lms.errors import Conflict, Invalid
from lms.evidence.models import Attestation, Certificate, Completion, Requirement
from lms.evidence.rules import Held, Known, certificate_code, held


@dataclass(frozen=True, slots=True)
class Rule:
    """A requirement as it is set: for a tier of an institution, one module. `track` empty means the tier's own."""

    tier: str
    module_id: str
    pass_percent: int
    valid_months: int | None
    due_on: date | None
    due_days: int | None
    track: str = ""


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a member commits herself with, as it stands on the page she reads."""

    module_id: str
    edition: str
    sentence: str
    member_name: str
    tier: str
    language: str


@dataclass(frozen=True, slots=True)
class Issued:
    """What a certificate says, fixed at issue."""

    member_name: str
    institution_name: str
    module_title: str
    tier: str
    language: str


def set_requirement(session: Session, *, institution_id: int, rule: Rule) -> None:
    """Write a tier's requirement for a module, in place of the one that stood there. What was earned before stays."""
    check_rule(rule)
    found = session.execute(_one(institution_id, rule.tier, rule.module_id)).scalars().first()
    if found is None:
        found = Requirement(institution_id=institution_id, tier=rule.tier, module_id=rule.module_id)
        session.add(found)
    found.pass_percent = rule.pass_percent
    found.valid_months = rule.valid_months
    found.due_on = rule.due_on
    found.due_days = rule.due_days
    found.track = rule.track
    session.flush()


def drop_requirement(session: Session, *, institution_id: int, tier: str, module_id: str) -> None:
    """Take a requirement away; nobody loses what she earned."""
    session.execute(
        delete(Requirement).where(
            Requirement.institution_id == institution_id,
            Requirement.tier == tier,
            Requirement.module_id == module_id,
        )
    )


def find_requirement(session: Session, *, institution_id: int, tier: str, module_id: str) -> Rule | None:
    """Return what a tier must do for a module, or None."""
    found = session.execute(_one(institution_id, tier, module_id)).scalars().first()
    if found is None:
        return None
    return Rule(
        tier=found.tier,
        module_id=found.module_id,
        pass_percent=found.pass_percent,
        valid_months=found.valid_months,
        due_on=found.due_on,
        due_days=found.due_days,
        track=found.track,
    )


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
) -> Completion:
    """Add that a member completed a module; `Conflict` when the same source was counted already.

    `valid_until` is the first day on which it no longer counts, None for ever.
    """
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
    return completion


def find_held(session: Session, *, member_id: int, module_id: str, today: date) -> Held | None:
    """Return what a member holds of a module today, or None when no completion of hers counts."""
    query = (
        select(*(getattr(Completion, field.name) for field in fields(Known)))
        .where(Completion.member_id == member_id, Completion.module_id == module_id)
        .order_by(Completion.completed_on, Completion.id)
    )
    return held([Known(**row._mapping) for row in session.execute(query)], today=today)


def attest(session: Session, *, member_id: int, pledge: Pledge, now: datetime) -> bool:
    """Keep a member's commitment; said twice for an edition, the first stands. Return whether it was new."""
    known = select(Attestation.id).where(
        Attestation.member_id == member_id,
        Attestation.module_id == pledge.module_id,
        Attestation.edition == pledge.edition,
    )
    if session.execute(known).first() is not None:
        return False
    values = {field.name: getattr(pledge, field.name) for field in fields(pledge)}
    insert_once(session, Attestation, {**values, "member_id": member_id, "attested_at": now})
    return True


def issue_certificate(session: Session, *, completion: Completion, issued: Issued, seed: str, now: datetime) -> str:
    """Issue the certificate of a completion and return its code. `seed` must be secret: codes are not to be guessed."""
    code = certificate_code(f"{seed}:{completion.id}")
    session.add(
        Certificate(
            code=code,
            completion_id=completion.id,
            member_id=completion.member_id,
            member_name=issued.member_name,
            institution_name=issued.institution_name,
            module_title=issued.module_title,
            tier=issued.tier,
            language=issued.language,
            issued_at=now,
        )
    )
    session.flush()
    return code


def _one(institution_id: int, tier: str, module_id: str) -> Select[Requirement]:
    return select(Requirement).where(
        Requirement.institution_id == institution_id, Requirement.tier == tier, Requirement.module_id == module_id
    )


def check_rule(rule: Rule) -> None:
    """Raise `Invalid` with a sentence for each term that cannot be."""
    faults = {}
    if not 1 <= rule.pass_percent <= 100:
        faults["pass_percent"] = "The pass mark is a percentage: give a whole number from 1 to 100."  # noqa: S105
    if rule.valid_months is not None and not 1 <= rule.valid_months <= 120:
        faults["valid_months"] = (
            "Validity is counted in months: give a number from 1 to 120, or leave it empty for ever."
        )
    if rule.due_on is not None and rule.due_days is not None:
        faults["due_days"] = "Give either a date or a number of days after joining, not both."
    if rule.due_days is not None and not 0 <= rule.due_days <= 3650:
        faults["due_days"] = "Give the days after joining as a whole number from 0 to 3650."
    if rule.track and rule.track not in set(Track):
        faults["track"] = "Choose one of the tracks, or leave it to the track of the tier."
    if faults:
        raise Invalid(faults)
