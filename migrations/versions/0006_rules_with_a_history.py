"""Requirements with a history and of one branch, certificates that stand alone and may be revoked."""

import uuid
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _requirement()
    _completion()
    _certificate()


def downgrade() -> None:
    _certificate_as_before()
    op.execute("DELETE FROM completion WHERE valid_until = completed_on")
    _check_completion(">")
    _requirement_as_before()


def _requirement() -> None:
    op.add_column("requirement", sa.Column("renewal_days", sa.Integer(), nullable=False, server_default=sa.text("60")))
    op.add_column("requirement", sa.Column("branch_id", sa.Integer(), nullable=True))
    op.add_column("requirement", sa.Column("starts_on", sa.Date(), nullable=True))
    op.add_column("requirement", sa.Column("ends_on", sa.Date(), nullable=True))
    # What was asked before had no history: it holds since before anything was learned.
    op.execute(
        sa.text("UPDATE requirement SET starts_on = :day").bindparams(sa.bindparam("day", date(2000, 1, 1), sa.Date()))
    )
    with op.batch_alter_table("requirement") as requirement:
        requirement.drop_constraint(op.f("uq_requirement_institution_id_tier_module_id"), type_="unique")
        requirement.alter_column("starts_on", existing_type=sa.Date(), nullable=False)
        requirement.create_foreign_key(op.f("fk_requirement_branch_id_branch"), "branch", ["branch_id"], ["id"])
        requirement.create_check_constraint(
            op.f("ck_requirement_ends_after_it_starts"), "ends_on IS NULL OR ends_on > starts_on"
        )
        requirement.create_check_constraint(
            op.f("ck_requirement_renewal_window_is_in_days"), "renewal_days BETWEEN 0 AND 3650"
        )
    op.create_index(
        "ix_requirement_institution_id_starts_on", "requirement", ["institution_id", "starts_on", "ends_on"]
    )
    of_a_tier = ["institution_id", "tier", "module_id"]
    _one_holds("uq_requirement_one_holds", of_a_tier, "ends_on IS NULL AND branch_id IS NULL")
    _one_holds(
        "uq_requirement_one_holds_in_a_branch", [*of_a_tier, "branch_id"], "ends_on IS NULL AND branch_id IS NOT NULL"
    )


def _one_holds(name: str, columns: list[str], where: str) -> None:
    op.create_index(
        name, "requirement", columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )


def _requirement_as_before() -> None:
    op.execute("DELETE FROM requirement WHERE ends_on IS NOT NULL OR branch_id IS NOT NULL")
    op.drop_index("uq_requirement_one_holds_in_a_branch", "requirement")
    op.drop_index("uq_requirement_one_holds", "requirement")
    op.drop_index("ix_requirement_institution_id_starts_on", "requirement")
    with op.batch_alter_table("requirement") as requirement:
        requirement.drop_constraint(op.f("fk_requirement_branch_id_branch"), type_="foreignkey")
        requirement.drop_constraint(op.f("ck_requirement_ends_after_it_starts"), type_="check")
        requirement.drop_constraint(op.f("ck_requirement_renewal_window_is_in_days"), type_="check")
        for column in ("renewal_days", "branch_id", "starts_on", "ends_on"):
            requirement.drop_column(column)
        requirement.create_unique_constraint(
            op.f("uq_requirement_institution_id_tier_module_id"), ["institution_id", "tier", "module_id"]
        )


def _completion() -> None:
    _check_completion(">=")


def _check_completion(sign: str) -> None:
    name = op.f("ck_completion_valid_after_it_is_earned")
    with op.batch_alter_table("completion") as completion:
        completion.drop_constraint(name, type_="check")
        completion.create_check_constraint(name, f"valid_until IS NULL OR valid_until {sign} completed_on")


def _certificate() -> None:
    empty = sa.text("''")
    for column in (
        sa.Column("kind", sa.String(16), nullable=False, server_default="competence"),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("attendance_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.String(36), nullable=True),
        sa.Column("module_id", sa.String(64), nullable=True),
        sa.Column("edition", sa.String(64), nullable=True),
        sa.Column("member_name_other", sa.String(200), nullable=False, server_default=empty),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("earned_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("session_minutes", sa.Integer(), nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("revoked_reason", sa.String(300), nullable=False, server_default=empty),
        sa.Column("credential", sa.Text(), nullable=False, server_default=empty),
        sa.Column("credential_id", sa.String(36), nullable=True),
    ):
        op.add_column("certificate", column)
    taken = {"institution_id": "institution_id", "module_id": "module_id", "edition": "edition"}
    taken |= {"issued_on": "completed_on", "earned_on": "completed_on", "valid_until": "valid_until"}
    for column, source in taken.items():
        op.execute(
            f"UPDATE certificate SET {column} = "  # noqa: S608
            f"(SELECT {source} FROM completion WHERE completion.id = certificate.completion_id)"
        )
    _number_credentials()
    with op.batch_alter_table("certificate") as certificate:
        certificate.alter_column("completion_id", existing_type=sa.Integer(), nullable=True)
        certificate.alter_column("institution_id", existing_type=sa.Integer(), nullable=False)
        certificate.alter_column("module_id", existing_type=sa.String(64), nullable=False)
        certificate.alter_column("edition", existing_type=sa.String(64), nullable=False)
        certificate.alter_column("issued_on", existing_type=sa.Date(), nullable=False)
        certificate.alter_column("earned_on", existing_type=sa.Date(), nullable=False)
        certificate.alter_column("credential_id", existing_type=sa.String(36), nullable=False)
        certificate.drop_constraint(op.f("uq_certificate_completion_id"), type_="unique")
        certificate.create_unique_constraint(op.f("uq_certificate_credential_id"), ["credential_id"])
        certificate.create_foreign_key(
            op.f("fk_certificate_institution_id_institution"), "institution", ["institution_id"], ["id"]
        )
        certificate.create_check_constraint(
            op.f("ck_certificate_stands_on_one_fact"), "(completion_id IS NULL) <> (attendance_id IS NULL)"
        )
        certificate.create_check_constraint(
            op.f("ck_certificate_revoked_at_a_time_is_on_a_day"), "(revoked_at IS NULL) = (revoked_on IS NULL)"
        )
    op.create_index("ix_certificate_institution_id_issued_at", "certificate", ["institution_id", "issued_at"])
    for fact in ("completion", "attendance"):
        op.create_index(op.f(f"ix_certificate_{fact}_id"), "certificate", [f"{fact}_id"])
        _one_stands(fact)


def _one_stands(fact: str) -> None:
    where = sa.text("revoked_at IS NULL")
    op.create_index(
        f"uq_certificate_one_stands_on_a_{fact}",
        "certificate",
        [f"{fact}_id"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def _number_credentials() -> None:
    certificates = sa.table("certificate", sa.column("id", sa.Integer), sa.column("credential_id", sa.String))
    connection = op.get_bind()
    known = connection.execute(sa.select(certificates.c.id)).scalars().all()
    if known:
        change = certificates.update().where(certificates.c.id == sa.bindparam("row"))
        rows = [{"row": row, "number": str(uuid.uuid4())} for row in known]
        connection.execute(change.values(credential_id=sa.bindparam("number")), rows)


def _certificate_as_before() -> None:
    op.execute("DELETE FROM certificate WHERE completion_id IS NULL OR revoked_at IS NOT NULL")
    for fact in ("completion", "attendance"):
        op.drop_index(f"uq_certificate_one_stands_on_a_{fact}", "certificate")
        op.drop_index(op.f(f"ix_certificate_{fact}_id"), "certificate")
    op.drop_index("ix_certificate_institution_id_issued_at", "certificate")
    with op.batch_alter_table("certificate") as certificate:
        certificate.drop_constraint(op.f("uq_certificate_credential_id"), type_="unique")
        certificate.drop_constraint(op.f("fk_certificate_institution_id_institution"), type_="foreignkey")
        certificate.drop_constraint(op.f("ck_certificate_stands_on_one_fact"), type_="check")
        certificate.drop_constraint(op.f("ck_certificate_revoked_at_a_time_is_on_a_day"), type_="check")
        certificate.create_unique_constraint(op.f("uq_certificate_completion_id"), ["completion_id"])
        for column in (
            *("kind", "institution_id", "attendance_id", "session_id", "module_id", "edition", "member_name_other"),
            *(
                "issued_on",
                "earned_on",
                "valid_until",
                "minutes",
                "session_minutes",
                "revoked_at",
                "revoked_on",
                "revoked_reason",
            ),
            *("credential", "credential_id"),
        ):
            certificate.drop_column(column)
        certificate.alter_column("completion_id", existing_type=sa.Integer(), nullable=False)
