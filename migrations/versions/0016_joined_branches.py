"""A branch may be joined to another from a day on: it is closed, and its name then means the one that stays."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COLUMN = "joined_into_id"


def upgrade() -> None:
    with op.batch_alter_table("branch") as branch:
        branch.add_column(sa.Column(COLUMN, sa.Integer(), nullable=True))
        branch.add_column(sa.Column("joined_on", sa.Date(), nullable=True))
        branch.create_foreign_key(op.f(f"fk_branch_{COLUMN}_branch"), "branch", [COLUMN], ["id"])
        branch.create_check_constraint(
            op.f("ck_branch_joined_from_a_day_on"), "(joined_into_id IS NULL) = (joined_on IS NULL)"
        )
        branch.create_index(op.f(f"ix_branch_{COLUMN}"), [COLUMN])


def downgrade() -> None:
    with op.batch_alter_table("branch") as branch:
        branch.drop_index(op.f(f"ix_branch_{COLUMN}"))
        branch.drop_constraint(op.f("ck_branch_joined_from_a_day_on"), type_="check")
        branch.drop_constraint(op.f(f"fk_branch_{COLUMN}_branch"), type_="foreignkey")
        branch.drop_column("joined_on")
        branch.drop_column(COLUMN)
