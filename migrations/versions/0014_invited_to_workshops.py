"""Who was invited to a workshop by letter and is not there yet; and whether a trainer took somebody out."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLE = "workshop_invitation"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.String(36), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("first_sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f(f"fk_{TABLE}_workshop_id_workshop"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f(f"fk_{TABLE}_asked_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("workshop_id", "email", name=op.f(f"uq_{TABLE}_workshop_id_email")),
    )
    op.create_index(op.f(f"ix_{TABLE}_email"), TABLE, ["email"])
    op.create_index(op.f(f"ix_{TABLE}_asked_by_id"), TABLE, ["asked_by_id"])
    op.add_column(
        "workshop_seat", sa.Column("is_taken_out", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )


def downgrade() -> None:
    op.drop_column("workshop_seat", "is_taken_out")
    op.drop_table(TABLE)
