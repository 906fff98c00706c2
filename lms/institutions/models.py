"""Networks, institutions, branches, members and their tenures."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base


class Network(Base):
    """An association of institutions."""

    __tablename__ = "network"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class Institution(Base):
    """A provider of financial services: `colour` is #rrggbb or empty, `zone` an IANA name, `currency` ISO 4217."""

    __tablename__ = "institution"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"), index=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8), default="en")
    zone: Mapped[str] = mapped_column(String(64), default="UTC")
    currency: Mapped[str] = mapped_column(String(3), default="USD")
    hotline: Mapped[str] = mapped_column(String(100), default="")
    colour: Mapped[str] = mapped_column(String(7), default="")
    is_invented: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Branch(Base):
    """A branch or the head office."""

    __tablename__ = "branch"
    __table_args__ = (UniqueConstraint("institution_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))


class Member(Base):
    """A person's place in an institution, with or without a login. Never deleted because a list no longer names her."""

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("institution_id", "staff_code"),
        UniqueConstraint("institution_id", "account_id"),
        Index("ix_member_institution_id_name", "institution_id", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    staff_code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[datetime]


class Tenure(Base):
    """Tier and branch of a member from `starts_on` up to, not including, `ends_on`; open when that is empty.

    The tenures of one member never overlap. `institution_id` repeats the member's so that coverage reads one table.
    """

    __tablename__ = "tenure"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="ends_after_it_starts"),
        CheckConstraint(
            "tier IN ('board', 'senior_management', 'middle_management', 'support', 'field')", name="tier_is_known"
        ),
        Index("ix_tenure_coverage", "institution_id", "starts_on", "ends_on", "tier", "branch_id", "member_id"),
        Index("ix_tenure_member_id_starts_on", "member_id", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    tier: Mapped[str] = mapped_column(String(24))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
