"""Fixtures that all tests share: a database of its own for every test, on both engines.

`engine_url`, and all that stands on it, runs a test twice: on SQLite and, marked `postgres`, on PostgreSQL.
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from courses.catalogue import Catalogue
from lms.app import create_app
from lms.config import Settings, read_settings
from lms.db.engine import WRITES, database, engine_options, prepare_engine
from lms.http.curriculum import open_catalogue
from lms.http.holdings import holdings_of
from tests import chromium as chromiums
from tests import moments, surroundings
from tests.browsers import FormClient
from tests.databases import BOTH, PostgresMaker, SqliteMaker
from tests.warmth import keep_warm
from tests.worlds import KeptWorlds, Person, World


def pytest_configure() -> None:
    """Properties see the same examples in every run, and none is timed: a busy machine is no fault of the code.

    `HYPOTHESIS_PROFILE=chance` looks for new ones.
    """
    surroundings.forget()
    slow = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=slow)
    hypothesis.settings.register_profile("chance", deadline=None)
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins at the same moment: no day, hour or midnight changes what it finds."""
    moments.begin(monkeypatch)


@pytest.fixture(scope="session", autouse=True)
def one_curriculum() -> Iterator[None]:
    """The shipped curriculum is read once by each worker: no test changes it, and reading it is most of a start."""
    kept: list[Catalogue] = []

    def shared(*, own: Sequence[Path], copies: Path) -> Catalogue:
        if own:
            return open_catalogue(own=own, copies=copies)
        if not kept:
            kept.append(open_catalogue(own=(), copies=copies))
        return kept[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lms.app.open_catalogue", shared)
        keep_warm(patch)
        surroundings.be_patient(patch)
        yield


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: looking through it for garbage is a fifth of the time of a short test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def sqlite_maker(tmp_path_factory: pytest.TempPathFactory) -> SqliteMaker:
    """SQLite databases."""
    return SqliteMaker(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_maker(run_folder: Path) -> Iterator[PostgresMaker]:
    """PostgreSQL databases, on one server for the whole run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    maker = PostgresMaker(run=run, worker=worker, lock=run_folder / "postgres.lock")
    yield maker
    maker.close()


@pytest.fixture(params=BOTH)
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine a test runs on."""
    return str(request.param)


@pytest.fixture
def engine_url(
    engine_name: str, tmp_path: Path, now: datetime, kept_worlds: KeptWorlds, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of a database with all tables, of this test alone; who asks for the small world finds it there."""
    stock = kept_worlds.stock(engine_name, now=now) if "small_world" in request.fixturenames else None
    if engine_name == "sqlite":
        maker: SqliteMaker = request.getfixturevalue("sqlite_maker")
        yield maker.migrated(tmp_path, stock)
        return
    postgres: PostgresMaker = request.getfixturevalue("postgres_maker")
    url = postgres.migrated(stock)
    yield url
    postgres.drop(url)


@pytest.fixture
def empty_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without tables, of this test alone."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    postgres: PostgresMaker = request.getfixturevalue("postgres_maker")
    url = postgres.empty()
    yield url
    postgres.drop(url)


@pytest.fixture
def engine(engine_url: str) -> Iterator[Engine]:
    """An engine on this test's database, prepared as the application's is."""
    made = create_engine(engine_url, **engine_options(engine_url))
    prepare_engine(made)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session like the application's; on SQLite it may write. Nothing is committed unless the test does."""
    options = engine.execution_options(**{WRITES: True})
    with Session(options, autoflush=False, expire_on_commit=False) as opened:
        yield opened


@pytest.fixture
def now() -> datetime:
    """The moment tests happen at."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def settings(engine_url: str, tmp_path: Path, run_folder: Path) -> Settings:
    """Settings of an application on this test's database; copies of the curriculum are shared by all tests."""
    copies = run_folder / "copies"
    copies.mkdir(exist_ok=True)
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "copies").symlink_to(copies)
    environ = {"DATABASE_URL": engine_url, "INSTANCE_DIR": str(tmp_path / "instance"), "SECRET_KEY": "k" * 40}
    return read_settings(environ)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on this test's database, both engines; rate limits are off. It gives back what it borrows."""
    made = create_app(settings, TESTING=True, RATELIMIT_ENABLED=False)
    yield made
    holdings_of(made).press.close()
    with made.app_context():
        held = cast(QueuePool, database.engine.pool).checkedout()
        database.engine.dispose()
    assert not held, f"{held} connection(s) were never given back"


@pytest.fixture(scope="session")
def kept_worlds() -> KeptWorlds:
    """The small world, made once on each engine."""
    return KeptWorlds()


@pytest.fixture
def small_world(engine_url: str, engine_name: str, now: datetime, kept_worlds: KeptWorlds) -> World:
    """Two institutions with people on all tiers and every role, in this test's database from the start."""
    return kept_worlds.get(engine_name, now=now)


@pytest.fixture
def world(small_world: World, app: Flask) -> World:
    """The small world in the database of the application."""
    return small_world


Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def counted(app: Flask) -> Counting:
    """What is asked of the application's database while a `with` of it runs."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        asked: list[str] = []
        with app.app_context():
            bind = database.engine

        def note(*args: Any) -> None:
            asked.append(args[2])

        event.listen(bind, "before_cursor_execute", note)
        yield asked
        event.remove(bind, "before_cursor_execute", note)

    return count


SignIn = Callable[[Person | None], FlaskClient]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """A browser in which that person has signed in; None: nobody has. Forms are sent with their token by `post`."""

    def make(person: Person | None) -> FlaskClient:
        client = FormClient(app, app.response_class, use_cookies=True)
        if person is not None:
            with client.session_transaction() as kept:
                kept["_user_id"] = f"{person.account_id}.0"
                kept["_fresh"] = True
        return client

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed Chromium; without one the tests that need it are not run, and the summary says so loudly."""
    path = chromiums.find()
    if path is None:
        pytest.skip(chromiums.MISSING)
    expect.set_options(timeout=chromiums.PATIENCE)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=list(chromiums.SWITCHES), timeout=chromiums.PATIENCE)
        yield opened
        opened.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that browser tests were not run."""
    missed = [
        report for report in terminalreporter.stats.get("skipped", []) if chromiums.MISSING in str(report.longrepr)
    ]
    if missed:
        terminalreporter.section("not run", sep="!", red=True)
        terminalreporter.line(f"{chromiums.MISSING} ({len(missed)} tests)", red=True)
