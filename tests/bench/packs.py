"""The pack of a large institution: how long it takes and what memory it costs, and how long checking takes."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy.orm import Session

from lms.app import create_app
from lms.config import read_settings
from lms.db.engine import transaction
from lms.db.upgrade import upgrade
from lms.evidence.editions import EditionText, keep_edition
from lms.institutions import service as institutions
from lms.institutions.service import Profile
from lms.ledger import service as ledger
from lms.ledger.kinds import Kind
from lms.ledger.replay.figures import SERIES, TIERS
from lms.ledger.service import Record
from tests.bench.servers import memory_of

SECRET = "bench-secret-" + "s" * 32
DAY = date(2026, 3, 31)
AT_ONCE = 20_000
LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Run:
    """How long a command took, and the most memory it and its children held at once, in MiB."""

    seconds: float
    memory: float


def report(folder: Path, say: Callable[[str], None], *, members: int) -> None:
    """Print the figures of a pack of so many members, eight completions and certificates each."""
    folder.mkdir(parents=True)
    environ = {"INSTANCE_DIR": str(folder), "SECRET_KEY": SECRET}
    entries = _make(environ, members)
    path = folder / "pack.zip"
    made = run(environ, "pack", "large", "--as-of", DAY.isoformat(), "-o", str(path))
    checked = run(environ, "verify", str(path))
    size = path.stat().st_size / 1e6
    say(f"\npack of {members} members, {entries} entries, {size:.1f} MB")
    say(f"  made    {made.seconds:6.2f} s  {made.memory:6.0f} MiB at most, the document process included")
    say(f"  checked {checked.seconds:6.2f} s  {checked.memory:6.0f} MiB at most")


def run(environ: dict[str, str], *arguments: str) -> Run:
    """Run `lms evidence` as a person would; a command that fails ends the bench."""
    begun, most, done = time.perf_counter(), 0.0, threading.Event()
    command = [sys.executable, "-m", "lms.cli.main", "evidence", *arguments]
    with subprocess.Popen(command, env={**os.environ, **environ}, stdout=subprocess.DEVNULL) as child:

        def look() -> None:
            nonlocal most
            while not done.wait(LOOK_SECONDS):
                try:
                    most = max(most, sum(memory_of(child.pid).values()))
                except (OSError, StopIteration):
                    continue

        watch = threading.Thread(target=look)
        watch.start()
        code = child.wait()
        seconds = time.perf_counter() - begun
        done.set()
        watch.join()
    if code:
        raise RuntimeError(f"lms evidence {arguments[0]} ended with {code}")
    return Run(seconds, most)


def _make(environ: dict[str, str], members: int) -> int:
    settings = read_settings(environ)
    upgrade(settings.database_url)
    now = datetime(2025, 1, 1, 8, tzinfo=UTC)
    with create_app(settings).app_context(), transaction() as write:
        house = institutions.create_institution(write, slug="large", profile=Profile(name="Large (invented)"), now=now)
        branch = institutions.add_branch(write, institution_id=house.id, name="Main", now=now)
        records = list(_records(write, members, branch.id))
        for start in range(0, len(records), AT_ONCE):
            size = ledger.append(write, institution_id=house.id, records=records[start : start + AT_ONCE], now=now)
    return size


def _records(write: Session, members: int, branch: int) -> Iterator[Record]:
    for module, title in SERIES.items():
        text = EditionText(title, f"# {title}\n\n" + "What was learned. " * 2000)
        keep_edition(write, module_id=module, edition=f"{module}-1", language="en", text=text)
        digest = sha256(text.content.encode()).hexdigest()
        edition = {"module": module, "edition": f"{module}-1", "language": "en", "title": title, "sha256": digest}
        yield Record(Kind.EDITION, edition)
        for tier in TIERS:
            rule = {
                "tier": tier,
                "branch": None,
                "module": module,
                "track": "",
                "pass_percent": 80,
                "from_on": "2025-01-01",
            }
            dues = {"valid_months": 12, "renewal_days": 60, "due_on": None, "due_days": 60}
            yield Record(Kind.REQUIREMENT, {**rule, **dues})
    for number in range(members):
        yield from _person(number, branch)


def _person(number: int, branch: int) -> Iterator[Record]:
    person = sha256(f"{number}".encode()).hexdigest()[:32]
    name = f"Person of the Bench Number {number}"
    yield Record(
        Kind.PERSON, {"person": person}, private={"name": name, "name_other": "", "staff_code": f"B{number:05}"}
    )
    tier = TIERS[4 if number % 10 else number // 10 % 5]
    yield Record(Kind.TENURES, {"person": person, "tenures": [[tier, branch, "2025-01-01", None]]})
    for place, (module, title) in enumerate(SERIES.items()):
        id_, on = number * 8 + place, date(2025, 6, 1) + timedelta(days=(number + place * 31) % 300)
        ends = on.replace(year=on.year + 1)
        fact = {"person": person, "module": module, "language": "en", "valid_until": ends.isoformat()}
        learned = {"id": id_, "edition": f"{module}-1", "source": "quiz", "source_id": f"attempt-{id_}", "percent": 90}
        yield Record(Kind.COMPLETION, {**fact, **learned, "completed_on": on.isoformat(), "begun_on": on.isoformat()})
        paper = {"code": f"B{id_:011}", "kind": "competence", "completion": id_, "attendance": None, "title": title}
        issue = {"institution_name": "Large (invented)", "tier": tier, "issued_on": on.isoformat()}
        yield Record(Kind.CERTIFICATE, {**fact, **paper, **issue}, private={"name": name, "name_other": ""})
