"""Networks, institutions, branches, members and their tenures."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
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
    """A provider of financial services: `colour` is #rrggbb or empty, `zone` an IANA name, `currency` ISO 4217.

    `is_anonymous`: its network sees its figures without its name.
    """

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
    is_anonymous: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    created_at: Mapped[datetime]


class Branch(Base):
    """A branch or the head office; one that was joined to another is closed since `joined_on`."""

    __tablename__ = "branch"
    __table_args__ = (
        UniqueConstraint("institution_id", "name"),
        CheckConstraint("(joined_into_id IS NULL) = (joined_on IS NULL)", name="joined_from_a_day_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"), index=True)
    joined_on: Mapped[date | None]


class Member(Base):
    """A person's place in an institution, with or without a login. Never deleted because a list no longer names her.

    `person_key` stands for her in the ledger: random, and of nobody once she is erased. `name_other` is her name in a
    second script. A member merged into another keeps her row, so that old links lead on. `language` empty: the
    institution's.
    """

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
    name_other: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    language: Mapped[str] = mapped_column(String(8), default="", server_default=text("''"))
    person_key: Mapped[str] = mapped_column(String(32), unique=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    erased_at: Mapped[datetime | None]
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
        Index("ix_tenure_coverage", "institution_id", "member_id", "starts_on", "ends_on", "tier", "branch_id"),
        Index("ix_tenure_member_id_starts_on", "member_id", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    tier: Mapped[str] = mapped_column(String(24))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class MemberDistinct(Base):
    """Two members somebody looked at and found to be two people; `first_id` is the smaller."""

    __tablename__ = "member_distinct"
    __table_args__ = (CheckConstraint("first_id < second_id", name="written_in_one_order"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    noted_at: Mapped[datetime]


class RosterImport(Base):
    """A list of people on its way in: `sheet` is its cells as gzipped JSON, `mapping` and `summary` are JSON.

    `state` is one of `roster_imports.State`.
    """

    __tablename__ = "roster_import"
    __table_args__ = (Index("ix_roster_import_institution_id_created_at", "institution_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    file_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(16))
    sheet: Mapped[bytes] = mapped_column(LargeBinary)
    mapping: Mapped[str] = mapped_column(Text, default="{}")
    summary: Mapped[str] = mapped_column(Text, default="{}")
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]


class JoinLink(Base):
    """A code that lets staff ask to join; `tier` and `branch_id` empty: whoever asks says where she works."""

    __tablename__ = "join_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    label: Mapped[str] = mapped_column(String(80), default="")
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    tier: Mapped[str] = mapped_column(String(24), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class JoinRequest(Base):
    """Somebody who asks to join, until a coordinator decides. `secret_hash`: of the password or PIN she chose."""

    __tablename__ = "join_request"
    __table_args__ = (Index("ix_join_request_institution_id_decided_at", "institution_id", "decided_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    link_id: Mapped[int] = mapped_column(ForeignKey("join_link.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_other: Mapped[str] = mapped_column(String(200), default="")
    staff_code: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(8), default="")
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    tier: Mapped[str] = mapped_column(String(24), default="")
    secret_hash: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    decision: Mapped[str] = mapped_column(String(16), default="")
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
