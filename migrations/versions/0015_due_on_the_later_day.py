"""A rule may give a date and days after joining: it is due on the later of the two."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NAME = "ck_requirement_due_on_a_date_or_after_joining"


def upgrade() -> None:
    with op.batch_alter_table("requirement") as requirement:
        requirement.drop_constraint(op.f(NAME), type_="check")


def downgrade() -> None:
    # Before, a rule had one of them: the date stays, before which nobody was late.
    op.execute(sa.text("UPDATE requirement SET due_days = NULL WHERE due_on IS NOT NULL"))
    with op.batch_alter_table("requirement") as requirement:
        requirement.create_check_constraint(op.f(NAME), "due_on IS NULL OR due_days IS NULL")
