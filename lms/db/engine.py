"""The engine and its transactions.

SQLite runs in WAL mode with foreign keys on. Its writers take turns at a lock of our own before they begin: several
writers in SQLite's busy wait starve each other. A write begins with BEGIN IMMEDIATE, so it never fails half-way to the
lock.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.db.base import Base
from lms.errors import Conflict

database = SQLAlchemy(model_class=Base, session_options={"autoflush": False, "expire_on_commit": False})

WRITES = "lms_writes"
BUSY_MILLISECONDS = 5000


class WriterLock:
    """One writer at a time, over the threads of this process and over processes that share the file."""

    def __init__(self, path: Path) -> None:
        self._threads = threading.Lock()
        self._path = path
        self._handle = -1

    def __enter__(self) -> None:
        self._threads.acquire()
        try:
            # Opened for each turn: a handle kept open would be shared with every process forked from this one.
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._handle, fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)
        self._threads.release()


def engine_options(url: str) -> dict[str, Any]:
    """Return what the engine of that address needs; pool sizes fit the threads of one server process."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False}, "pool_size": 16}
    return {"pool_size": 8, "max_overflow": 8, "pool_pre_ping": True}


def prepare_engine(engine: Engine) -> None:
    """Hook transaction control and pragmas onto an SQLite engine; PostgreSQL needs nothing. Call once per engine."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def writer_lock(engine: Engine) -> WriterLock | None:
    """Return the lock that stands beside an SQLite file, or None where the engine does its own locking."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    return WriterLock(Path(name + ".writer"))


def session() -> Session:
    """Return the session of this request or command."""
    return database.session()


@contextmanager
def transaction() -> Iterator[Session]:
    """Run one write: commit at its end, roll back on any error. What was read before is let go, so it is read afresh.

    Not to be nested: services add and flush, delivery wraps one call in this.
    """
    current = session()
    current.rollback()
    try:
        with _lock_of(database.engine) or nullcontext(), current.begin():
            current.connection(execution_options={WRITES: True})
            yield current
    except IntegrityError as error:
        raise Conflict("Somebody else saved something at the same moment. Reload the page and try again.") from error


_LOCKS: dict[str, WriterLock | None] = {}


def _lock_of(engine: Engine) -> WriterLock | None:
    key = str(engine.url)
    if key not in _LOCKS:
        _LOCKS[key] = writer_lock(engine)
    return _LOCKS[key]


def _on_connect(connection: Any, _: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=FULL",
        "cache_size=-16000",
        "mmap_size=268435456",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
