"""A review in draft may hold the reason for a criterion before its level is chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("proposal_review_score") as score:
        score.alter_column("level", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    # A reason without a level has no place in what was before.
    op.execute("DELETE FROM proposal_review_score WHERE level IS NULL")
    with op.batch_alter_table("proposal_review_score") as score:
        score.alter_column("level", existing_type=sa.Integer(), nullable=False)
