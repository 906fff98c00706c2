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
    op.drop_table("attendance")
    op.drop_table("training_session")
    op.drop_column("outbox_message", "unsubscribe")
    op.drop_table("notice_stop")
    op.drop_table("notice")
    op.drop_table("reminder_plan")
    op.drop_table("endorsement")
    op.drop_table("board_presence")
    op.drop_table("board_meeting")
    op.drop_table("stored_file")
    op.drop_table("evidence_pack")
    op.drop_table("waiver")
    op.drop_table("edition_copy")


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
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["account.id"], name=op.f("fk_waiver_granted_by_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_waiver_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_waiver_member_id_member"), ondelete="CASCADE"
        ),
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
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["account.id"], name=op.f("fk_evidence_pack_asked_by_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_evidence_pack_institution_id_institution")
        ),
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
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_stored_file_institution_id_institution")
        ),
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
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_board_meeting_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["account.id"], name=op.f("fk_board_meeting_opened_by_id_account"), ondelete="SET NULL"
        ),
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
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["board_meeting.id"],
            name=op.f("fk_board_presence_meeting_id_board_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_board_presence_member_id_member"), ondelete="CASCADE"
        ),
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
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_endorsement_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["board_meeting.id"], name=op.f("fk_endorsement_meeting_id_board_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_endorsement_recorded_by_id_account"), ondelete="SET NULL"
        ),
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
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_reminder_plan_institution_id_institution")
        ),
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
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_notice_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_notice_member_id_member"), ondelete="CASCADE"
        ),
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
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_notice_stop_institution_id_institution")
        ),
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
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["account.id"],
            name=op.f("fk_training_session_created_by_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_training_session_institution_id_institution")
        ),
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
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_attendance_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_attendance_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_attendance_recorded_by_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_attendance_session_id_training_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("session_id", "member_id", name=op.f("uq_attendance_session_id_member_id")),
    )
    op.create_index(op.f("ix_attendance_institution_id"), "attendance", ["institution_id"])
    op.create_index(op.f("ix_attendance_member_id"), "attendance", ["member_id"])
