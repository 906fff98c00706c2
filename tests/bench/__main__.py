"""`make bench`: our pages beside the least that Flask can do, in one run. Prints a report, judges nothing."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import autosaves, coverage, growth, inside, load, packs, proposals, servers
from tests.bench.instance import Instance, make_instance

CONNECTIONS = 8


def main() -> None:
    """Run the whole bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="how long each load lasts")
    parser.add_argument("--members", type=int, default=10_000, help="members of the coverage pages")
    parser.add_argument("--coverage-members", type=int, default=100_000, help="members of the coverage queries")
    parser.add_argument("--pack-members", type=int, default=5_000, help="members of the evidence pack")
    parser.add_argument("--trainees", type=int, default=100, help="people who write at once")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), seconds=options.seconds, members=options.members)
        coverage.report(say, members=options.coverage_members)
        packs.report(Path(folder) / "packs", say, members=options.pack_members)
        proposals.report(say)
        growth.report(say)
        autosaves.report(Path(folder) / "autosaves", say, seconds=options.seconds * 5, trainees=options.trainees)


def report(folder: Path, *, seconds: float, members: int) -> None:
    """Print all figures."""
    say(f"CPP Training, bench: {CONNECTIONS} connections, {seconds:g} s a load, Python {sys.version.split()[0]}")
    made = make_instance(folder / "instance", learners=CONNECTIONS, members=members)
    bare_port, port = servers.free_port(), servers.free_port()
    with servers.serving(*servers.bare(bare_port, folder), port=bare_port, environ={}, path="/bare") as (_, bare_start):
        floor = bare_figures(bare_port, seconds)
    environ = {**made.environ, "PORT": str(port), "LOG_LEVEL": "warning"}
    with servers.serving(*servers.ours(), port=port, environ=environ, path="/sign-in") as (_, first_start):
        pass
    with servers.serving(*servers.ours(), port=port, environ=environ, path="/sign-in") as (child, start):
        own = f"{start:.2f} s ({first_start:.2f} s the first time)"
        say(f"\nfirst page after starting: bare {bare_start:.2f} s, ours {own}")
        say(f"memory at first: {memory(child.pid)}")
        our_figures(made, port, seconds, floor)
        say(f"memory after load: {memory(child.pid)}")
    inside.report(made, say)


def bare_figures(port: int, seconds: float) -> dict[str, load.Figures]:
    """Measure the bare pages."""
    cookie = {"Cookie": servers.cookie_of(port, "/enter")}
    page = load.run("bare page", port, _same(load.getting("/bare", {})), seconds=seconds)
    read = load.run("bare, sign-in and one read", port, _same(load.getting("/signed-in", cookie)), seconds=seconds)
    write = load.run(
        "bare, one committed write", port, _same(load.posting("/write", "", cookie, status=204)), seconds=seconds
    )
    for figures in (page, read, write):
        say(figures.row())
    return {"read": read, "write": write}


def our_figures(made: Instance, port: int, seconds: float, floor: dict[str, load.Figures]) -> None:
    """Measure our pages, each beside its floor."""
    learner = {"Cookie": made.cookies["learner-0"], "Accept-Encoding": "gzip"}
    lesson = load.run(
        "lesson page", port, _same(load.getting("/modules/complaints/sections/silence", learner)), seconds=seconds
    )
    say(lesson.row() + ratio(lesson, floor["read"], "sign-in and one read"))
    training = load.run("my training", port, _same(load.getting("/training", learner)), seconds=seconds)
    say(training.row() + ratio(training, floor["read"], "sign-in and one read"))
    answers = load.run("answer save", port, [_answers(made, place) for place in range(CONNECTIONS)], seconds=seconds)
    say(answers.row() + ratio(answers, floor["write"], "one committed write"))
    quizzes = load.run(
        "whole quiz of 12 (begin to result)", port, [_quizzes(made, place) for place in range(CONNECTIONS)],
        seconds=seconds * 2,
    )  # fmt: skip
    say(quizzes.row() + f"  one alone {_alone(made, port):.3f} s")
    coordinator = {"Cookie": made.cookies["coordinator"], "Accept-Encoding": "gzip"}
    one = [load.again(load.getting(f"/institutions/{made.large}/coverage", coordinator))]
    say(load.run("coverage 10,000 x modules, page", port, one, seconds=seconds).row())
    one = [load.again(load.getting(f"/institutions/{made.large}/coverage/people.csv", coordinator))]
    say(load.run("coverage 10,000, people CSV", port, one, seconds=seconds).row())
    _kits(made, port)


def _kits(made: Instance, port: int) -> None:
    facilitator = {"Cookie": made.cookies["facilitator"], "X-CSRFToken": made.tokens["facilitator"]}
    warm_up = [iter([load.getting(f"/institutions/{made.small}/kits", facilitator)])]
    load.run("", port, warm_up, seconds=10)
    plain = {**facilitator, "Content-Type": "application/x-www-form-urlencoded"}
    for name, minutes in (
        ("kit, first after start", 60),
        ("kit, cold", 75),
        ("kit, cold", 90),
        ("kit, from the store", 75),
    ):
        body = f"module=complaints&mode=webinar&tier=field&minutes={minutes}&zone=UTC&date=&time="
        ask = load.posting(f"/institutions/{made.small}/kits", body, plain, status=303)
        figures = load.run(f"{name} ({minutes} min)", port, [iter([ask])], seconds=60)
        say(figures.row())
    href = made.newest_kit()
    ask = load.getting(f"/institutions/{made.small}/kits/{href}/file", facilitator)
    say(load.run("kit download from the store", port, [load.again(ask)], seconds=2).row())


def _same(ask: load.Ask) -> list[Iterator[load.Ask]]:
    return [load.again(ask) for _ in range(CONNECTIONS)]


def _answers(made: Instance, place: int) -> Iterator[load.Ask]:
    headers = made.json_headers(f"learner-{place}")
    attempt = made.open_attempt(f"learner-{place}")
    while True:
        for item_id, response in attempt.responses.items():
            body = json.dumps({"id": made.new_id(), "item": item_id, "response": response})
            yield load.posting(f"/api/v1/attempts/{attempt.id}/answers", body, headers, status=201)


def _quizzes(made: Instance, place: int) -> Iterator[load.Ask]:
    while True:
        yield made.whole_quiz(f"taker-{place}")


def _alone(made: Instance, port: int) -> float:
    figures = load.run("", port, [iter([made.whole_quiz("taker-0")] * 5)], seconds=60)
    return figures.median / 1000


def ratio(own: load.Figures, floor: load.Figures, name: str) -> str:
    """Return how many times the floor's rate ours is."""
    return f"  = {own.rate / floor.rate:.2f} of {name}"


def memory(process: int) -> str:
    """Return the memory of a server in words."""
    return ", ".join(f"{name} {share:.0f} MiB" for name, share in servers.memory_of(process).items())


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
