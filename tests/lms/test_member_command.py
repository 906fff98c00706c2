"""`lms member`: a PIN or an erasure by the operator."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.orm import Session

from lms.cli.main import cli


@pytest.fixture
def valley(session: Session, small_world):
    world = small_world
    session.execute(text("UPDATE member SET email = '', account_id = NULL WHERE id = :id"), {"id": _field(world)})
    code = session.execute(text("SELECT staff_code FROM member WHERE id = :id"), {"id": _field(world)}).scalar_one()
    session.commit()
    return code


def _field(world) -> int:
    return world.valley.people["field"].member_id


@pytest.fixture
def lms(engine_url: str, tmp_path: Path):
    environ = {"DATABASE_URL": engine_url, "INSTANCE_DIR": str(tmp_path / "instance")}

    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli, arguments, env=environ, prog_name="lms")
        assert result.exit_code == code, result.output
        return result

    return call


def test_a_pin_is_printed_once_and_kept_as_a_hash(lms, valley, session: Session) -> None:
    printed = lms("member", "pin", "valley", valley).output

    pin = re.search(r"\b(\d{6})\b", printed)
    assert pin is not None
    assert pin[1] not in str(session.execute(text("SELECT pin_hash FROM account_pin")).all())


def test_erasing_needs_a_yes(lms, valley, session: Session) -> None:
    assert "--yes" in lms("member", "erase", "valley", valley).output
    assert session.execute(text("SELECT count(*) FROM member WHERE erased_at IS NOT NULL")).scalar_one() == 0
    session.rollback()

    lms("member", "erase", "valley", valley, "--yes")

    assert session.execute(text("SELECT count(*) FROM member WHERE erased_at IS NOT NULL")).scalar_one() == 1


def test_a_code_of_nobody_is_refused(lms, valley) -> None:
    assert "NOBODY" in lms("member", "pin", "valley", "NOBODY", code=2).output


def test_many_are_invited_once_a_day_and_each_is_told_of(lms, small_world, session: Session, monkeypatch, now) -> None:
    monkeypatch.setattr("lms.cli.member_invite.read_clock", lambda: now)
    before = lms("member", "invite", "valley", "--dry-run").output
    assert "0 to invite." not in before

    first = lms("member", "invite", "valley").output
    second = lms("member", "invite", "valley").output

    many = session.execute(text("SELECT count(*) FROM outbox_message")).scalar_one()
    session.rollback()
    assert f"{many} to invite." in before
    assert f"{many} invited, 0 passed over." in first
    assert "0 invited" in second
    code = session.execute(
        text("SELECT staff_code FROM member WHERE id = :id"), {"id": _field(small_world)}
    ).scalar_one()
    session.rollback()
    assert "passed over: An invitation went to her today already." in lms("member", "invite", "valley", code).output
    assert '"outcome": "written_to_today"' in lms("member", "invite", "valley", code, "--json").output
    assert session.execute(text("SELECT count(*) FROM outbox_message")).scalar_one() == many
    session.rollback()


def test_a_code_that_nobody_has_stops_it_before_anybody_is_written_to(lms, small_world, session: Session) -> None:
    code = session.execute(
        text("SELECT staff_code FROM member WHERE id = :id"), {"id": _field(small_world)}
    ).scalar_one()
    session.rollback()

    assert "Nobody was written to" in lms("member", "invite", "valley", code, "NOBODY", code=2).output
    assert session.execute(text("SELECT count(*) FROM outbox_message")).scalar_one() == 0
    session.rollback()
