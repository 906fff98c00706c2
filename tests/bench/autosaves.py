"""A room that writes at once: a hundred trainees, each saving as she types, on two workers; beside a bare write."""

import itertools
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from courses.model import Mode
from courses.proposals import write_part
from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from lms.accounts import service as accounts
from lms.app import create_app
from lms.config import read_settings
from lms.db.engine import transaction
from lms.db.upgrade import upgrade
from lms.institutions import service as institutions
from lms.institutions.service import Profile
from lms.workshops import seats
from lms.workshops.models import Part, Proposal, Seat
from lms.workshops.seats import NewWorkshop
from tests.bench import load, servers
from tests.bench.bare import create_bare_app
from tests.bench.instance import RAW_TOKEN, SECRET, cookie_of
from tests.bench.proposals import long_proposal

WORKERS = 2
# Somebody who types saves at each pause, after ten seconds at the latest.
EVERY_SECONDS = 5.0


@dataclass(frozen=True)
class Room:
    """A workshop in which everybody has written 6,000 words; who takes part, by cookie, and what version each has."""

    environ: dict[str, str]
    workshop_id: str
    cookies: tuple[str, ...]
    texts: tuple[str, ...]
    keys: tuple[str, ...]
    versions: list[int]


def report(folder: Path, say: Callable[[str], None], *, seconds: float, trainees: int = 100) -> None:
    """Print the figures."""
    room = make_room(folder, trainees)
    say(f"\nautosave: {trainees} trainees, one save in {EVERY_SECONDS:g} s each, {WORKERS} workers, 6,000 words each")
    bare_port, port = servers.free_port(), servers.free_port()
    create_bare_app(str(folder))  # its tables are there before two workers would make them at once
    bare = servers.bare(bare_port, folder, workers=WORKERS)
    with servers.serving(*bare, port=bare_port, environ={}, path="/bare"):
        cookie = {"Cookie": servers.cookie_of(bare_port, "/enter")}
        ask = load.posting("/write", "", cookie, status=204)
        asks = [paced(itertools.repeat(ask), place, trainees) for place in range(trainees)]
        say(load.run("bare, one committed write", bare_port, asks, seconds=seconds).row())
    environ = {**room.environ, "PORT": str(port), "LOG_LEVEL": "warning", "WORKERS": str(WORKERS)}
    with servers.serving(*servers.ours(), port=port, environ=environ, path="/sign-in") as (child, _start):
        warm = [itertools.islice(saves(room, place, first=0), 12) for place in range(16)]
        load.run("", port, warm, seconds=20)
        before = servers.processor_seconds(child.pid)
        asks = [paced(saves(room, place, first=1000), place, trainees) for place in range(trainees)]
        figures = load.run("autosave of a section", port, asks, seconds=seconds)
        spent = servers.processor_seconds(child.pid) - before
        say(f"{figures.row()}  processor {spent / max(1.0, figures.rate * seconds) * 1000:.1f} ms each")


def paced(asks: Iterator[load.Ask], place: int, trainees: int) -> Iterator[load.Ask]:
    """Yield what is asked at the pace of somebody who types, all of them evenly apart."""
    due = time.perf_counter() + EVERY_SECONDS * place / trainees
    for ask in asks:
        time.sleep(max(0.0, due - time.perf_counter()))
        due += EVERY_SECONDS
        yield partial(_anew, ask)


def _anew(ask: load.Ask, connection: HTTPConnection) -> int:
    connection.close()  # the server has hung up long since
    return ask(connection)


def saves(room: Room, place: int, *, first: int) -> Iterator[load.Ask]:
    """Yield the edits of one trainee: each changes a word of the section and goes on from the version before."""
    headers = {
        "Cookie": room.cookies[place],
        "X-CSRFToken": str(URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(RAW_TOKEN)),
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
    }
    section = place % len(room.keys)
    path = f"/workshops/{room.workshop_id}/proposal/parts/{room.keys[section]}"

    def ask(connection: HTTPConnection, number: int) -> int:
        fields = {
            "base_version": str(room.versions[place]),
            "edit_id": str(UUID(int=place * 1_000_000 + number, version=4)),
            "content": f"{room.texts[section]} Word {number}.",
        }
        connection.request("POST", path, body=urlencode(fields), headers=headers)
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, f"{response.status}: {body[:200]!r}"
        room.versions[place] = json.loads(body)["version"]
        return len(body)

    for number in itertools.count(first):
        yield partial(ask, number=number)


def make_room(folder: Path, trainees: int) -> Room:
    """Make the instance in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    environ = {"INSTANCE_DIR": str(folder / "room"), "SECRET_KEY": SECRET}
    (folder / "room").mkdir()
    settings = read_settings(environ)
    upgrade(settings.database_url)
    app = create_app(settings, RATELIMIT_ENABLED=False)
    with app.app_context(), transaction() as write:
        workshop_id, people = _workshop(write, trainees)
        sections = _write(write, workshop_id)
    return Room(
        environ,
        workshop_id,
        _cookies(app, people),
        texts=tuple(sections.values()),
        keys=tuple(f"section:{one}" for one in sections),
        versions=[1] * trainees,
    )


def _cookies(app: Flask, people: list[int]) -> tuple[str, ...]:
    return tuple(cookie_of(app, account_id) for account_id in people)


def _workshop(session: Session, trainees: int) -> tuple[str, list[int]]:
    now = datetime.now(UTC)
    house = institutions.create_institution(session, slug="room", profile=Profile(name="Room (invented)"), now=now)
    people = [
        accounts.create_account(session, email=f"t{number}@room.example", name=f"Trainee {number}", now=now).id
        for number in range(trainees + 1)
    ]
    new = NewWorkshop(
        title="Room", case_id="sandrel", language="en", mode=Mode.IN_PERSON, zone="UTC", starts_on=now.date(),
        institution_id=house.id,
    )  # fmt: skip
    made = seats.open_workshop(session, new=new, account_id=people[-1], now=now)
    for account_id in people[:-1]:
        seats.join(session, code=made.code, account_id=account_id, now=now)
    return made.id, people[:-1]


def _write(session: Session, workshop_id: str) -> dict[str, str]:
    proposal, now = long_proposal(load_workshop(workshop_folder())), datetime.now(UTC)
    held = {f"section:{name}": text for name, text in proposal.sections.items()}
    held |= {f"finding:{one.id}": write_part(one) for one in proposal.findings}
    held |= {f"recommendation:{one.id}": write_part(one) for one in proposal.recommendations}
    own = session.execute(
        select(Proposal.id, Seat.id).join(Seat, Seat.id == Proposal.seat_id).where(Seat.workshop_id == workshop_id)
    ).all()
    rows = [
        {"proposal_id": proposal_id, "key": key, "content": content, "version": 1, "place": place, "is_out": False,
         "saved_at": now, "saved_by_id": seat_id}
        for proposal_id, seat_id in own
        for place, (key, content) in enumerate(held.items(), start=1)
    ]  # fmt: skip
    session.execute(insert(Part), rows)
    return dict(proposal.sections)
