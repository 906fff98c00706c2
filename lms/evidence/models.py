"""Requirements, completions, certificates, attestations, waivers and packs."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    and_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base


class Requirement(Base):
    """What a tier of an institution must complete. `valid_months` empty means for ever, `track` the tier's own.

    It holds from `starts_on` up to, not including, `ends_on`; a rule of one branch goes before that of the tier. It is
    due `due_days` after joining, but not before `due_on`. From `renewal_days` before a completion ends its holder may
    renew.
    """

    __tablename__ = "requirement"
    __table_args__ = (
        Index("ix_requirement_institution_id_starts_on", "institution_id", "starts_on", "ends_on"),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="ends_after_it_starts"),
        CheckConstraint("renewal_days BETWEEN 0 AND 3650", name="renewal_window_is_in_days"),
        CheckConstraint("pass_percent BETWEEN 1 AND 100", name="pass_mark_is_a_percentage"),
        CheckConstraint("valid_months IS NULL OR valid_months > 0", name="validity_is_positive"),
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
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    renewal_days: Mapped[int] = mapped_column(default=60, server_default=text("60"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


_HOLDS_IN_ALL = and_(Requirement.ends_on.is_(None), Requirement.branch_id.is_(None))
_HOLDS_IN_ONE = and_(Requirement.ends_on.is_(None), Requirement.branch_id.is_not(None))
Index(
    "uq_requirement_one_holds",
    Requirement.institution_id,
    Requirement.tier,
    Requirement.module_id,
    unique=True,
    sqlite_where=_HOLDS_IN_ALL,
    postgresql_where=_HOLDS_IN_ALL,
)
Index(
    "uq_requirement_one_holds_in_a_branch",
    Requirement.institution_id,
    Requirement.tier,
    Requirement.module_id,
    Requirement.branch_id,
    unique=True,
    sqlite_where=_HOLDS_IN_ONE,
    postgresql_where=_HOLDS_IN_ONE,
)


class Completion(Base):
    """That a member completed a module: when, on which edition, by what. Valid from the day of `completed_on` (in the
    institution's zone) up to, not including, `valid_until`; for ever when that is empty, not for a day when both are
    one (a waiver withdrawn at once). Renewal adds a row. `begun_on`
    is the day its attempt was begun, when that is known: from then on she had that edition before her. `given_until` is
    the end it had, where a corrected key took it back: so it can be given again.
    """

    __tablename__ = "completion"
    __table_args__ = (
        Index("ix_completion_coverage", "institution_id", "member_id", "completed_on", "valid_until", "module_id"),
        Index(
            "ix_completion_for_ever",
            "institution_id",
            "member_id",
            "completed_on",
            "module_id",
            postgresql_where=text("valid_until IS NULL"),
            sqlite_where=text("valid_until IS NULL"),
        ),
        Index("ix_completion_member_id_module_id", "member_id", "module_id"),
        CheckConstraint("valid_until IS NULL OR valid_until >= completed_on", name="valid_after_it_is_earned"),
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
    given_until: Mapped[date | None]


class Certificate(Base):
    """A certificate of competence, of a completion, or of attendance, of a row of a register; one that stands for each.

    Names, title, language and end are as they were at issue; `earned_on` is the day of the test or the session. A
    revoked one keeps its row, and a corrected one may take its place. `attendance_id` and `session_id` point into
    facilitation by number. `credential` is the Open Badges credential as it was signed, empty until it is first asked
    for and once its holder is erased; `credential_id` is its number in the list of the revoked, which says nothing of
    the code.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("(completion_id IS NULL) <> (attendance_id IS NULL)", name="stands_on_one_fact"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_on IS NULL)", name="revoked_at_a_time_is_on_a_day"),
        Index("ix_certificate_institution_id_issued_at", "institution_id", "issued_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(16), default="competence", server_default="competence")
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    completion_id: Mapped[int | None] = mapped_column(ForeignKey("completion.id", ondelete="CASCADE"), index=True)
    attendance_id: Mapped[int | None] = mapped_column(index=True)
    session_id: Mapped[str | None] = mapped_column(String(36))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    module_id: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    member_name: Mapped[str] = mapped_column(String(200))
    member_name_other: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    institution_name: Mapped[str] = mapped_column(String(200))
    module_title: Mapped[str] = mapped_column(String(200))
    tier: Mapped[str] = mapped_column(String(24))
    language: Mapped[str] = mapped_column(String(8))
    issued_at: Mapped[datetime]
    issued_on: Mapped[date]
    earned_on: Mapped[date]
    valid_until: Mapped[date | None]
    minutes: Mapped[int | None]
    session_minutes: Mapped[int | None]
    revoked_at: Mapped[datetime | None]
    revoked_on: Mapped[date | None]
    revoked_reason: Mapped[str] = mapped_column(String(300), default="", server_default=text("''"))
    credential: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    credential_id: Mapped[str] = mapped_column(String(36), unique=True)


_STANDS = Certificate.revoked_at.is_(None)
for _name, _column in (("completion", Certificate.completion_id), ("attendance", Certificate.attendance_id)):
    Index(
        f"uq_certificate_one_stands_on_a_{_name}", _column, unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS
    )


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


class EditionCopy(Base):
    """The text of an edition somebody learned, gzipped: kept, so that evidence can show it when it was replaced."""

    __tablename__ = "edition_copy"

    edition: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    module_id: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Waiver(Base):
    """That a member need not complete a module, why, and who approved it. It counts through its completion."""

    __tablename__ = "waiver"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    module_id: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(500))
    approver_name: Mapped[str] = mapped_column(String(200))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    granted_at: Mapped[datetime]
    granted_on: Mapped[date]
    valid_until: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str] = mapped_column(String(500), default="")


class EvidencePack(Base):
    """A pack that was asked for: the day it speaks of, the checkpoint it knows, and how names are shown."""

    __tablename__ = "evidence_pack"
    __table_args__ = (Index("ix_evidence_pack_institution_id_asked_at", "institution_id", "asked_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    as_of: Mapped[date]
    ledger_size: Mapped[int]
    names: Mapped[str] = mapped_column(String(16))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int | None]
