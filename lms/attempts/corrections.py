"""Corrections of keys: which hold, the attempts they mark anew with what was answered, and the scores they add."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from lms.attempts.models import Answer, Attempt, FrozenBank, KeyCorrection, KeyCorrectionEffect, Score
from lms.attempts.rules import Policy
from lms.db.bulk import insert_many
from lms.db.portions import portions
from lms.errors import Conflict, NotFound
from lms.lines import read_line

LONGEST_REASON = 300
Documents = tuple[Mapping[str, object], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that holds in `editions`; `key` is as `quizzes.corrections` reads it."""

    id: str
    module_id: str
    item_id: str
    editions: tuple[str, ...]
    key: Mapping[str, object]
    policy: Policy
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """A correction to keep, with the key that stood before and why; `account_id` None for who has the server."""

    held: Correction
    key_before: Mapping[str, object]
    reason: str
    account_id: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A bank as it was kept when the first attempt on it began."""

    edition: str
    language: str
    documents: Documents


@dataclass(frozen=True, slots=True)
class HandedIn:
    """An attempt that was handed in and marked; `points` of `len(form)` by its newest score."""

    id: str
    member_id: int
    edition: str
    language: str
    tier: str
    form: Sequence[Mapping[str, object]]
    pass_percent: int
    purpose: str
    started_at: datetime
    submitted_at: datetime
    points: Fraction
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What was done in one institution; docs/ledger.md says what each count is. Members stand by their numbers."""

    institution_id: int
    remarked: int
    changed: int
    gained: int
    lost: int
    kept: int
    certificates: int
    revoked: int
    gainers: tuple[int, ...]
    losers: tuple[int, ...]


# Built once: every handing in and every result passes here.
_HOLD = (
    select(KeyCorrection)
    .where(KeyCorrection.module_id == bindparam("module_id"), KeyCorrection.undone_at.is_(None))
    .order_by(KeyCorrection.corrected_at, KeyCorrection.id)
)
_SHARED = (
    select(FrozenBank.kept_at)
    .where(FrozenBank.module_id == bindparam("module_id"), FrozenBank.edition == bindparam("edition"))
    .order_by(FrozenBank.language)
    .with_for_update(read=True)
)


def list_holding(session: Session, *, module_id: str, edition: str = "") -> tuple[Correction, ...]:
    """Return the corrections of a module that hold, oldest first; only those of an edition where one is given."""
    rows = session.execute(_HOLD, {"module_id": module_id}).scalars()
    return tuple(_correction(row) for row in rows if not edition or edition in row.editions)


def wait_for_corrections(session: Session, *, module_id: str, edition: str) -> None:
    """Let no correction of that edition come between what is read from here on and the end of this transaction."""
    session.execute(_SHARED, {"module_id": module_id, "edition": edition}).all()


def hold_banks(session: Session, *, module_id: str) -> None:
    """Let nobody hand in an attempt at that module until this transaction ends."""
    query = select(FrozenBank.kept_at).where(FrozenBank.module_id == module_id)
    session.execute(query.order_by(FrozenBank.edition, FrozenBank.language).with_for_update()).all()


def list_banks(session: Session, *, module_id: str) -> tuple[Kept, ...]:
    """Return all banks of a module that attempts were begun on, the newest first."""
    query = select(FrozenBank).where(FrozenBank.module_id == module_id)
    rows = session.execute(query.order_by(FrozenBank.kept_at.desc(), FrozenBank.edition, FrozenBank.language)).scalars()
    return tuple(Kept(row.edition, row.language, (row.structure, row.words)) for row in rows)


def list_answered(session: Session, *, module_id: str, editions: Sequence[str], item_id: str) -> list[HandedIn]:
    """Return the attempts at those editions that asked the item and are handed in, in the order they were."""
    query = (
        select(
            Attempt.id,
            Attempt.member_id,
            Attempt.edition,
            Attempt.language,
            Attempt.tier,
            Attempt.form,
            Attempt.pass_percent,
            Attempt.purpose,
            Attempt.started_at,
            Attempt.submitted_at,
            Score.points_numerator,
            Score.points_denominator,
            Score.is_passed,
        )
        .join(Score, Score.attempt_id == Attempt.id)
        .where(Attempt.module_id == module_id, Attempt.edition.in_(editions), Attempt.submitted_at.is_not(None))
        .order_by(Attempt.submitted_at, Attempt.id, Score.scored_at, Score.id)
    )
    # The newest score of an attempt comes last and takes the place of those before.
    newest = {row.id: row for row in session.execute(query) if any(one["item"] == item_id for one in row.form)}
    return [
        HandedIn(
            id=row.id,
            member_id=row.member_id,
            edition=row.edition,
            language=row.language,
            tier=row.tier,
            form=row.form,
            pass_percent=row.pass_percent,
            purpose=row.purpose,
            started_at=row.started_at,
            submitted_at=row.submitted_at or row.started_at,
            points=Fraction(row.points_numerator, row.points_denominator),
            is_passed=row.is_passed,
        )
        for row in newest.values()
    ]


def find_newest_score(session: Session, *, module_id: str, editions: Sequence[str]) -> datetime | None:
    """Return when an attempt at those editions was marked last; None where none was."""
    query = select(func.max(Score.scored_at)).join(Attempt, Attempt.id == Score.attempt_id)
    return session.execute(query.where(Attempt.module_id == module_id, Attempt.edition.in_(editions))).scalar()


def list_newest_answers(session: Session, *, attempt_ids: Sequence[str]) -> dict[str, dict[str, dict[str, object]]]:
    """Return the newest response to each item by attempt and item."""
    found: dict[str, dict[str, dict[str, object]]] = {one: {} for one in attempt_ids}
    for part in portions(attempt_ids):
        query = select(Answer.attempt_id, Answer.item_id, Answer.response).where(Answer.attempt_id.in_(part))
        for attempt_id, item_id, response in session.execute(query.order_by(Answer.attempt_id, Answer.sequence)):
            found[attempt_id][item_id] = response
    return found


def list_passed(session: Session, *, attempt_ids: Iterable[str]) -> dict[str, bool]:
    """Return of those attempts that are marked whether they are passed, by the newest score."""
    found: dict[str, bool] = {}
    for part in portions(sorted(set(attempt_ids))):
        query = select(Score.attempt_id, Score.is_passed).where(Score.attempt_id.in_(part))
        found |= {row[0]: row[1] for row in session.execute(query.order_by(Score.scored_at, Score.id))}
    return found


def add_scores(session: Session, *, marked: Sequence[tuple[HandedIn, Fraction, bool]], now: datetime) -> None:
    """Add a score to each attempt: its points, and whether that passes."""
    rows = [
        {
            "attempt_id": one.id,
            "edition": one.edition,
            "points_numerator": points.numerator,
            "points_denominator": points.denominator,
            "possible": len(one.form),
            "is_passed": is_passed,
            "scored_at": now,
        }
        for one, points, is_passed in marked
    ]
    insert_many(session, Score, rows)


def refuse_twice(session: Session, *, correction_id: str) -> None:
    """Raise `Conflict` when the same form was sent before."""
    if session.get(KeyCorrection, correction_id) is not None:
        raise Conflict("This correction was made already.")


def keep_correction(session: Session, *, new: NewCorrection) -> None:
    """Keep a correction."""
    held = new.held
    session.add(
        KeyCorrection(
            id=held.id,
            module_id=held.module_id,
            item_id=held.item_id,
            editions=list(held.editions),
            key_before=dict(new.key_before),
            key=dict(held.key),
            policy=held.policy.value,
            reason=new.reason,
            corrected_by_id=new.account_id,
            corrected_at=held.corrected_at,
        )
    )
    session.flush()


def get_holding(session: Session, *, correction_id: str) -> Correction:
    """Return a correction; `Conflict` when it is undone."""
    if (row := session.get(KeyCorrection, correction_id)) is None:
        raise NotFound("There is no such correction.")
    if row.undone_at is not None:
        raise Conflict("This correction is undone already.")
    return _correction(row)


def end_correction(session: Session, *, correction_id: str, reason: str, account_id: int | None, now: datetime) -> None:
    """Note that a correction is undone, by whom and why."""
    row = session.get(KeyCorrection, correction_id, with_for_update=True, populate_existing=True)
    if row is None or row.undone_at is not None:
        raise Conflict("This correction is undone already.")
    row.undone_at, row.undone_by_id, row.undone_reason = now, account_id, reason
    session.flush()


def add_effects(session: Session, *, correction_id: str, is_undo: bool, effects: Iterable[Effect]) -> None:
    """Keep what was done in each institution."""
    for one in effects:
        session.add(
            KeyCorrectionEffect(
                correction_id=correction_id,
                institution_id=one.institution_id,
                is_undo=is_undo,
                remarked=one.remarked,
                changed=one.changed,
                gained=one.gained,
                lost=one.lost,
                kept=one.kept,
                certificates=one.certificates,
                revoked=one.revoked,
                people={"gained": list(one.gainers), "lost": list(one.losers)},
            )
        )
    session.flush()


def list_houses(session: Session, *, correction_id: str) -> tuple[int, ...]:
    """Return the institutions a correction did something in."""
    query = select(KeyCorrectionEffect.institution_id).where(KeyCorrectionEffect.correction_id == correction_id)
    return tuple(session.execute(query.order_by(KeyCorrectionEffect.institution_id)).scalars())


def read_reason(text: str) -> str:
    """Return a reason in one line; `Invalid` when there is none or it is too long."""
    return read_line(text, field="reason", longest=LONGEST_REASON)


def _correction(row: KeyCorrection) -> Correction:
    return Correction(
        id=row.id,
        module_id=row.module_id,
        item_id=row.item_id,
        editions=tuple(row.editions),
        key=row.key,
        policy=Policy(row.policy),
        corrected_at=row.corrected_at,
    )
