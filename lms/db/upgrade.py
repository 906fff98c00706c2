"""Bringing a database to the tables of this version: alembic, under locks that let one server do it at a time."""

from contextlib import nullcontext
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from lms.db.engine import WRITES, prepare_engine, writer_lock
from lms.db.peek import MIGRATIONS

# Any number, as long as it stays the same: who migrates a PostgreSQL database holds the lock of this name.
MIGRATION_LOCK = 7_030_917


class UpgradeError(Exception):
    """A database that cannot be brought to this version; the text says which and what to do."""


def upgrade(url: str) -> tuple[str, ...]:
    """Run every migration the database has not seen; return their numbers, none when it was up to date.

    All in one transaction: after a failure the database is what it was. The folder of an SQLite file must exist.
    """
    return _run(url, "head")


def downgrade(url: str, *, to: str) -> None:
    """Take migrations back, down to the number given or to "base": for tests, and for an operator who has a backup."""
    _run(url, to)


def _run(url: str, target: str) -> tuple[str, ...]:
    engine = create_engine(url, poolclass=NullPool)
    prepare_engine(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _without_foreign_keys)
    try:
        with writer_lock(engine) or nullcontext(), engine.connect() as connection:
            return _run_on(connection.execution_options(**{WRITES: True}), target)
    except OperationalError as error:
        raise UpgradeError(f"The database does not answer: {_first_line(error)}. Check DATABASE_URL.") from error


def _run_on(connection: Connection, target: str) -> tuple[str, ...]:
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": MIGRATION_LOCK})
        before = _current(connection)
        config = _config(connection)
        known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]
        if before is not None and before not in known:
            raise UpgradeError(
                f"The database is of a newer version (migration {before}; this program knows up to {known[-1]})."
                " Install that version again, or restore the backup made before the upgrade."
            )
        _go(config, before, target)
        _check_references(connection)
        after = _current(connection)
    return tuple(known[known.index(before) + 1 if before else 0 : known.index(after) + 1 if after else 0])


def _go(config: Config, before: str | None, target: str) -> None:
    try:
        if target == "head":
            command.upgrade(config, target)
        elif before is not None:
            command.downgrade(config, target)
    except CommandError as error:
        raise UpgradeError(f"The migrations could not run: {error}.") from error


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    # The configuration is read with interpolation: a percent sign in a folder's name is written twice.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _check_references(connection: Connection) -> None:
    """Make up for foreign keys switched off, which batch mode needs: it drops the table it rebuilds."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        raise UpgradeError(f"After the migration a row of table {broken[0]} points nowhere; nothing was changed.")


def _without_foreign_keys(connection: Any, _: object) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")


def _first_line(error: OperationalError) -> str:
    return str(error.orig).strip().splitlines()[0] if error.orig else "no reason given"
