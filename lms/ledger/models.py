"""The ledger's tables. Entries and checkpoints are only ever added: triggers on both engines refuse anything else."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from lms.db.base import Base


class LedgerLog(Base):
    """Where the log of an institution stands: its `size`, the hash of its last entry, and the frontier of its tree.

    `origin` is the institution's slug when the log began; it never changes. The frontier holds the hashes of the full
    subtrees, largest first, so that the root costs no look at the entries. The last three are of the last check.
    """

    __tablename__ = "ledger_log"

    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), primary_key=True, autoincrement=False)
    origin: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))
    frontier: Mapped[list[str]] = mapped_column(JSON)
    checked_at: Mapped[datetime | None]
    checked_size: Mapped[int | None]
    fault_count: Mapped[int | None]


class LedgerEntry(Base):
    """One entry: `line` is its canonical JSON, `hash` its leaf hash; `kind` and `recorded_at` repeat the line."""

    __tablename__ = "ledger_entry"
    # By rowid SQLite would let a row be replaced without looking at its key.
    __table_args__ = (
        Index("ix_ledger_entry_institution_id_kind", "institution_id", "kind"),
        {"sqlite_with_rowid": False},
    )

    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(32))
    line: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime]


class LedgerCheckpoint(Base):
    """A signed statement of the tree at a size: `note` is the whole signed note."""

    __tablename__ = "ledger_checkpoint"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (SQLAlchemy wants a mapping here)

    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


class LedgerPrivate(Base):
    """What an entry says of a person, outside the chain: deleted when she is erased, and the chain still verifies."""

    __tablename__ = "ledger_private"

    commitment: Mapped[str] = mapped_column(String(64), primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    salt: Mapped[str] = mapped_column(String(64))
    payload: Mapped[str] = mapped_column(Text)
