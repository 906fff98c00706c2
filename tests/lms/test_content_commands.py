"""`lms content stats` and `lms content diff`: modules in numbers, and what changed between two."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.cli.main import cli
from tests.courses.conftest import SmallModule

Content = Callable[..., Result]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """Call `lms content`."""

    def call(*arguments: object, code: int = 0) -> Result:
        environ = {"INSTANCE_DIR": str(tmp_path / "instance"), "DATABASE_URL": ""}
        result = CliRunner(env=environ).invoke(cli, ["content", *map(str, arguments)])
        assert result.exit_code == code, f"{result.output}\n{result.exception!r}"
        return result

    return call


@pytest.fixture
def old(tmp_path: Path) -> SmallModule:
    return SmallModule(tmp_path / "old" / "small")


@pytest.fixture
def new(tmp_path: Path) -> SmallModule:
    return SmallModule(tmp_path / "new" / "small")


def test_stats_are_a_table_for_people(content: Content, old: SmallModule) -> None:
    header, line, *legend = content("stats", old.folder).stdout.splitlines()

    assert header.split()[:6] == ["module", "lang", "edition", "obj", "sect", "room"]
    assert line.split()[:2] == ["small", "en"]
    assert line.split()[3:] == ["4", "8", "18", "18", "3", "30", "15", "1", "2", "8", *line.split()[-2:]]
    assert "Flesch" in " ".join(legend)


def test_stats_are_json_for_programs(content: Content, old: SmallModule, tmp_path: Path) -> None:
    (found,) = json.loads(content("stats", "--json", tmp_path / "old").stdout)["modules"]

    assert (found["id"], found["language"], found["items"]["total"]) == ("small", "en", 30)
    assert found["slides"]["webinar"] == {"slides": 18, "minutes": 90, "by_tier": {}}


def test_without_a_folder_the_modules_that_ship_are_counted(content: Content) -> None:
    found = json.loads(content("stats", "--json").stdout)["modules"]

    assert "complaints" in {module["id"] for module in found}


def test_stats_of_a_module_that_cannot_be_read_say_what_is_wrong(content: Content, old: SmallModule) -> None:
    (old.folder / "deck.toml").unlink()

    assert "small/deck.toml: is missing" in content("stats", old.folder, code=2).stderr


def test_two_equal_modules_are_the_same_edition(content: Content, old: SmallModule, new: SmallModule) -> None:
    told = content("diff", old.folder, new.folder).stdout.splitlines()

    assert "small (en): the same edition, " in told[0]
    assert told[1:] == ["The newest change of the new one, of 22 November 2026, is substantive: First edition."]


def test_what_changed_is_told_part_by_part(content: Content, old: SmallModule, new: SmallModule) -> None:
    new.replace("quiz.toml", 'key = "alpha"', 'key = "beta"')
    new.replace("lesson.en.md", "word0 ", "another ")

    told = content("diff", old.folder, new.folder, code=1).stdout.splitlines()

    assert "small (en): edition " in told[0]
    assert told[1:3] == ["  section section-1: changed text", "  item item-0: THE KEY CHANGED"]
    assert told[-1].startswith("That entry stands in the old one too: add a [[changes]] entry")


def test_a_new_changelog_entry_says_what_kind_of_change_it_is(
    content: Content, old: SmallModule, new: SmallModule
) -> None:
    new.replace("words.en.toml", "Something that shows.", "Something that may show.")
    entry = '[[changes]]\non = 2026-12-01\nkind = "editorial"\ntext = "A word."\n'
    new.replace("words.en.toml", "[[changes]]", f"{entry}[[changes]]")

    told = content("diff", old.folder, new.folder, code=1).stdout.splitlines()

    assert told[-1] == "The newest change of the new one, of 1 December 2026, is editorial: A word."


def test_a_language_that_was_added_makes_another_module(content: Content, old: SmallModule, new: SmallModule) -> None:
    for path in list(new.folder.glob("*.en.*")):
        path.with_name(path.name.replace(".en.", ".fr.")).write_text(path.read_text())

    assert "language fr: added" in content("diff", old.folder, new.folder, code=1).stdout


def test_two_different_modules_or_no_module_are_bad_usage(content: Content, old: SmallModule, tmp_path: Path) -> None:
    other = SmallModule(tmp_path / "other")
    other.replace("module.toml", 'id = "small"', 'id = "other"')

    assert "other and small" in content("diff", old.folder, other.folder, code=2).stderr
    assert "is not a module" in content("diff", old.folder, tmp_path, code=2).stderr
    assert "Missing argument" in content("diff", old.folder, code=2).stderr
