import re
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, create_engine, insert, inspect, select, text

from lms.db.peek import MIGRATIONS, Glance, glance, newest_migration
from lms.db.upgrade import UpgradeError, downgrade, upgrade
from lms.evidence.models import Requirement
from lms.institutions.models import Institution
from lms.tables import METADATA

FILES = sorted(path.name for path in (MIGRATIONS / "versions").glob("*.py"))


def test_the_migrated_tables_are_those_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})

        assert compare_metadata(context, METADATA) == []


def test_a_difference_between_tables_and_models_would_be_seen(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE member ADD COLUMN shoe_size INTEGER"))
        context = MigrationContext.configure(connection)

        assert [change[0] for change in compare_metadata(context, METADATA)] == ["remove_column"]


def test_check_constraints_of_the_models_stand_in_the_tables(engine: Engine) -> None:
    found = inspect(engine)
    for table in METADATA.sorted_tables:
        expected = {str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint)}

        assert {str(rule["name"]) for rule in found.get_check_constraints(table.name)} == expected


def test_upgrading_twice_changes_nothing(empty_url: str) -> None:
    assert upgrade(empty_url) == tuple(name[:4] for name in FILES)
    assert upgrade(empty_url) == ()


def test_going_down_leaves_no_table_and_up_again_brings_all(empty_url: str) -> None:
    upgrade(empty_url)
    downgrade(empty_url, to="base")
    engine = create_engine(empty_url)
    assert inspect(engine).get_table_names() == ["alembic_version"]

    upgrade(empty_url)

    assert set(inspect(engine).get_table_names()) == {*METADATA.tables, "alembic_version"}
    engine.dispose()


def test_a_database_of_a_newer_version_is_refused_with_what_to_do(engine: Engine, engine_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(UpgradeError, match=r"migration 9999.*Install that version again"):
        upgrade(engine_url)


def test_a_database_that_does_not_answer_is_named() -> None:
    with pytest.raises(UpgradeError, match="Check DATABASE_URL"):
        upgrade("postgresql+psycopg://nobody@127.0.0.1:1/none")


def test_migrations_are_numbered_in_one_line() -> None:
    texts = [(MIGRATIONS / "versions" / name).read_text() for name in FILES]
    numbers = [f"{count:04}" for count in range(1, len(FILES) + 1)]
    follows = [re.findall(r"^down_revision = (.+)$", text, re.M) for text in texts]

    assert [name[:4] for name in FILES] == numbers
    assert [re.findall(r'^revision = "(\d+)"$', text, re.M) for text in texts] == [[number] for number in numbers]
    assert follows == [["None"], *([f'"{number}"'] for number in numbers[:-1])]


def test_a_glance_sees_how_far_a_database_is(engine_url: str, engine: Engine) -> None:
    assert glance(engine_url) == Glance(migration=newest_migration(), network="")
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO network (slug, name, created_at) VALUES ('north', 'North', '2026-01-01 00:00:00')")
        )

    assert glance(engine_url).network == "north"


def test_a_glance_at_nothing_sees_nothing(empty_url: str) -> None:
    assert glance(empty_url) == Glance("", "")


def test_going_down_keeps_the_date_of_a_rule_that_had_days_too(empty_url: str) -> None:
    upgrade(empty_url)
    engine = create_engine(empty_url)
    house = {"id": 1, "slug": "north", "name": "North", "created_at": datetime(2026, 1, 1, tzinfo=UTC)}
    rule = {"institution_id": 1, "tier": "field", "module_id": "pricing", "starts_on": date(2026, 1, 1)}
    with engine.begin() as connection:
        connection.execute(insert(Institution), [house])
        connection.execute(insert(Requirement), [rule | {"due_on": date(2027, 3, 1), "due_days": 30}])

    downgrade(empty_url, to="0014")

    with engine.connect() as connection:
        rows = connection.execute(select(Requirement.due_on, Requirement.due_days)).all()
    assert [tuple(row) for row in rows] == [(date(2027, 3, 1), None)]
    engine.dispose()
