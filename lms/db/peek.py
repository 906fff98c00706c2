"""A quick look at a database without loading SQLAlchemy, so that `lms serve` starts at once when all is ready."""

import importlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

MIGRATIONS = Path(__file__).parents[2] / "migrations"
ANSWER_SECONDS = 5
UNFOUNDED = "SELECT slug FROM institution WHERE id NOT IN (SELECT institution_id FROM ledger_log) LIMIT 1"


@dataclass(frozen=True, slots=True)
class Glance:
    """What was seen: the number of the last migration that ran, and the slug of the first network; empty when none.

    `unfounded` is the slug of an institution that has no ledger.
    """

    migration: str
    network: str
    unfounded: str = ""


def newest_migration() -> str:
    """Return the number of the last migration this version brings."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def glance(url: str) -> Glance:
    """Look at the database of that address; one that is missing, empty or silent shows as empty, and raises nothing."""
    is_sqlite = url.startswith("sqlite")
    # The driver of PostgreSQL is loaded only where it is used.
    driver: Any = sqlite3 if is_sqlite else importlib.import_module("psycopg")
    try:
        with closing(_connect_sqlite(url) if is_sqlite else _connect_postgres(driver, url)) as connection:
            return Glance(
                migration=_first(driver, connection, "SELECT version_num FROM alembic_version"),
                network=_first(driver, connection, "SELECT slug FROM network ORDER BY id LIMIT 1"),
                unfounded=_first(driver, connection, UNFOUNDED),
            )
    except driver.Error:
        return Glance("", "")


def _connect_sqlite(url: str) -> Any:
    return sqlite3.connect(f"file:{quote(url.removeprefix('sqlite:///'))}?mode=ro", uri=True, timeout=ANSWER_SECONDS)


def _connect_postgres(driver: Any, url: str) -> Any:
    address = url.replace("postgresql+psycopg://", "postgresql://", 1)
    return driver.connect(address, autocommit=True, connect_timeout=ANSWER_SECONDS)


def _first(driver: Any, connection: Any, question: str) -> str:
    try:
        row = connection.execute(question).fetchone()
    except driver.Error:
        return ""
    return "" if row is None else str(row[0])
