"""`lms session`: a register from a file, all of it or nothing."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.orm import Session

from lms.cli.main import cli
from lms.workflows.plan_session import Planned, plan_session
from tests.lms.boards_and_sessions import principle


@pytest.fixture
def planned(session: Session, small_world, now):
    house, key = small_world.valley, str(uuid4())
    asked = Planned(
        module=principle(),
        title="",
        mode="in_person",
        starts_at=datetime(2026, 3, 2, 6, 30, tzinfo=UTC),
        zone="Africa/Nairobi",
        minutes=90,
        minimum_minutes=72,
        place="",
        facilitator_name="",
    )
    plan_session(session, institution_id=house.id, session_id=key, asked=asked, account_id=None, now=now)
    session.commit()
    return key


@pytest.fixture
def lms(engine_url: str, tmp_path: Path):
    environ = {"DATABASE_URL": engine_url, "INSTANCE_DIR": str(tmp_path / "instance")}

    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli, arguments, env=environ, prog_name="lms")
        assert result.exit_code == code, result.output
        return result

    return call


def count(session: Session) -> int:
    found = session.execute(text("select count(*) from attendance")).scalar_one()
    session.rollback()
    return found


def test_a_register_is_written_from_a_file_once(lms, planned, session, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text("Staff code,Minutes,Test\nV005,85,90\nV004,90\n")

    assert "nothing is written" in lms("session", "register", "valley", planned, str(file), "--dry-run").output
    assert count(session) == 0
    assert "2 of 2 lines" in lms("session", "register", "valley", planned, str(file)).output
    assert "0 of 2 lines" in lms("session", "register", "valley", planned, str(file)).output

    assert count(session) == 2
    titles = session.execute(text("select distinct module_title from certificate")).scalars().all()
    assert titles == [principle().title]


def test_one_faulty_line_and_nothing_is_written(lms, planned, session, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text("V005,85,90\nV999,90\nV004,91\n")

    said = lms("session", "register", "valley", planned, str(file), code=2).output

    assert f"{file}:2: Nobody with this code" in said
    assert f"{file}:3:" in said
    assert count(session) == 0


def test_the_sessions_are_listed_for_people_and_for_programs(lms, planned):
    assert planned in lms("session", "list", "valley").output
    assert f'"id": "{planned}"' in lms("session", "list", "valley", "--json").output


def test_what_is_not_there_is_said(lms, planned, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text("V005")

    assert "no such training session" in lms("session", "register", "valley", str(uuid4()), str(file), code=2).output
    assert "nowhere" in lms("session", "register", "nowhere", planned, str(file), code=2).output
