"""How far a member has read, and how her practice case went."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base


class SectionRead(Base):
    """A section of a module that a member has gone on from; `edition` is the one she read."""

    __tablename__ = "section_read"
    __table_args__ = (UniqueConstraint("member_id", "module_id", "section_id", name="uq_section_read_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    module_id: Mapped[str] = mapped_column(String(64))
    section_id: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    read_at: Mapped[datetime]


class Place(Base):
    """Where a member was last in a module: one row, so that she comes back to it on any device."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("member_id", "module_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    module_id: Mapped[str] = mapped_column(String(64))
    section_id: Mapped[str] = mapped_column(String(64))
    seen_at: Mapped[datetime]


class CaseRun(Base):
    """One way through a practice case: the choices in order; replaying begins a new run."""

    __tablename__ = "case_run"
    __table_args__ = (Index("ix_case_run_member_id_module_id", "member_id", "module_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    module_id: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    ending_id: Mapped[str] = mapped_column(String(64), default="")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
