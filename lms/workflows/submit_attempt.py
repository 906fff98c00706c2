"""Hand in an attempt: mark it, and where it is passed write the completion and the certificate, all in one transaction.

An attempt at what changed renews the completion there was, and gives no certificate.
"""

from dataclasses import dataclass
from datetime import date, datetime
from math import floor
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lms.attempts import corrections
from lms.attempts import service as attempts
from lms.attempts.remarking import Marker
from lms.attempts.rules import Purpose
from lms.evidence import service as evidence
from lms.evidence.certificates import Issued, issue_certificate
from lms.evidence.requirements import find_requirement
from lms.evidence.rules import valid_until
from lms.institutions.names import get_names
from lms.workflows.note_change import renew_for_change
from quizzes.grading import Score
from quizzes.model import Bank


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who hands in: the member's place, as a certificate will say it."""

    member_id: int
    institution_id: int
    institution_name: str
    institution_zone: str
    branch_id: int | None = None


def submit_attempt(
    session: Session,
    *,
    attempt_id: str,
    candidate: Candidate,
    bank: Bank,
    module_title: str,
    code_seed: str,
    now: datetime,
) -> None:
    """Hand in a member's attempt; a second time changes nothing.

    `bank` is that of the attempt's edition as it was kept; keys that were corrected since are looked up here.
    `code_seed` is secret: it makes the certificate's code unguessable.
    """
    attempt = attempts.lock_attempt(session, attempt_id=attempt_id, member_id=candidate.member_id)
    if attempt.submitted_at is not None:
        return
    marked = _mark(session, attempt=attempt, bank=bank, now=now)
    is_passed = marked.passes(attempt.pass_percent)
    attempts.hand_in(session, attempt_id=attempt.id, now=now)
    attempts.add_score(
        session,
        attempt_id=attempt.id,
        edition=attempt.edition,
        points=marked.points,
        possible=len(attempt.form),
        is_passed=is_passed,
        now=now,
    )
    today = _day(now, candidate)
    if is_passed and attempt.purpose == Purpose.CHANGE:
        _renew(session, attempt, candidate, today=today, now=now)
    elif is_passed:
        names = get_names(session, institution_id=candidate.institution_id, member_id=candidate.member_id)
        issued = Issued(
            member_name=names.name,
            institution_name=candidate.institution_name,
            module_title=module_title,
            tier=attempt.tier,
            language=attempt.language,
            member_name_other=names.other,
        )
        percent = floor(marked.percent)
        _complete(session, attempt, candidate, issued, percent=percent, code_seed=code_seed, today=today, now=now)


def _mark(session: Session, *, attempt: attempts.HeldAttempt, bank: Bank, now: datetime) -> Score:
    here = {"module_id": attempt.module_id, "edition": attempt.edition}
    corrections.wait_for_corrections(session, **here)
    given = attempts.list_answers(session, attempt_id=attempt.id)
    holding = corrections.list_holding(session, **here)
    points = Marker(bank).take_up(attempt.form, given).worth(holding, submitted_at=now)
    return Score(points=points, possible=len(attempt.form), shares={})


def _complete(
    session: Session,
    attempt: attempts.HeldAttempt,
    candidate: Candidate,
    issued: Issued,
    *,
    percent: int,
    code_seed: str,
    today: date,
    now: datetime,
) -> None:
    rule = find_requirement(
        session,
        institution_id=candidate.institution_id,
        tier=attempt.tier,
        module_id=attempt.module_id,
        on=today,
        branch_id=candidate.branch_id,
    )
    completion = evidence.add_completion(
        session,
        institution_id=candidate.institution_id,
        member_id=candidate.member_id,
        module_id=attempt.module_id,
        edition=attempt.edition,
        language=attempt.language,
        source="quiz",
        source_id=attempt.id,
        percent=percent,
        completed_at=now,
        completed_on=today,
        valid_until=valid_until(today, valid_months=rule.valid_months if rule is not None else None),
        begun_on=_day(attempt.started_at, candidate),
    )
    issue_certificate(session, completion=completion, issued=issued, seed=code_seed, now=now)


def _renew(
    session: Session, attempt: attempts.HeldAttempt, candidate: Candidate, *, today: date, now: datetime
) -> None:
    renew_for_change(
        session,
        member_id=candidate.member_id,
        institution_id=candidate.institution_id,
        module_id=attempt.module_id,
        edition=attempt.edition,
        language=attempt.language,
        source_id=attempt.id,
        begun_on=_day(attempt.started_at, candidate),
        today=today,
        now=now,
    )


def _day(moment: datetime, candidate: Candidate) -> date:
    return moment.astimezone(ZoneInfo(candidate.institution_zone)).date()
