"""`lms roster`: shows what a list would change, writes it only when told to, and gives the roster back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lms.cli.main import cli

LIST = "Code,Name,Branch,Tier,Since\nN1,Zoé Müller,Head office,Loan officer,2026-01-05\n"


@pytest.fixture
def lms(engine_url, tmp_path):
    """Calls `lms` on this test's database."""
    runner = CliRunner(env={"DATABASE_URL": engine_url, "INSTANCE_DIR": str(tmp_path / "instance")})

    def call(*arguments, code=0):
        result = runner.invoke(cli, [str(one) for one in arguments])
        assert result.exit_code == code, f"{result.output}\n{result.exception!r}"
        return result.output

    call("institution", "create", "valley", "--name", "Valley")
    return call


@pytest.fixture
def write(tmp_path):
    def make(text, name="list.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


def test_a_list_is_shown_then_applied_then_changes_nothing(lms, write):
    path = write(LIST)

    shown = lms("roster", "import", "valley", path)
    before = json.loads(lms("roster", "import", "valley", path, "--json"))
    lms("roster", "import", "valley", path, "--apply")
    after = json.loads(lms("roster", "import", "valley", path, "--json"))

    assert "1  new" in shown
    assert "Nothing is written." in shown
    assert (before["counts"]["new"], before["is_applied"]) == (1, False)
    assert (after["counts"]["unchanged"], after["changes"]) == (1, [])


@pytest.mark.parametrize("name", ["roster.csv", "roster.xlsx"])
def test_the_roster_written_and_read_back_changes_nothing(lms, write, tmp_path, name):
    lms("roster", "import", "valley", write(LIST), "--apply")

    told = lms("roster", "export", "valley", "-o", tmp_path / name)
    found = json.loads(lms("roster", "import", "valley", tmp_path / name, "--json"))

    assert "1 people" in told
    assert (found["counts"]["unchanged"], found["changes"], found["faults"]) == (1, [], [])


def test_what_must_be_said_first_is_refused_with_its_option(lms, write):
    dates = write(LIST.replace("2026-01-05", "03/02/2026"))
    faulty = write(LIST + "N2,B,Nowhere,field,\n", "faulty.csv")

    asked = lms("roster", "import", "valley", dates, code=2)
    told = json.loads(lms("roster", "import", "valley", dates, "--json", "--date-order", "mdy"))
    refused = lms("roster", "import", "valley", faulty, "--apply", code=2)

    assert "--date-order: the dates of Since (03/02/2026)" in asked
    assert told["changes"][0]["differences"][-1]["new"] == "2026-03-02"
    assert "1 rows cannot be taken" in refused
    assert "new branch: Nowhere" in lms("roster", "import", "valley", faulty)
    assert "Applied." in lms("roster", "import", "valley", faulty, "--apply", "--new-branches")


def test_what_cannot_be_read_or_written_is_refused(lms, write, tmp_path):
    assert "This is a PDF." in lms("roster", "import", "valley", write("%PDF-1.7"), code=2)
    assert "There is no institution" in lms("roster", "import", "nowhere", write(LIST), code=2)
    assert "--since" in lms("roster", "import", "valley", write(LIST), "--since", "soon", code=2)
    assert ".csv or .xlsx" in lms("roster", "export", "valley", "-o", tmp_path / "roster.pdf", code=2)
    assert "does not exist" in lms("roster", "export", "valley", "-o", tmp_path / "none" / "roster.csv", code=2)


def test_a_list_whose_columns_are_not_known_is_refused_and_they_can_be_named(lms, write):
    path = write("A,B,C,D,E\nN1,Zoé Müller,Head office,Loan officer,blue\n")
    columns = ("staff_code=A", "name=b", "branch=C", "tier=D")

    refused = lms("roster", "import", "valley", path, code=2)
    unknown = lms("roster", "import", "valley", path, "--column", "name=Z", code=2)
    told = lms("roster", "import", "valley", path, *(part for one in columns for part in ("--column", one)))

    assert "--column: Say which column holds the staff code, the name or the address" in refused
    assert "A, B, C, D, E" in unknown
    assert "1  new" in told
    assert "Not read: E." in told


def test_new_branches_called_like_another_wait_for_a_word_and_can_be_joined(lms, write):
    lms("roster", "import", "valley", write(LIST.replace("Head office", "Mombasa")), "--new-branches", "--apply")
    more = write("Code,Name,Branch,Tier\nN2,Ann Lee,Mombasa Branch,Teller\nN3,Bob Ray,Kisumu,Teller\n", "more.csv")

    asked = lms("roster", "import", "valley", more, "--new-branches")
    same = lms("roster", "import", "valley", more, "--new-branches", "--branch", "Mombasa Branch=Mombasa")
    lms("roster", "import", "valley", more, "--new-branches", "--branch", "Mombasa Branch=Mombasa Branch", "--apply")
    shown = lms("branch", "join", "valley", "mombasa branch", "Mombasa")
    told = lms("branch", "join", "valley", "Mombasa Branch", "Mombasa", "--apply", "--json")
    refused = lms("branch", "join", "valley", "Nowhere", "Mombasa", code=2)

    assert "new branch: Kisumu (1 row)\n" in asked
    assert 'not made: is it Mombasa? Say --branch "Mombasa Branch=Mombasa"' in asked
    assert "taken as Mombasa" in same
    assert "     1  move today" in shown
    assert json.loads(told)["is_applied"] is True
    assert json.loads(lms("branch", "list", "valley", "--json"))[-1]["joined_into"] == "Mombasa"
    assert "There are: Head office, Kisumu, Mombasa." in refused
    assert json.loads(lms("roster", "import", "valley", more, "--json"))["changes"] == []
