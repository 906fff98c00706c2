"""`lms workshop`: opening, listing and closing without the web."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from lms.accounts.service import find_account
from lms.cli.main import cli
from lms.workshops.invitations import Letter, note_letter
from tests.worlds import make_world

OPEN = ("workshop", "open", "March workshop", "--starts-on", "2026-03-02", "--trainer", "officer@lakes.example")


@pytest.fixture
def lms(engine_url: str, tmp_path: Path, session: Session, now):
    make_world(session, now=now)
    session.commit()
    environ = {"DATABASE_URL": engine_url, "INSTANCE_DIR": str(tmp_path / "instance")}

    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli, arguments, env=environ, prog_name="lms")
        assert result.exit_code == code, result.output
        return result

    return call


def test_a_workshop_is_opened_listed_and_closed(lms) -> None:
    workshop_id, code = lms(*OPEN, "--network", "lakes", "--mode", "webinar").output.split()
    assert len(code) == 8

    listed = json.loads(lms("workshop", "list", "--json").output)
    assert [(one["id"], one["state"], one["people"]) for one in listed] == [(workshop_id, "open", 1)]
    assert listed[0]["holder"] == "Lakes Network (invented)"
    lms("workshop", "close", workshop_id)
    assert "closed" in lms("workshop", "list").output


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "Name an institution or a network"),
        (("--network", "lakes", "--institution", "valley"), "Name an institution or a network"),
        (("--network", "lakes", "--case", "nowhere"), "quellmar"),
        (("--network", "lakes", "--trainer", "nobody@lakes.example"), "no account"),
        (("--network", "lakes", "--zone", "Mars/Base"), "no such time zone"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_a_sentence(lms, more: tuple[str, ...], said: str) -> None:
    assert said in lms(*OPEN, *more, code=2).output


def test_closing_a_workshop_that_is_not_there_is_refused(lms) -> None:
    assert "no such workshop" in lms("workshop", "close", "nowhere", code=2).output


def test_reviews_are_opened_and_topped_up_from_the_command_line(lms) -> None:
    workshop_id, _code = lms(*OPEN, "--network", "lakes").output.split()

    assert (
        "0 reviews are given out: 0 proposals, 0 trainees, seed 7."
        in lms("workshop", "reviews", workshop_id, "--seed", "7").output
    )
    assert "from 1 to 9" in lms("workshop", "reviews", workshop_id, "--each", "0", code=2).output
    lms("workshop", "close", workshop_id)
    assert "closed" in lms("workshop", "reviews", workshop_id, code=2).output


def test_a_workshop_is_held_in_one_day_and_told_by_the_command(lms) -> None:
    workshop_id, _code = lms(*OPEN, "--network", "lakes", "--lengths", "400", "--at", "09:00").output.split()
    told = lms("workshop", "agenda", workshop_id).output
    assert "09:00–15:40" in told

    arguments = ("workshop", "agenda", workshop_id, "--lengths", "450,480", "--starts-on", "2126-05-04,2126-05-06")
    lms(*arguments, code=2)
    assert "the least that is possible is" in lms(*OPEN, "--network", "lakes", "--lengths", "60", code=2).output
    later, _code = lms(*OPEN[:4], "2126-03-02", *OPEN[5:], "--network", "lakes", "--lengths", "400").output.split()
    changed = lms("workshop", "agenda", later, *arguments[3:]).output
    assert "Saturday 4 May 2126" in changed
    assert "Monday 6 May 2126" in changed


def test_who_was_invited_is_listed_and_taken_off_every_list_when_she_asks(lms, session: Session, now) -> None:
    workshop_id, _code = lms(*OPEN, "--network", "lakes").output.split()
    trainer = find_account(session, email="officer@lakes.example")
    assert trainer is not None
    letter = Letter("nadia@new.example", "Nadia Noor", "en", trainer.id)
    note_letter(session, workshop_id=workshop_id, letter=letter, now=now)
    session.commit()

    assert "nadia@new.example  Nadia Noor" in lms("workshop", "invited", workshop_id).output
    [one] = json.loads(lms("workshop", "invited", workshop_id, "--json").output)
    assert (one["email"], one["letters"]) == ("nadia@new.example", 1)
    assert "1 workshop" in lms("workshop", "uninvite", " Nadia@New.example").output
    assert lms("workshop", "invited", workshop_id).output == ""
    assert "no such workshop" in lms("workshop", "invited", "nowhere", code=2).output
