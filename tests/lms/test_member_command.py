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
