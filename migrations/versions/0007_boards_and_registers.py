"""Waivers, boards, reminders, packs, sessions and registers; coverage read in the order of the members."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


COMPLETION = "ix_completion_coverage"
TENURE = "ix_tenure_coverage"
BY_MEMBER = {
    COMPLETION: ("completion", ["institution_id", "member_id", "completed_on", "valid_until", "module_id"]),
    TENURE: ("tenure", ["institution_id", "member_id", "starts_on", "ends_on", "tier", "branch_id"]),
}
BY_DAY = {
    COMPLETION: ("completion", ["institution_id", "completed_on", "member_id", "module_id", "valid_until"]),
    TENURE: ("tenure", ["institution_id", "starts_on", "ends_on", "tier", "branch_id", "member_id"]),
}
TABLES = (
    "edition_copy", "waiver", "evidence_pack", "stored_file", "board_meeting", "board_presence", "endorsement",
    "reminder_plan", "notice", "notice_stop", "training_session", "attendance",
)  # fmt: skip


def upgrade() -> None:
    _index_coverage(BY_MEMBER)
    _edition_copy()
    _waiver()
    _evidence_pack()
    _stored_file()
    _board_meeting()
    _board_presence()
    _endorsement()
    _reminder_plan()
    _notice()
    _notice_stop()
    op.add_column(
        "outbox_message", sa.Column("unsubscribe", sa.String(900), nullable=False, server_default=sa.text("''"))
    )
    _training_session()
    _attendance()


def downgrade() -> None:
    _index_coverage(BY_DAY)
    op.drop_column("outbox_message", "unsubscribe")
    for table in reversed(TABLES):
        op.drop_table(table)


def _refers(table: str, column: str, to: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    """Return the foreign key of a column that holds the id of a row of another table."""
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete)


def _index_coverage(indexes: dict[str, tuple[str, list[str]]]) -> None:
    for name, (table, columns) in indexes.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns)


def _edition_copy() -> None:
    op.create_table(
        "edition_copy",
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("module_id", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("edition", "language", name=op.f("pk_edition_copy")),
    )


def _waiver() -> None:
    op.create_table(
        "waiver",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("approver_name", sa.String(200), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(500), nullable=False),
        _refers("waiver", "granted_by_id", "account", ondelete="SET NULL"),
        _refers("waiver", "institution_id", "institution"),
        _refers("waiver", "member_id", "member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
    )
    op.create_index(op.f("ix_waiver_institution_id"), "waiver", ["institution_id"])
    op.create_index(op.f("ix_waiver_member_id"), "waiver", ["member_id"])


def _evidence_pack() -> None:
    op.create_table(
        "evidence_pack",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("ledger_size", sa.Integer(), nullable=False),
        sa.Column("names", sa.String(16), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        _refers("evidence_pack", "asked_by_id", "account", ondelete="SET NULL"),
        _refers("evidence_pack", "institution_id", "institution"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_pack")),
    )
    op.create_index("ix_evidence_pack_institution_id_asked_at", "evidence_pack", ["institution_id", "asked_at"])


def _stored_file() -> None:
    op.create_table(
        "stored_file",
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", MOMENT, nullable=False),
        _refers("stored_file", "institution_id", "institution"),
        sa.PrimaryKeyConstraint("institution_id", "sha256", name=op.f("pk_stored_file")),
    )


def _board_meeting() -> None:
    op.create_table(
        "board_meeting",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("modules", sa.Text(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        _refers("board_meeting", "institution_id", "institution"),
        _refers("board_meeting", "opened_by_id", "account", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_meeting")),
    )
    op.create_index(op.f("ix_board_meeting_institution_id"), "board_meeting", ["institution_id"])


def _board_presence() -> None:
    op.create_table(
        "board_presence",
        sa.Column("meeting_id", sa.String(36), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.Column("attested_at", MOMENT, nullable=True),
        _refers("board_presence", "meeting_id", "board_meeting", ondelete="CASCADE"),
        _refers("board_presence", "member_id", "member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name=op.f("pk_board_presence")),
    )
    op.create_index(op.f("ix_board_presence_member_id"), "board_presence", ["member_id"])


def _endorsement() -> None:
    op.create_table(
        "endorsement",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.String(36), nullable=True),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("resolved_on", sa.Date(), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        _refers("endorsement", "institution_id", "institution"),
        _refers("endorsement", "meeting_id", "board_meeting"),
        _refers("endorsement", "recorded_by_id", "account", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
    )
    stands = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_endorsement_one_stands",
        "endorsement",
        ["institution_id", "number", "resolved_on"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )
    op.create_index(op.f("ix_endorsement_meeting_id"), "endorsement", ["meeting_id"])


def _reminder_plan() -> None:
    op.create_table(
        "reminder_plan",
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("escalate_days", sa.Integer(), nullable=False),
        sa.Column("digest_weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        _refers("reminder_plan", "institution_id", "institution"),
        sa.PrimaryKeyConstraint("institution_id", name=op.f("pk_reminder_plan")),
    )


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("to_address", sa.String(254), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("subject_ids", sa.Text(), nullable=False),
        _refers("notice", "institution_id", "institution"),
        _refers("notice", "member_id", "member", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_institution_id_sent_on", "notice", ["institution_id", "sent_on"])
    op.create_index(op.f("ix_notice_member_id"), "notice", ["member_id"])
    op.create_index("uq_notice_once_a_day", "notice", ["institution_id", "to_address", "kind", "sent_on"], unique=True)


def _notice_stop() -> None:
    op.create_table(
        "notice_stop",
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("to_address", sa.String(254), nullable=False),
        sa.Column("stopped_at", MOMENT, nullable=False),
        _refers("notice_stop", "institution_id", "institution"),
        sa.PrimaryKeyConstraint("institution_id", "to_address", name=op.f("pk_notice_stop")),
    )


def _training_session() -> None:
    op.create_table(
        "training_session",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("minimum_minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("facilitator_name", sa.String(200), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "minutes > 0 AND minimum_minutes BETWEEN 1 AND minutes",
            name=op.f("ck_training_session_minimum_is_within_its_length"),
        ),
        _refers("training_session", "created_by_id", "account", ondelete="SET NULL"),
        _refers("training_session", "institution_id", "institution"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
    )
    op.create_index("ix_training_session_institution_id_starts_at", "training_session", ["institution_id", "starts_at"])


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(36), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("test_percent", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_attendance_minutes_are_not_negative")),
        sa.CheckConstraint(
            "test_percent IS NULL OR test_percent BETWEEN 0 AND 100", name=op.f("ck_attendance_test_is_a_percentage")
        ),
        _refers("attendance", "institution_id", "institution"),
        _refers("attendance", "member_id", "member", ondelete="CASCADE"),
        _refers("attendance", "recorded_by_id", "account", ondelete="SET NULL"),
        _refers("attendance", "session_id", "training_session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("session_id", "member_id", name=op.f("uq_attendance_session_id_member_id")),
    )
    op.create_index(op.f("ix_attendance_institution_id"), "attendance", ["institution_id"])
    op.create_index(op.f("ix_attendance_member_id"), "attendance", ["member_id"])
