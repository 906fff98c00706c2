"""Keys that were corrected after people had answered; the end a completion was given before it was taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("completion", sa.Column("given_until", sa.Date(), nullable=True))
    _key_correction()
    _key_correction_effect()


def downgrade() -> None:
    op.drop_table("key_correction_effect")
    op.drop_table("key_correction")
    op.drop_column("completion", "given_until")


def _key_correction() -> None:
    op.create_table(
        "key_correction",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("module_id", sa.String(64), nullable=False),
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("editions", sa.JSON(), nullable=False),
        sa.Column("key_before", sa.JSON(), nullable=False),
        sa.Column("key", sa.JSON(), nullable=False),
        sa.Column("policy", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), nullable=True),
        sa.Column("corrected_at", MOMENT, nullable=False),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_reason", sa.String(300), nullable=False, server_default=sa.text("''")),
        sa.CheckConstraint("policy IN ('keep', 'regrade')", name=op.f("ck_key_correction_policy_is_known")),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_reason = '')", name=op.f("ck_key_correction_undone_for_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"],
            ["account.id"],
            name=op.f("fk_key_correction_corrected_by_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["account.id"], name=op.f("fk_key_correction_undone_by_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_correction")),
    )
    op.create_index("ix_key_correction_module_id", "key_correction", ["module_id"])


def _key_correction_effect() -> None:
    counts = ("remarked", "changed", "gained", "lost", "kept", "certificates", "revoked")
    op.create_table(
        "key_correction_effect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("correction_id", sa.String(36), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("is_undo", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"],
            ["key_correction.id"],
            name=op.f("fk_key_correction_effect_correction_id_key_correction"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_key_correction_effect_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_correction_effect")),
        sa.UniqueConstraint(
            "correction_id",
            "institution_id",
            "is_undo",
            name=op.f("uq_key_correction_effect_correction_id_institution_id_is_undo"),
        ),
    )
    op.create_index("ix_key_correction_effect_institution_id", "key_correction_effect", ["institution_id"])
