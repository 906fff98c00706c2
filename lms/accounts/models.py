"""Accounts (logins), the roles granted to them, and one-time links."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base


class Account(Base):
    """A login. `email` is stored case-folded, empty (null) for who signs in with staff code and PIN; `password_hash`
    is empty until an invitation is accepted.

    `session_epoch` is in every cookie: raising it signs the account out everywhere.
    """

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(8), default="en")
    zone: Mapped[str] = mapped_column(String(64), default="UTC")
    session_epoch: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class Grant(Base):
    """A role given to an account, in one institution or in one network."""

    __tablename__ = "account_grant"
    __table_args__ = (
        CheckConstraint(
            "(institution_id IS NULL) <> (network_id IS NULL)", name="stands_in_one_institution_or_one_network"
        ),
        UniqueConstraint("account_id", "role", "institution_id", "network_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(32))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id", ondelete="CASCADE"), index=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"), index=True)
    granted_at: Mapped[datetime]


class OneTimeLink(Base):
    """An invitation or a reset link: only the hash of its token is kept, it works once and not for ever."""

    __tablename__ = "account_link"
    __table_args__ = (Index("ix_account_link_account_id_purpose", "account_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Pin(Base):
    """The PIN of an account without an address; it signs in with its member's staff code. Locked after wrong tries.

    `must_change`: a coordinator gave it, so the first sign-in asks for another.
    """

    __tablename__ = "account_pin"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    pin_hash: Mapped[str] = mapped_column(String(200))
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    must_change: Mapped[bool] = mapped_column(default=True)
    set_at: Mapped[datetime]


class AccessToken(Base):
    """A key for a program that acts as its account; only its hash is kept."""

    __tablename__ = "account_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
