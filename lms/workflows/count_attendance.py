"""What a line of a register comes to: a completion with its certificate, a certificate of attendance, or neither."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from lms.evidence import service as evidence
from lms.evidence.certificates import (
    Attended,
    Issued,
    issue_attendance_certificate,
    issue_certificate,
    withdraw_certificate,
)
from lms.evidence.corrections import Sourced, find_sourced, take_back
from lms.evidence.requirements import Rule, find_requirement
from lms.evidence.rules import valid_until
from lms.facilitation.registers import KeptLine, Line
from lms.facilitation.rules import USUAL_PASS_PERCENT, Outcome, completion_key, outcome
from lms.facilitation.sessions import KnownSession
from lms.institutions.offices import Office

SOURCE = "session"
WHY = "The register was corrected."


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was held `on` a day, and what day it is `today`, both on the clocks of its zone."""

    known: KnownSession
    on: date
    today: date
    module_title: str


def count_attendance(
    session: Session, *, held: Held, office: Office | None, kept: KeptLine, seed: str, now: datetime
) -> None:
    """Count a line that was written: what stood on it and holds no longer is taken back, what holds now is written.

    Without an `office` on that day nothing can hold. `seed` is secret: it makes codes that cannot be guessed.
    """
    rule = _rule(session, held, office) if office is not None else None
    mark = rule.pass_percent if rule is not None else USUAL_PASS_PERCENT
    minimum = held.known.plan.minimum_minutes
    came_to = outcome(kept.line.minutes, kept.line.test_percent, minimum=minimum, pass_percent=mark)
    is_complete = office is not None and came_to is Outcome.COMPLETE
    turn, stands = _standing(session, held.known, kept.line.member_id)
    if stands is not None and not (is_complete and stands.percent == kept.line.test_percent):
        _take_back(session, held, stands, now=now)
        turn, stands = turn + 1, None
    if office is not None and is_complete and stands is None:
        _complete(session, held, office, kept.line, turn=turn, rule=rule, seed=seed, now=now)
    if kept.before is None or kept.before.minutes != kept.line.minutes:
        withdraw_certificate(session, reason=WHY, on=held.today, now=now, attendance_id=kept.attendance_id)
        if office is not None and kept.line.minutes >= minimum:
            _certify_attendance(session, held, office, kept, seed=seed, now=now)


def _rule(session: Session, held: Held, office: Office) -> Rule | None:
    return find_requirement(
        session,
        institution_id=held.known.institution_id,
        tier=office.tier.value,
        module_id=held.known.plan.module_id,
        on=held.on,
        branch_id=office.branch_id,
    )


def _take_back(session: Session, held: Held, stands: Sourced, *, now: datetime) -> None:
    withdraw_certificate(session, reason=WHY, on=held.today, now=now, completion_id=stands.id)
    take_back(session, institution_id=held.known.institution_id, completion_id=stands.id, why=WHY, now=now)


def _complete(
    session: Session,
    held: Held,
    office: Office,
    line: Line,
    *,
    turn: int,
    rule: Rule | None,
    seed: str,
    now: datetime,
) -> None:
    known, plan = held.known, held.known.plan
    completion = evidence.add_completion(
        session,
        institution_id=known.institution_id,
        member_id=office.member_id,
        module_id=plan.module_id,
        edition=plan.edition,
        language=plan.language,
        source=SOURCE,
        source_id=completion_key(known.id, office.member_id, turn),
        percent=line.test_percent,
        completed_at=plan.starts_at,
        completed_on=held.on,
        valid_until=valid_until(held.on, valid_months=rule.valid_months if rule is not None else None),
        now=now,
    )
    issue_certificate(
        session, completion=completion, issued=_issued(held, office), seed=seed, now=now, issued_on=held.today
    )


def _certify_attendance(
    session: Session, held: Held, office: Office, kept: KeptLine, *, seed: str, now: datetime
) -> None:
    known, plan = held.known, held.known.plan
    attended = Attended(
        attendance_id=kept.attendance_id,
        session_id=known.id,
        institution_id=known.institution_id,
        member_id=office.member_id,
        module_id=plan.module_id,
        edition=plan.edition,
        attended_on=held.on,
        minutes=kept.line.minutes,
        session_minutes=plan.minutes,
        minimum_minutes=plan.minimum_minutes,
    )
    issue_attendance_certificate(
        session, attended=attended, issued=_issued(held, office), seed=seed, now=now, issued_on=held.today
    )


def _issued(held: Held, office: Office) -> Issued:
    return Issued(
        member_name=office.name,
        institution_name=office.institution_name,
        module_title=held.module_title,
        tier=office.tier.value,
        language=held.known.plan.language,
        member_name_other=office.name_other,
    )


def _standing(session: Session, known: KnownSession, member_id: int) -> tuple[int, Sourced | None]:
    """Return the completion of this line that counts, or None, with its turn or the next that is free."""
    turn = 0
    while True:
        found = find_sourced(
            session,
            institution_id=known.institution_id,
            source=SOURCE,
            source_id=completion_key(known.id, member_id, turn),
        )
        if found is None or not found.is_taken_back:
            return turn, found
        turn += 1
