"""An attempt as its pages need it: the frozen form, the newest answers, the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import bindparam, select
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


# Built once: building these costs more than asking them.
_ATTEMPT = select(*Attempt.__table__.c).where(
    Attempt.id == bindparam("attempt_id"), Attempt.member_id == bindparam("member_id")
)
_ANSWERS = (
    select(Answer.item_id, Answer.response)
    .where(Answer.attempt_id == bindparam("attempt_id"))
    .order_by(Answer.sequence)
)
_SCORE = (
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
    .where(Score.attempt_id == bindparam("attempt_id"))
    .order_by(Score.scored_at.desc(), Score.id.desc())
    .limit(1)
)


def get_attempt(session: Session, *, attempt_id: str, member_id: int) -> AttemptView:
    """Return a member's own attempt with her newest answers; another's is not found."""
    asked = {"attempt_id": attempt_id, "member_id": member_id}
    # Straight on the connection: these are rows, and hot ones; the session would treat them as entities.
    row = session.connection().execute(_ATTEMPT, asked).one_or_none()
    if row is None:
        raise NotFound(NOT_FOUND)
    given = session.connection().execute(_ANSWERS, {"attempt_id": attempt_id}).all()
    return AttemptView(**row._mapping, answers=dict(given))


def find_score(session: Session, *, attempt_id: str) -> ScoreView | None:
    """Return the newest score of an attempt, or None before it is handed in."""
    row = session.connection().execute(_SCORE, {"attempt_id": attempt_id}).one_or_none()
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
