"""`lms content check` and `lms content stats` cover the workshop."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from courses.resources import workshop_folder
from lms.cli.main import cli


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    return Path(shutil.copytree(workshop_folder(), tmp_path / "content" / "workshop"))


def _content(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["content", *map(str, arguments)])


def test_a_workshop_is_checked_and_its_faults_can_be_opened(workshop, monkeypatch):
    monkeypatch.chdir(workshop.parents[1])
    facts = workshop / "cases/sandrel/facts.en.toml"
    facts.write_text(facts.read_text().replace("Sandrel has 18 branches.", "Sandrel has many branches."))

    result = _content("check", workshop)

    (fault,) = result.stdout.splitlines()
    path, line, what = fault.split(":", 2)
    assert (workshop.parents[1] / path).read_text().splitlines()[int(line) - 1] == "[facts.branches]"
    assert what == " F7 has the value 18, which its words do not say; mend one of them"
    assert "1 workshop checked, 1 faults." in result.stderr
    assert result.exit_code == 1


def test_the_shipped_workshop_is_checked_with_the_modules(monkeypatch):
    result = _content("check")

    assert "8 modules and 1 workshop checked, 0 faults." in result.stderr
    assert result.exit_code == 0


def test_the_cases_are_counted_for_people_and_for_programs(workshop):
    table = _content("stats", workshop).stdout.splitlines()
    document = json.loads(_content("stats", "--json", workshop).stdout)

    assert table[0].split() == ["case", "lang", "edition", "facts", "values", "exhibits", "contradictions", "voices"]
    assert sorted(line.split()[0] for line in table[1:]) == ["quellmar", "sandrel"]
    assert document["modules"] == []
    assert {case["id"]: (case["facts"], case["exhibits"]) for case in document["cases"]} == {
        "sandrel": (82, 15),
        "quellmar": (60, 12),
    }
