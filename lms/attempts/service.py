"""Attempts: begin, keep answers, hand in. Rows are only added; what is sent twice counts once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import bindparam, exists, func, insert, select, update
from sqlalchemy.orm import Session

from lms.attempts.models import Answer, Attempt, FrozenBank, Score
from lms.attempts.rules import Purpose
from lms.db.upsert import insert_once
from lms.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class HeldAttempt:
    """An attempt as it was begun; `form` is `quizzes.documents.write_form`."""

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
    purpose: str = Purpose.QUIZ

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The ids of the items, in the order asked."""
        return tuple(str(entry["item"]) for entry in self.form)


_COLUMNS = tuple(Attempt.__table__.c)
# Built once: every quiz passes here a dozen times, and building a query costs more than asking it.
_LOCK = (
    select(*_COLUMNS)
    .where(Attempt.id == bindparam("attempt_id"), Attempt.member_id == bindparam("member_id"))
    .with_for_update(key_share=True)
)
_OPEN = select(Attempt.id).where(
    Attempt.member_id == bindparam("member_id"),
    Attempt.module_id == bindparam("module_id"),
    Attempt.purpose == bindparam("purpose"),
    Attempt.submitted_at.is_(None),
)
_EARLIER = select(Attempt.form).where(
    Attempt.member_id == bindparam("member_id"), Attempt.module_id == bindparam("module_id")
)
_BANK = select(FrozenBank.edition).where(
    FrozenBank.module_id == bindparam("module_id"),
    FrozenBank.edition == bindparam("edition"),
    FrozenBank.language == bindparam("language"),
)
_ANSWERS = (
    select(Answer.item_id, Answer.response)
    .where(Answer.attempt_id == bindparam("attempt_id"))
    .order_by(Answer.sequence)
)
_BEGIN, _SCORE = insert(Attempt), insert(Score)
_HAND_IN = (
    update(Attempt)
    .where(Attempt.id == bindparam("attempt_id"))
    .values(submitted_at=bindparam("now", type_=Attempt.submitted_at.type))
)
_KNOWN = select(Answer.attempt_id, Answer.item_id).where(Answer.id == bindparam("answer_id"))
_KEEP = (
    insert(Answer)
    .from_select(
        ["id", "attempt_id", "sequence", "item_id", "response", "answered_at"],
        select(
            bindparam("answer_id", type_=Answer.id.type),
            bindparam("attempt_id", type_=Answer.attempt_id.type),
            select(func.coalesce(func.max(Answer.sequence), 0) + 1)
            .where(Answer.attempt_id == bindparam("attempt_id"))
            .scalar_subquery(),
            bindparam("item_id", type_=Answer.item_id.type),
            bindparam("response", type_=Answer.response.type),
            bindparam("answered_at", type_=Answer.answered_at.type),
        ).where(~exists().where(Answer.id == bindparam("answer_id"))),
    )
    .execution_options(preserve_rowcount=True)
)


def keep_bank(
    session: Session, *, module_id: str, edition: str, language: str, structure: object, words: object, now: datetime
) -> None:
    """Keep the bank of an edition, so that an attempt begun on it is marked by it for ever. It never changes."""
    key = {"module_id": module_id, "edition": edition, "language": language}
    insert_once(session, FrozenBank, {**key, "structure": structure, "words": words, "kept_at": now})


def has_bank(session: Session, *, module_id: str, edition: str, language: str) -> bool:
    """Return whether the bank of an edition is kept."""
    key = {"module_id": module_id, "edition": edition, "language": language}
    return session.connection().execute(_BANK, key).first() is not None


def begin(session: Session, *, attempt: HeldAttempt) -> None:
    """Add an attempt; `Conflict` when the member has one open for that module and purpose already."""
    known = find_open(
        session, member_id=attempt.member_id, module_id=attempt.module_id, purpose=Purpose(attempt.purpose)
    )
    if known is not None:
        raise Conflict("You have already begun this quiz. Go on with the attempt that is open.")
    values = {column.key: getattr(attempt, column.key) for column in _COLUMNS}
    session.connection().execute(_BEGIN, {**values, "form": [dict(entry) for entry in attempt.form]})


def find_open(session: Session, *, member_id: int, module_id: str, purpose: Purpose = Purpose.QUIZ) -> str | None:
    """Return the id of the member's attempt that is not handed in yet, or None."""
    asked = {"member_id": member_id, "module_id": module_id, "purpose": purpose.value}
    return session.connection().execute(_OPEN, asked).scalars().first()


def lock_attempt(session: Session, *, attempt_id: str, member_id: int) -> HeldAttempt:
    """Return a member's own attempt and keep others from changing it until this transaction ends."""
    row = session.connection().execute(_LOCK, {"attempt_id": attempt_id, "member_id": member_id}).one_or_none()
    if row is None:
        raise NotFound("This attempt does not exist, or it is not yours.")
    return HeldAttempt(**row._mapping)


def keep_answer(
    session: Session,
    *,
    attempt: HeldAttempt,
    answer_id: str,
    item_id: str,
    response: Mapping[str, object],
    now: datetime,
) -> bool:
    """Add an answer to a locked attempt; the same id a second time changes nothing. Return whether it was added.

    Raises `Conflict` when the attempt is handed in, and when the id was used for another answer.
    """
    if attempt.submitted_at is None and item_id in attempt.item_ids:
        values = {
            "answer_id": answer_id,
            "attempt_id": attempt.id,
            "item_id": item_id,
            "response": dict(response),
            "answered_at": now,
        }
        if session.connection().execute(_KEEP, values).rowcount == 1:
            return True
    known = session.execute(_KNOWN, {"answer_id": answer_id}).one_or_none()
    if known is not None:
        if known != (attempt.id, item_id):
            raise Conflict("This answer has the number of another one. Reload the page and answer once more.")
        return False
    if attempt.submitted_at is not None:
        raise Conflict("This attempt is handed in. Answers given after that cannot count.")
    raise Invalid({"item": "This question is not in this attempt. Reload the page."})


def list_answers(session: Session, *, attempt_id: str) -> dict[str, dict[str, object]]:
    """Return the newest response to each item that was answered, by item id."""
    return dict(session.connection().execute(_ANSWERS, {"attempt_id": attempt_id}).all())


def hand_in(session: Session, *, attempt_id: str, now: datetime) -> None:
    """Close an attempt."""
    session.connection().execute(_HAND_IN, {"attempt_id": attempt_id, "now": now})


def add_score(
    session: Session, *, attempt_id: str, edition: str, points: Fraction, possible: int, is_passed: bool, now: datetime
) -> None:
    """Add the score of an attempt, naming the edition that marked it."""
    values = {
        "attempt_id": attempt_id,
        "edition": edition,
        "points_numerator": points.numerator,
        "points_denominator": points.denominator,
        "possible": possible,
        "is_passed": is_passed,
        "scored_at": now,
    }
    session.connection().execute(_SCORE, values)


def find_score(session: Session, *, attempt_id: str) -> tuple[Fraction, int, bool] | None:
    """Return points, possible points and whether that passed, by the newest score; None when not marked."""
    query = (
        select(Score.points_numerator, Score.points_denominator, Score.possible, Score.is_passed)
        .where(Score.attempt_id == attempt_id)
        .order_by(Score.scored_at.desc(), Score.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else (Fraction(row[0], row[1]), row[2], row[3])


def list_earlier_items(session: Session, *, member_id: int, module_id: str) -> frozenset[str]:
    """Return the ids of all items this member has been asked in that module."""
    forms = session.connection().execute(_EARLIER, {"member_id": member_id, "module_id": module_id}).scalars()
    return frozenset(str(entry["item"]) for form in forms for entry in form)
