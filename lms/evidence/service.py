"""Requirements, completions and certificates: what counts, written once."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid
from lms.evidence.models import Certificate, Completion, Requirement
from lms.evidence.rules import certificate_code, valid_until


@dataclass(frozen=True, slots=True)
class Rule:
    """A requirement as it is set: for a tier of an institution, one module."""

    tier: str
    module_id: str
    pass_percent: int
    valid_months: int | None
    due_on: date | None
    due_days: int | None


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
    valid_months: int | None,
) -> Completion:
    """Add that a member completed a module; `Conflict` when the same source was counted already."""
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
        valid_until=valid_until(completed_on, valid_months=valid_months),
    )
    session.add(completion)
    session.flush()
    return completion


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
        faults["pass_percent"] = "The pass mark is a percentage: give a whole number from 1 to 100."
    if rule.valid_months is not None and not 1 <= rule.valid_months <= 120:
        faults["valid_months"] = (
            "Validity is counted in months: give a number from 1 to 120, or leave it empty for ever."
        )
    if rule.due_on is not None and rule.due_days is not None:
        faults["due_days"] = "Give either a date or a number of days after joining, not both."
    if rule.due_days is not None and not 0 <= rule.due_days <= 3650:
        faults["due_days"] = "Give the days after joining as a whole number from 0 to 3650."
    if faults:
        raise Invalid(faults)
