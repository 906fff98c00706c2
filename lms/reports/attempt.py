"""An attempt as its pages need it: the frozen form, the newest answers, the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.attempts.models import Answer, Attempt, FrozenBank, Score
from lms.attempts.rules import Purpose
from lms.errors import NotFound
from lms.evidence.models import Certificate, Completion

NOT_FOUND = "This attempt does not exist, or it is not yours."


@dataclass(frozen=True, slots=True)
class AttemptView:
    """An attempt with what was answered. `form` is `quizzes.documents.write_form`; `seed` stays on the server."""

    id: str
    member_id: int
    module_id: str
    edition: str
    language: str
    tier: str
    seed: str
    form: Sequence[Mapping[str, object]]
    pass_percent: int
    started_at: datetime
    submitted_at: datetime | None
    answers: Mapping[str, Mapping[str, object]]
    purpose: str = Purpose.QUIZ

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The ids of the items, in the order asked."""
        return tuple(str(entry["item"]) for entry in self.form)


@dataclass(frozen=True, slots=True)
class ScoreView:
    """What an attempt was worth, and the certificate it led to."""

    points: Fraction
    possible: int
    is_passed: bool
    edition: str
    scored_at: datetime
    certificate_code: str


def get_attempt(session: Session, *, attempt_id: str, member_id: int) -> AttemptView:
    """Return a member's own attempt with her newest answers; another's is not found."""
    query = select(
        Attempt.id,
        Attempt.member_id,
        Attempt.module_id,
        Attempt.edition,
        Attempt.language,
        Attempt.tier,
        Attempt.seed,
        Attempt.form,
        Attempt.pass_percent,
        Attempt.started_at,
        Attempt.submitted_at,
        Attempt.purpose,
    ).where(Attempt.id == attempt_id, Attempt.member_id == member_id)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound(NOT_FOUND)
    given = select(Answer.item_id, Answer.response).where(Answer.attempt_id == attempt_id).order_by(Answer.sequence)
    return AttemptView(**row._mapping, answers=dict(session.execute(given).all()))


def find_score(session: Session, *, attempt_id: str) -> ScoreView | None:
    """Return the newest score of an attempt, or None before it is handed in."""
    query = (
        select(
            Score.points_numerator,
            Score.points_denominator,
            Score.possible,
            Score.is_passed,
            Score.edition,
            Score.scored_at,
            Certificate.code,
        )
        .outerjoin(Completion, (Completion.source == "quiz") & (Completion.source_id == Score.attempt_id))
        .outerjoin(Certificate, (Certificate.completion_id == Completion.id) & Certificate.revoked_at.is_(None))
        .where(Score.attempt_id == attempt_id)
        .order_by(Score.scored_at.desc(), Score.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    return ScoreView(
        points=Fraction(row.points_numerator, row.points_denominator),
        possible=row.possible,
        is_passed=row.is_passed,
        edition=row.edition,
        scored_at=row.scored_at,
        certificate_code=row.code or "",
    )


def find_frozen_bank(
    session: Session, *, module_id: str, edition: str, language: str
) -> tuple[Mapping[str, object], Mapping[str, object]] | None:
    """Return structure and words of the bank of an edition, as it was kept when the first attempt on it began."""
    query = select(FrozenBank.structure, FrozenBank.words).where(
        FrozenBank.module_id == module_id, FrozenBank.edition == edition, FrozenBank.language == language
    )
    row = session.execute(query).one_or_none()
    return None if row is None else (row.structure, row.words)
