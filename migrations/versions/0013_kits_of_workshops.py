"""Kits of a workshop that an institution or a network has asked for, kept as the kits of sessions are."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLE = "workshop_kit"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(institution_id IS NULL) <> (network_id IS NULL)",
            name=op.f(f"ck_{TABLE}_asked_by_one_institution_or_one_network"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f(f"fk_{TABLE}_network_id_network")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f(f"fk_{TABLE}_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f(f"fk_{TABLE}_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(f"ix_{TABLE}_institution_id_asked_at", TABLE, ["institution_id", "asked_at"])
    op.create_index(f"ix_{TABLE}_network_id_asked_at", TABLE, ["network_id", "asked_at"])


def downgrade() -> None:
    op.drop_table(TABLE)
