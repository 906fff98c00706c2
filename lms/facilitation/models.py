"""Kits that were asked for, so that they can be found and fetched again; training sessions and their registers."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base
from webinar_kits.jobs import Json


class Kit(Base):
    """A session kit as it was asked for.

    Its file is in the store under `fingerprint` and can be made again from this row.
    """

    __tablename__ = "kit"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 30 AND 180", name="length_is_30_to_180_minutes"),
        Index("ix_kit_institution_id_asked_at", "institution_id", "asked_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    module_id: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(16))
    tier: Mapped[str] = mapped_column(String(24))
    minutes: Mapped[int]
    language: Mapped[str] = mapped_column(String(8))
    starts_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    brand: Mapped[dict[str, str]] = mapped_column(JSON)
    fingerprint: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime]


class WorkshopKit(Base):
    """A kit of the workshop as an institution or a network asked for it; it can be made again from `request`.

    `edition` names the content that it was asked for on: workshop, case, keys.
    """

    __tablename__ = "workshop_kit"
    __table_args__ = (
        CheckConstraint(
            "(institution_id IS NULL) <> (network_id IS NULL)", name="asked_by_one_institution_or_one_network"
        ),
        Index("ix_workshop_kit_institution_id_asked_at", "institution_id", "asked_at"),
        Index("ix_workshop_kit_network_id_asked_at", "network_id", "asked_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    request: Mapped[dict[str, Json]] = mapped_column(JSON)
    edition: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime]


class TrainingSession(Base):
    """One facilitated meeting on a module, on one edition. `minimum_minutes`: below it somebody attended too little."""

    __tablename__ = "training_session"
    __table_args__ = (
        Index("ix_training_session_institution_id_starts_at", "institution_id", "starts_at"),
        CheckConstraint("minutes > 0 AND minimum_minutes BETWEEN 1 AND minutes", name="minimum_is_within_its_length"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    module_id: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(200))
    mode: Mapped[str] = mapped_column(String(16))
    starts_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[int]
    minimum_minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(200), default="")
    facilitator_name: Mapped[str] = mapped_column(String(200), default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class Attendance(Base):
    """A line of a register: how long a member was there, and the percentage of a paper test, if she took one."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("session_id", "member_id"),
        CheckConstraint("minutes >= 0", name="minutes_are_not_negative"),
        CheckConstraint("test_percent IS NULL OR test_percent BETWEEN 0 AND 100", name="test_is_a_percentage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("training_session.id", ondelete="CASCADE"))
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    minutes: Mapped[int]
    source: Mapped[str] = mapped_column(String(16))
    test_percent: Mapped[int | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime]
