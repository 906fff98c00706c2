"""The ledger: a log per institution, its entries and checkpoints, and what of people stands outside the chain."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = ("ledger_log", "ledger_entry", "ledger_checkpoint", "ledger_private")
# Table, and what is its key beside the institution.
ADDED_ONLY = (("ledger_entry", "seq"), ("ledger_checkpoint", "size"))
REFUSAL = "rows of %s are only added, never changed or removed"


def upgrade() -> None:
    _ledger_log()
    _ledger_entry()
    _ledger_checkpoint()
    _ledger_private()
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgres()


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION ledger_refuses()")


def _guard_sqlite() -> None:
    """Refuse at each row. REPLACE deletes without asking the triggers for deletion, so a known key is refused too."""
    for table, key in ADDED_ONLY:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL % table}'); END"
        for event in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} {refuse}")
        known = f"SELECT 1 FROM {table} WHERE institution_id = NEW.institution_id AND {key} = NEW.{key}"  # noqa: S608
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({known}) {refuse}")


def _guard_postgres() -> None:
    op.execute(
        "CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{REFUSAL.replace('%s', '%')}', TG_TABLE_NAME; END $$"
    )
    for table, _ in ADDED_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_is_added_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()"
        )


def _ledger_log() -> None:
    op.create_table(
        "ledger_log",
        sa.Column("institution_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("frontier", sa.JSON(), nullable=False),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.Column("checked_size", sa.Integer(), nullable=True),
        sa.Column("fault_count", sa.Integer(), nullable=True),
        _institution("ledger_log"),
        sa.PrimaryKeyConstraint("institution_id", name=op.f("pk_ledger_log")),
        sa.UniqueConstraint("origin", name=op.f("uq_ledger_log_origin")),
    )


def _ledger_entry() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("institution_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _institution("ledger_entry"),
        sa.PrimaryKeyConstraint("institution_id", "seq", name=op.f("pk_ledger_entry")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ledger_entry_institution_id_kind"), "ledger_entry", ["institution_id", "kind"])


def _ledger_checkpoint() -> None:
    op.create_table(
        "ledger_checkpoint",
        sa.Column("institution_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        _institution("ledger_checkpoint"),
        sa.PrimaryKeyConstraint("institution_id", "size", name=op.f("pk_ledger_checkpoint")),
        sqlite_with_rowid=False,
    )


def _ledger_private() -> None:
    op.create_table(
        "ledger_private",
        sa.Column("commitment", sa.String(64), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        _institution("ledger_private"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_ledger_private_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("commitment", name=op.f("pk_ledger_private")),
    )
    op.create_index(op.f("ix_ledger_private_institution_id"), "ledger_private", ["institution_id"])
    op.create_index(op.f("ix_ledger_private_member_id"), "ledger_private", ["member_id"])


def _institution(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["institution_id"], ["institution.id"], name=op.f(f"fk_{table}_institution_id_institution")
    )
