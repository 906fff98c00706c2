"""Workshops: seats, teams, proposals in parts, their edits, reviews and comments."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _workshop()
    _workshop_team()
    _workshop_seat()
    _proposal()
    _workshop_nudge()
    _proposal_edit()
    _proposal_lock()
    _proposal_part()
    _proposal_review()
    _proposal_snapshot()
    _proposal_comment()
    _proposal_review_score()


def downgrade() -> None:
    op.drop_table("proposal_review_score")
    op.drop_table("proposal_comment")
    op.drop_table("proposal_snapshot")
    op.drop_table("proposal_review")
    op.drop_table("proposal_part")
    op.drop_table("proposal_lock")
    op.drop_table("proposal_edit")
    op.drop_table("workshop_nudge")
    op.drop_table("proposal")
    op.drop_table("workshop_seat")
    op.drop_table("workshop_team")
    op.drop_table("workshop")


def _refers(table: str, column: str, to: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    """Return the foreign key of a column that holds the id of a row of another table."""
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete)


def _workshop() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("reviews_open_at", MOMENT, nullable=True),
        sa.Column("released_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(institution_id IS NULL) <> (network_id IS NULL)",
            name=op.f("ck_workshop_held_by_one_institution_or_one_network"),
        ),
        _refers("workshop", "institution_id", "institution"),
        _refers("workshop", "network_id", "network"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("code", name=op.f("uq_workshop_code")),
    )
    op.create_index(op.f("ix_workshop_institution_id"), "workshop", ["institution_id"])
    op.create_index(op.f("ix_workshop_network_id"), "workshop", ["network_id"])


def _workshop_team() -> None:
    op.create_table(
        "workshop_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        _refers("workshop_team", "workshop_id", "workshop", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_team")),
        sa.UniqueConstraint("workshop_id", "name", name=op.f("uq_workshop_team_workshop_id_name")),
    )


def _workshop_seat() -> None:
    op.create_table(
        "workshop_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.CheckConstraint("role IN ('trainer', 'trainee')", name=op.f("ck_workshop_seat_role_is_known")),
        _refers("workshop_seat", "account_id", "account"),
        _refers("workshop_seat", "team_id", "workshop_team"),
        _refers("workshop_seat", "workshop_id", "workshop", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_seat")),
        sa.UniqueConstraint("workshop_id", "account_id", name=op.f("uq_workshop_seat_workshop_id_account_id")),
    )
    op.create_index(op.f("ix_workshop_seat_account_id"), "workshop_seat", ["account_id"])
    op.create_index(op.f("ix_workshop_seat_team_id"), "workshop_seat", ["team_id"])


def _proposal() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workshop_id", sa.String(36), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("handed_in_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(team_id IS NULL) <> (seat_id IS NULL)", name=op.f("ck_proposal_of_one_trainee_or_one_team")
        ),
        _refers("proposal", "seat_id", "workshop_seat"),
        _refers("proposal", "team_id", "workshop_team"),
        _refers("proposal", "workshop_id", "workshop", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("workshop_id", "seat_id", name=op.f("uq_proposal_workshop_id_seat_id")),
        sa.UniqueConstraint("workshop_id", "team_id", name=op.f("uq_proposal_workshop_id_team_id")),
    )
    op.create_index(op.f("ix_proposal_seat_id"), "proposal", ["seat_id"])
    op.create_index(op.f("ix_proposal_team_id"), "proposal", ["team_id"])


def _workshop_nudge() -> None:
    op.create_table(
        "workshop_nudge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        _refers("workshop_nudge", "seat_id", "workshop_seat", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_nudge")),
    )
    op.create_index(op.f("ix_workshop_nudge_seat_id"), "workshop_nudge", ["seat_id"])


def _proposal_edit() -> None:
    op.create_table(
        "proposal_edit",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("proposal_id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("typed", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("clashes", sa.Integer(), nullable=False),
        sa.Column("is_out", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        _refers("proposal_edit", "proposal_id", "proposal", ondelete="CASCADE"),
        _refers("proposal_edit", "seat_id", "workshop_seat"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_edit")),
        sa.UniqueConstraint("proposal_id", "key", "version", name=op.f("uq_proposal_edit_proposal_id_key_version")),
    )
    op.create_index(op.f("ix_proposal_edit_seat_id"), "proposal_edit", ["seat_id"])


def _proposal_lock() -> None:
    op.create_table(
        "proposal_lock",
        sa.Column("proposal_id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        _refers("proposal_lock", "proposal_id", "proposal", ondelete="CASCADE"),
        _refers("proposal_lock", "seat_id", "workshop_seat"),
        sa.PrimaryKeyConstraint("proposal_id", "key", name=op.f("pk_proposal_lock")),
    )


def _proposal_part() -> None:
    op.create_table(
        "proposal_part",
        sa.Column("proposal_id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_out", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        _refers("proposal_part", "proposal_id", "proposal", ondelete="CASCADE"),
        _refers("proposal_part", "saved_by_id", "workshop_seat"),
        sa.PrimaryKeyConstraint("proposal_id", "key", name=op.f("pk_proposal_part")),
    )


def _proposal_review() -> None:
    op.create_table(
        "proposal_review",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workshop_id", sa.String(36), nullable=False),
        sa.Column("proposal_id", sa.String(36), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("assigned_at", MOMENT, nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("flagged_at", MOMENT, nullable=True),
        sa.Column("flag_reason", sa.String(500), nullable=False),
        sa.Column("flag_settled_at", MOMENT, nullable=True),
        sa.Column("is_set_aside", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(kind = 'calibration') = (proposal_id IS NULL)",
            name=op.f("ck_proposal_review_calibration_is_of_the_example"),
        ),
        _refers("proposal_review", "proposal_id", "proposal", ondelete="CASCADE"),
        _refers("proposal_review", "seat_id", "workshop_seat"),
        _refers("proposal_review", "workshop_id", "workshop", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_review")),
        sa.UniqueConstraint("proposal_id", "seat_id", "kind", name=op.f("uq_proposal_review_proposal_id_seat_id_kind")),
    )
    op.create_index(op.f("ix_proposal_review_seat_id"), "proposal_review", ["seat_id"])
    op.create_index(op.f("ix_proposal_review_workshop_id"), "proposal_review", ["workshop_id"])


def _proposal_snapshot() -> None:
    op.create_table(
        "proposal_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.String(36), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        _refers("proposal_snapshot", "proposal_id", "proposal", ondelete="CASCADE"),
        _refers("proposal_snapshot", "seat_id", "workshop_seat"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_snapshot")),
    )
    op.create_index(op.f("ix_proposal_snapshot_proposal_id"), "proposal_snapshot", ["proposal_id"])


def _proposal_comment() -> None:
    op.create_table(
        "proposal_comment",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("proposal_id", sa.String(36), nullable=False),
        sa.Column("review_id", sa.String(36), nullable=True),
        sa.Column("answers_id", sa.String(36), nullable=True),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("quote", sa.String(500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("resolved_at", MOMENT, nullable=True),
        _refers("proposal_comment", "answers_id", "proposal_comment", ondelete="CASCADE"),
        _refers("proposal_comment", "proposal_id", "proposal", ondelete="CASCADE"),
        _refers("proposal_comment", "review_id", "proposal_review", ondelete="CASCADE"),
        _refers("proposal_comment", "seat_id", "workshop_seat"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_comment")),
    )
    op.create_index(op.f("ix_proposal_comment_answers_id"), "proposal_comment", ["answers_id"])
    op.create_index("ix_proposal_comment_proposal_id_key", "proposal_comment", ["proposal_id", "key"])
    op.create_index(op.f("ix_proposal_comment_review_id"), "proposal_comment", ["review_id"])
    op.create_index(op.f("ix_proposal_comment_seat_id"), "proposal_comment", ["seat_id"])


def _proposal_review_score() -> None:
    op.create_table(
        "proposal_review_score",
        sa.Column("review_id", sa.String(36), nullable=False),
        sa.Column("criterion", sa.String(64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_proposal_review_score_level_is_1_to_4")),
        _refers("proposal_review_score", "review_id", "proposal_review", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("review_id", "criterion", name=op.f("pk_proposal_review_score")),
    )
