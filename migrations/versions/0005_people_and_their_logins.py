"""People with a second name and a key for the ledger, lists on their way in, joining by a link, PINs."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("account") as account:
        account.alter_column("email", existing_type=sa.String(254), nullable=True)
    op.add_column(
        "institution", sa.Column("is_anonymous", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    _widen_member()
    _account_pin()
    _member_distinct()
    _roster_import()
    _join_link()
    _join_request()


def downgrade() -> None:
    op.drop_table("join_request")
    op.drop_table("join_link")
    op.drop_table("roster_import")
    op.drop_table("member_distinct")
    op.drop_table("account_pin")
    with op.batch_alter_table("member") as member:
        member.drop_index(op.f("ix_member_merged_into_id"))
        member.drop_constraint(op.f("fk_member_merged_into_id_member"), type_="foreignkey")
        member.drop_constraint(op.f("uq_member_person_key"), type_="unique")
        for column in ("name_other", "language", "person_key", "merged_into_id", "erased_at"):
            member.drop_column(column)
    with op.batch_alter_table("institution") as institution:
        institution.drop_column("is_anonymous")
    # Who signs in with a PIN alone has no place in what was before.
    op.execute("DELETE FROM account WHERE email IS NULL")
    with op.batch_alter_table("account") as account:
        account.alter_column("email", existing_type=sa.String(254), nullable=False)


def _widen_member() -> None:
    empty = sa.text("''")
    op.add_column("member", sa.Column("name_other", sa.String(200), nullable=False, server_default=empty))
    op.add_column("member", sa.Column("language", sa.String(8), nullable=False, server_default=empty))
    op.add_column("member", sa.Column("person_key", sa.String(32), nullable=True))
    op.add_column("member", sa.Column("merged_into_id", sa.Integer(), nullable=True))
    op.add_column("member", sa.Column("erased_at", MOMENT, nullable=True))
    members = sa.table("member", sa.column("id", sa.Integer), sa.column("person_key", sa.String))
    connection = op.get_bind()
    known = connection.execute(sa.select(members.c.id)).scalars().all()
    if known:
        change = members.update().where(members.c.id == sa.bindparam("row")).values(person_key=sa.bindparam("key"))
        connection.execute(change, [{"row": row, "key": secrets.token_hex(16)} for row in known])
    with op.batch_alter_table("member") as member:
        member.alter_column("person_key", existing_type=sa.String(32), nullable=False)
        member.create_unique_constraint(op.f("uq_member_person_key"), ["person_key"])
        member.create_foreign_key(op.f("fk_member_merged_into_id_member"), "member", ["merged_into_id"], ["id"])
        member.create_index(op.f("ix_member_merged_into_id"), ["merged_into_id"])


def _account_pin() -> None:
    op.create_table(
        "account_pin",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("pin_hash", sa.String(200), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_pin_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_account_pin")),
    )


def _member_distinct() -> None:
    op.create_table(
        "member_distinct",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_member_distinct_written_in_one_order")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["member.id"], name=op.f("fk_member_distinct_first_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["member.id"], name=op.f("fk_member_distinct_second_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_member_distinct")),
    )
    op.create_index(op.f("ix_member_distinct_second_id"), "member_distinct", ["second_id"])


def _roster_import() -> None:
    op.create_table(
        "roster_import",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("applied_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_roster_import_account_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_roster_import_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_import")),
    )
    op.create_index("ix_roster_import_institution_id_created_at", "roster_import", ["institution_id", "created_at"])


def _join_link() -> None:
    op.create_table(
        "join_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("tier", sa.String(24), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_join_link_branch_id_branch")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_join_link_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_link")),
        sa.UniqueConstraint("code", name=op.f("uq_join_link_code")),
    )
    op.create_index(op.f("ix_join_link_institution_id"), "join_link", ["institution_id"])


def _join_request() -> None:
    op.create_table(
        "join_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_other", sa.String(200), nullable=False),
        sa.Column("staff_code", sa.String(40), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("tier", sa.String(24), nullable=False),
        sa.Column("secret_hash", sa.String(200), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_join_request_account_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_join_request_branch_id_branch")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_join_request_decided_by_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_join_request_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["join_link.id"], name=op.f("fk_join_request_link_id_join_link")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_join_request_member_id_member"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
    )
    op.create_index(op.f("ix_join_request_account_id"), "join_request", ["account_id"])
    op.create_index("ix_join_request_institution_id_decided_at", "join_request", ["institution_id", "decided_at"])
    op.create_index(op.f("ix_join_request_link_id"), "join_request", ["link_id"])
