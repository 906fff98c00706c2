"""Commitments, the track of a requirement, and attempts at what changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("submitted_at IS NULL")


def upgrade() -> None:
    _attestation()
    op.add_column("requirement", sa.Column("track", sa.String(8), nullable=False, server_default=sa.text("''")))
    op.add_column("attempt", sa.Column("purpose", sa.String(16), nullable=False, server_default="quiz"))
    op.add_column("completion", sa.Column("begun_on", sa.Date(), nullable=True))
    _one_open("member_id", "module_id", "purpose")


def downgrade() -> None:
    # What was before cannot tell an attempt at what changed from one at the quiz. Its completions stay.
    op.execute("DELETE FROM attempt WHERE purpose <> 'quiz'")
    _one_open("member_id", "module_id")
    op.drop_column("completion", "begun_on")
    op.drop_column("attempt", "purpose")
    op.drop_column("requirement", "track")
    op.drop_table("attestation")


def _attestation() -> None:
    op.create_table(
        "attestation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("member_name", sa.String(200), nullable=False),
        sa.Column("tier", sa.String(24), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("attested_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_attestation_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation")),
        sa.UniqueConstraint(
            "member_id", "module_id", "edition", name=op.f("uq_attestation_member_id_module_id_edition")
        ),
    )


def _one_open(*columns: str) -> None:
    """Make the rule anew that one attempt is open at a time."""
    name = op.f("uq_attempt_one_open")
    op.drop_index(name, "attempt")
    op.create_index(name, "attempt", list(columns), unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
