"""Hand in an attempt: mark it, and where it is passed write the completion and the certificate, all in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from math import floor
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lms.attempts import service as attempts
from lms.evidence import service as evidence
from quizzes.documents import read_form, read_response
from quizzes.grading import Score, score
from quizzes.model import Bank, ItemId


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who hands in: the member's place and names as a certificate will say them."""

    member_id: int
    member_name: str
    institution_id: int
    institution_name: str
    institution_zone: str


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

    `bank` is that of the attempt's edition. `code_seed` is secret: it makes the certificate's code unguessable.
    """
    attempt = attempts.lock_attempt(session, attempt_id=attempt_id, member_id=candidate.member_id)
    if attempt.submitted_at is not None:
        return
    marked = _mark(session, attempt=attempt, bank=bank)
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
    if is_passed:
        _complete(session, attempt, candidate, marked, module_title=module_title, code_seed=code_seed, now=now)


def _mark(session: Session, *, attempt: attempts.HeldAttempt, bank: Bank) -> Score:
    given = attempts.list_answers(session, attempt_id=attempt.id)
    items = {item.id: item for item in bank.items}
    responses = {ItemId(key): read_response(items[ItemId(key)], value) for key, value in given.items()}
    return score(bank, read_form(attempt.form), responses)


def _complete(
    session: Session,
    attempt: attempts.HeldAttempt,
    candidate: Candidate,
    marked: Score,
    *,
    module_title: str,
    code_seed: str,
    now: datetime,
) -> None:
    rule = evidence.find_requirement(
        session, institution_id=candidate.institution_id, tier=attempt.tier, module_id=attempt.module_id
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
        percent=floor(marked.percent),
        completed_at=now,
        completed_on=now.astimezone(ZoneInfo(candidate.institution_zone)).date(),
        valid_months=rule.valid_months if rule is not None else None,
    )
    issued = evidence.Issued(
        member_name=candidate.member_name,
        institution_name=candidate.institution_name,
        module_title=module_title,
        tier=attempt.tier,
        language=attempt.language,
    )
    evidence.issue_certificate(session, completion=completion, issued=issued, seed=code_seed, now=now)
