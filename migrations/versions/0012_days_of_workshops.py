"""A workshop keeps in which sittings it is held, on which days, how long each; nothing is the whole agenda."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workshop", sa.Column("schedule", sa.JSON(none_as_null=True)))


def downgrade() -> None:
    op.drop_column("workshop", "schedule")
