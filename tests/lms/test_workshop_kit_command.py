"""`lms workshop kit` and `lms workshop debrief`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.cli.main import cli
from tests.lms.test_workshop_command import OPEN, lms
from webinar_kits.archive import unpack

__all__ = ["lms"]


def call(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, arguments, prog_name="lms")
    assert result.exit_code == code, result.output
    return result


def test_a_kit_is_written_without_a_database(tmp_path: Path) -> None:
    whole, handed_out = tmp_path / "kit.zip", tmp_path / "handouts.zip"
    said = call("workshop", "kit", "--mode", "webinar", "--starts-on", "2026-05-04", "-o", str(whole)).output
    assert said == f"{whole}: {whole.stat().st_size} bytes\n"
    call("workshop", "kit", "--mode", "webinar", "--trainees", "-o", str(handed_out))
    assert "facilitator/07-breakout-texts.txt" in unpack(whole.read_bytes())
    assert not [name for name in unpack(handed_out.read_bytes()) if name.startswith("facilitator")]


@pytest.mark.parametrize(
    ("more", "said"),
    [(("--case", "nowhere"), "quellmar"), (("--language", "xx"), "the workshop is in en"), ((), "does not exist")],
)
def test_what_cannot_be_made_is_refused_with_the_cure(more: tuple[str, ...], said: str, tmp_path: Path) -> None:
    output = str(tmp_path / "nowhere" / "kit.zip")
    assert said in call("workshop", "kit", "--mode", "room", *more, "-o", output, code=2).output


def test_what_a_length_costs_is_told_and_an_impossible_one_refused(tmp_path: Path) -> None:
    output = str(tmp_path / "kit.zip")
    told = call("workshop", "kit", "--mode", "room", "--lengths", "400", "--trainees", "-o", output).stderr
    assert "Tools market: 60 minutes, here left out" in told
    refused = call("workshop", "kit", "--mode", "room", "--lengths", "300", "-o", output, code=2).output
    assert "--lengths: 300 minutes are too short" in refused
    assert "365 minutes" in refused
    assert (
        "--starts-on:" in call("workshop", "kit", "--mode", "room", "--starts-on", "may", "-o", output, code=2).output
    )


def test_a_debrief_is_written_and_a_workshop_that_is_not_there_named(lms, tmp_path: Path) -> None:
    workshop_id = lms(*OPEN, "--network", "lakes").output.split()[0]
    output = tmp_path / "debrief.pptx"
    lms("workshop", "debrief", workshop_id, "-o", str(output))
    assert output.read_bytes().startswith(b"PK")
    assert "There is no workshop 'nothing'" in lms("workshop", "debrief", "nothing", "-o", str(output), code=2).output
