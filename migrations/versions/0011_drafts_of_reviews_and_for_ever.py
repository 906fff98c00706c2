"""Drafts of reviews have a version, so that of two tabs the older is told; completions for ever have an index."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FOR_EVER = sa.text("valid_until IS NULL")


def upgrade() -> None:
    op.add_column("proposal_review", sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("0")))
    page = sa.Column("written_on_page", sa.String(36), nullable=False, server_default=sa.text("''"))
    op.add_column("proposal_review", page)
    op.create_index(
        "ix_completion_for_ever",
        "completion",
        ["institution_id", "member_id", "completed_on", "module_id"],
        postgresql_where=FOR_EVER,
        sqlite_where=FOR_EVER,
    )


def downgrade() -> None:
    op.drop_index("ix_completion_for_ever", table_name="completion")
    op.drop_column("proposal_review", "written_on_page")
    op.drop_column("proposal_review", "version")
