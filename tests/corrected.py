"""People who took a quiz, and the correction of one of its keys: for the tests of corrections."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.loader import load_module
from courses.model import Module
from courses.resources import content_folder
from lms.attempts import service as attempts
from lms.attempts.models import Attempt, Score
from lms.evidence.models import Certificate, Completion
from lms.evidence.requirements import find_requirement
from lms.workflows.correct_key import Asked, Desk
from lms.workflows.submit_attempt import Candidate, submit_attempt
from quizzes.documents import write_form
from quizzes.model import Form, FormItem, Item, Kind
from tests.answering import response_for
from tests.worlds import House

ZONE = "Africa/Nairobi"
LENGTH = 5


def complaints() -> Module:
    """Return the module as it is shipped."""
    return load_module(content_folder() / "complaints")


@dataclass(frozen=True)
class Quiz:
    """Five questions of one kind, single, of the module as shipped, kept as the bank of its edition."""

    module: Module
    items: tuple[Item, ...]

    @property
    def asked(self) -> Item:
        """The question whose key is corrected."""
        return self.items[0]

    def other_key(self) -> dict[str, object]:
        """Return the key that turns out to be right: the answer everybody gave who was marked wrong."""
        form_item = FormItem(self.asked.id, {})
        return response_for(self.asked, form_item, right=False)


def open_quiz(
    session: Session, module: Module, documents: tuple[Mapping[str, object], Mapping[str, object]], *, now: datetime
) -> Quiz:
    """Keep the bank, as the first attempt does, and return five questions with one right option."""
    attempts.keep_bank(
        session,
        module_id=module.id,
        edition=module.edition,
        language=module.language,
        structure=documents[0],
        words=documents[1],
        now=now,
    )
    items = tuple(item for item in module.bank.items if item.kind is Kind.SINGLE)[:LENGTH]
    return Quiz(module, items)


def take(
    session: Session,
    quiz: Quiz,
    house: House,
    who: str,
    right: Sequence[bool],
    *,
    now: datetime,
    pass_percent: int = 80,
    tier: str = "field",
) -> str:
    """Let somebody take the quiz, answering right or wrong question by question; return the attempt."""
    member_id, attempt_id = house.people[who].member_id, str(uuid.uuid4())
    form = Form(tuple(FormItem(item.id, {}) for item in quiz.items))
    held = attempts.HeldAttempt(
        id=attempt_id,
        member_id=member_id,
        module_id=quiz.module.id,
        edition=quiz.module.edition,
        language="en",
        tier=tier,
        seed="seed",
        form=write_form(form),
        pass_percent=pass_percent,
        started_at=now - timedelta(minutes=9),
        submitted_at=None,
    )
    attempts.begin(session, attempt=held)
    for item, is_right in zip(quiz.items, right, strict=True):
        attempts.keep_answer(
            session,
            attempt=held,
            answer_id=str(uuid.uuid4()),
            item_id=item.id,
            response=response_for(item, FormItem(item.id, {}), right=is_right),
            now=now,
        )
    hand_in(session, quiz, house, who, attempt_id, now=now)
    return attempt_id


def hand_in(session: Session, quiz: Quiz, house: House, who: str, attempt_id: str, *, now: datetime) -> None:
    """Hand in as the page does."""
    submit_attempt(
        session,
        attempt_id=attempt_id,
        candidate=Candidate(house.people[who].member_id, house.id, house.slug, ZONE, house.branch_id),
        bank=quiz.module.bank,
        module_title=quiz.module.title,
        code_seed=f"secret {attempt_id}",
        now=now,
    )


def desk(account_id: int | None = None) -> Desk:
    """Return who corrects, by default whoever has the server."""
    base = "https://training.example"
    return Desk(
        account_id, lambda module_id, _: module_id.title(), f"{base}/training", f"{base}/account/record", "secret"
    )


def asked(quiz: Quiz, **changed: object) -> Asked:
    """Return the correction of the first question."""
    return Asked(**{"module_id": quiz.module.id, "item_id": quiz.asked.id, "key": quiz.other_key(), **changed})  # type: ignore[arg-type]


def scores(session: Session) -> dict[str, tuple[Fraction, bool]]:
    """Return what each attempt is worth, by its newest score."""
    query = select(Score).order_by(Score.scored_at, Score.id)
    rows = session.execute(query.execution_options(populate_existing=True)).scalars()
    return {row.attempt_id: (Fraction(row.points_numerator, row.points_denominator), row.is_passed) for row in rows}


def owner(session: Session, attempt_id: str) -> int:
    """Return for whom an attempt counts."""
    return session.execute(select(Attempt.member_id).where(Attempt.id == attempt_id)).scalar_one()


def counting(session: Session) -> set[tuple[str, str, str | None]]:
    """Return the completions that count on some day: by attempt, with their days."""
    rows = session.execute(select(Completion).execution_options(populate_existing=True)).scalars()
    return {
        (row.source_id, str(row.completed_on), str(row.valid_until))
        for row in rows
        if row.valid_until != row.completed_on
    }


def standing_certificates(session: Session) -> set[str]:
    """Return the attempts on whose completions a certificate stands."""
    query = (
        select(Completion.source_id)
        .join(Certificate, Certificate.completion_id == Completion.id)
        .where(Certificate.revoked_at.is_(None))
    )
    return set(session.execute(query).scalars())


def expected_end(session: Session, attempt_id: str) -> tuple[str, str, str | None]:
    """Return the completion of an attempt as the rule of its day gives it, worked out anew."""
    attempt = session.get(Attempt, attempt_id)
    assert attempt is not None
    assert attempt.submitted_at is not None
    day = attempt.submitted_at.astimezone(ZoneInfo(ZONE)).date()
    rule = find_requirement(session, institution_id=1, tier=attempt.tier, module_id=attempt.module_id, on=day)
    until = None if rule is None or rule.valid_months is None else day.replace(year=day.year + rule.valid_months // 12)
    return attempt_id, str(day), str(until)
