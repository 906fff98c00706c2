"""Quiz attempts, the answers given in them, and their scores: rows that are only added.

An attempt freezes its items, their order, their parameters and the edition. An answer is an event with an id made where
it was given: sent twice, it counts once. The answer that counts for an item is the newest.
"""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base


class Attempt(Base):
    """A member's attempt at a module's quiz, or at what changed in it (`purpose`, of `lms.attempts.rules`).

    `form` is `quizzes.documents.write_form`; `seed` never leaves the server.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_member_id_module_id", "member_id", "module_id"),
        Index(
            "uq_attempt_one_open",
            "member_id",
            "module_id",
            "purpose",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    module_id: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    tier: Mapped[str] = mapped_column(String(24))
    seed: Mapped[str] = mapped_column(String(64))
    form: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    pass_percent: Mapped[int]
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    purpose: Mapped[str] = mapped_column(String(16), default="quiz", server_default="quiz")


class Answer(Base):
    """One answer to one item, as it was given; `response` holds authored ids."""

    __tablename__ = "answer"
    __table_args__ = (Index("ix_answer_attempt_id_sequence", "attempt_id", "sequence", unique=True),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    sequence: Mapped[int]
    item_id: Mapped[str] = mapped_column(String(64))
    response: Mapped[dict[str, object]] = mapped_column(JSON)
    answered_at: Mapped[datetime]


class Score(Base):
    """What an attempt was worth, by the edition that marked it. A correction adds a row; the newest counts.

    Points are exact: `points_numerator / points_denominator` of `possible`.
    """

    __tablename__ = "score"
    __table_args__ = (
        CheckConstraint("points_denominator > 0", name="points_are_a_fraction"),
        Index("ix_score_attempt_id_scored_at", "attempt_id", "scored_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    edition: Mapped[str] = mapped_column(String(64))
    points_numerator: Mapped[int]
    points_denominator: Mapped[int]
    possible: Mapped[int]
    is_passed: Mapped[bool]
    scored_at: Mapped[datetime]


class FrozenBank(Base):
    """The bank of an edition as its files said, kept when the first attempt on it begins and never changed."""

    __tablename__ = "frozen_bank"

    module_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    edition: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    structure: Mapped[dict[str, object]] = mapped_column(JSON)
    words: Mapped[dict[str, object]] = mapped_column(JSON)
    kept_at: Mapped[datetime]


class KeyCorrection(Base):
    """That the key of an item was wrong, in these editions, and what is right; an undone one keeps its row.

    `key` and `key_before` are as `quizzes.corrections` writes them; `policy` is one of `lms.attempts.rules.Policy`. It
    is dated after every attempt that it marked anew.
    """

    __tablename__ = "key_correction"
    __table_args__ = (
        CheckConstraint("policy IN ('keep', 'regrade')", name="policy_is_known"),
        CheckConstraint("(undone_at IS NULL) = (undone_reason = '')", name="undone_for_a_reason"),
        Index("ix_key_correction_module_id", "module_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    module_id: Mapped[str] = mapped_column(String(64))
    item_id: Mapped[str] = mapped_column(String(64))
    editions: Mapped[list[str]] = mapped_column(JSON)
    key_before: Mapped[dict[str, object]] = mapped_column(JSON)
    key: Mapped[dict[str, object]] = mapped_column(JSON)
    policy: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(300))
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    corrected_at: Mapped[datetime]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]
    undone_reason: Mapped[str] = mapped_column(String(300), default="", server_default=text("''"))


class KeyCorrectionEffect(Base):
    """What a correction, or undoing it, did in one institution: counts of attempts, and whom it touched by member.

    `people` holds the members who gained and who lost a completion; a coordinator sees them, and no score.
    """

    __tablename__ = "key_correction_effect"
    __table_args__ = (UniqueConstraint("correction_id", "institution_id", "is_undo"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    correction_id: Mapped[str] = mapped_column(ForeignKey("key_correction.id", ondelete="CASCADE"))
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    is_undo: Mapped[bool]
    remarked: Mapped[int]
    changed: Mapped[int]
    gained: Mapped[int]
    lost: Mapped[int]
    kept: Mapped[int]
    certificates: Mapped[int]
    revoked: Mapped[int]
    people: Mapped[dict[str, list[int]]] = mapped_column(JSON)
