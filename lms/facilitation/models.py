"""Kits that were asked for, so that they can be found and fetched again."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base


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
