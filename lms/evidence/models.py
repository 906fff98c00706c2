"""Requirements, completions, certificates and attestations."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base


class Requirement(Base):
    """What a tier of an institution must complete. `valid_months` empty means for ever, `track` the tier's own."""

    __tablename__ = "requirement"
    __table_args__ = (
        UniqueConstraint("institution_id", "tier", "module_id"),
        CheckConstraint("pass_percent BETWEEN 1 AND 100", name="pass_mark_is_a_percentage"),
        CheckConstraint("valid_months IS NULL OR valid_months > 0", name="validity_is_positive"),
        CheckConstraint("due_on IS NULL OR due_days IS NULL", name="due_on_a_date_or_after_joining"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    tier: Mapped[str] = mapped_column(String(24))
    module_id: Mapped[str] = mapped_column(String(64))
    pass_percent: Mapped[int] = mapped_column(default=80)
    valid_months: Mapped[int | None]
    due_on: Mapped[date | None]
    due_days: Mapped[int | None]
    track: Mapped[str] = mapped_column(String(8), default="", server_default=text("''"))


class Completion(Base):
    """That a member completed a module: when, on which edition, by what. Valid from the day of `completed_on` (in the
    institution's zone) up to, not including, `valid_until`; for ever when that is empty. Renewal adds a row. `begun_on`
    is the day its attempt was begun, when that is known: from then on she had that edition before her.
    """

    __tablename__ = "completion"
    __table_args__ = (
        Index("ix_completion_coverage", "institution_id", "completed_on", "member_id", "module_id", "valid_until"),
        Index("ix_completion_member_id_module_id", "member_id", "module_id"),
        CheckConstraint("valid_until IS NULL OR valid_until > completed_on", name="valid_after_it_is_earned"),
        UniqueConstraint("source", "source_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    module_id: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    source: Mapped[str] = mapped_column(String(16))
    source_id: Mapped[str] = mapped_column(String(36))
    percent: Mapped[int | None]
    completed_at: Mapped[datetime]
    completed_on: Mapped[date]
    valid_until: Mapped[date | None]
    begun_on: Mapped[date | None]


class Certificate(Base):
    """A certificate of competence: names and language as they were at issue; one per completion."""

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id", ondelete="CASCADE"), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    member_name: Mapped[str] = mapped_column(String(200))
    institution_name: Mapped[str] = mapped_column(String(200))
    module_title: Mapped[str] = mapped_column(String(200))
    tier: Mapped[str] = mapped_column(String(24))
    language: Mapped[str] = mapped_column(String(8))
    issued_at: Mapped[datetime]


class Attestation(Base):
    """A member's own commitment, the sentence and her name as they stood; added once for an edition, never changed."""

    __tablename__ = "attestation"
    __table_args__ = (UniqueConstraint("member_id", "module_id", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    module_id: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    sentence: Mapped[str] = mapped_column(Text)
    member_name: Mapped[str] = mapped_column(String(200))
    tier: Mapped[str] = mapped_column(String(24))
    language: Mapped[str] = mapped_column(String(8))
    attested_at: Mapped[datetime]
