"""The board as one: its meetings, who was present and attested, and the resolution that endorses."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base


class StoredFile(Base):
    """A file that is evidence, kept once under its hash."""

    __tablename__ = "stored_file"

    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime]


class BoardMeeting(Base):
    """One meeting of the board on one device: which modules are read, and on which editions. Closed once, for good."""

    __tablename__ = "board_meeting"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200), default="")
    modules: Mapped[str] = mapped_column(Text)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class BoardPresence(Base):
    """A director in the roll-call of a meeting; `attested_at` empty until she attests by name."""

    __tablename__ = "board_presence"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("board_meeting.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True)
    is_present: Mapped[bool] = mapped_column(default=False)
    attested_at: Mapped[datetime | None]


class Endorsement(Base):
    """The resolution by which a board endorses the principles: its number, its date and the signed file."""

    __tablename__ = "endorsement"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("board_meeting.id"), index=True)
    number: Mapped[str] = mapped_column(String(60))
    resolved_on: Mapped[date]
    file_sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(200))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_on: Mapped[date | None]


_STANDS = Endorsement.withdrawn_at.is_(None)
Index(
    "uq_endorsement_one_stands",
    Endorsement.institution_id,
    Endorsement.number,
    Endorsement.resolved_on,
    unique=True,
    sqlite_where=_STANDS,
    postgresql_where=_STANDS,
)
