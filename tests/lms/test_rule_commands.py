"""`lms requirement` and `lms reminders` on an instance."""

from pathlib import Path

import pytest

from tests.instances import Instance

FIELD = ("--tier", "field", "--module", "complaints")


@pytest.fixture
def instance(engine_url: str, tmp_path: Path) -> Instance:
    return Instance(tmp_path, engine_url)


def test_a_rule_is_set_listed_and_dropped(instance: Instance) -> None:
    said = instance.run(
        "requirement", "set", "north", *FIELD, "--months", "12", "--due-days", "60", "--from", "2026-01-01"
    )
    again = instance.run("requirement", "set", "north", *FIELD, "--months", "12", "--due-days", "60")

    assert said == "Holds from 1 January 2026.\n"
    assert again.startswith("Held already from ")
    assert instance.run("requirement", "list", "north") == (
        "field  complaints  all  80 %  due 60 days after joining  12 months, renewed 60 days before  2026-01-01 to …\n"
    )
    assert instance.run("requirement", "drop", "north", *FIELD, "--from", "2026-02-01") == "No longer asked.\n"
    assert instance.run("requirement", "drop", "north", *FIELD, "--from", "2026-02-01") == "It was not asked.\n"
    assert instance.run("requirement", "list", "north") == ""
    assert "2026-01-01 to 2026-02-01" in instance.run("requirement", "list", "north", "--all")
    assert instance.run("ledger", "check").endswith("all as they were written.\n")


def test_a_rule_of_a_branch_is_named_by_the_branch(instance: Instance) -> None:
    instance.run("requirement", "set", "north", *FIELD, "--branch", "head office", "--due-on", "2026-12-31")

    assert "complaints  Head office  80 %  due 2026-12-31  for ever" in instance.run("requirement", "list", "north")


def test_a_rule_with_days_and_a_date_says_both(instance: Instance) -> None:
    instance.run("requirement", "set", "north", *FIELD, "--due-days", "30", "--due-on", "2027-03-01")

    assert "due 30 days after joining, not before 2027-03-01" in instance.run("requirement", "list", "north")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("set", "north", "--tier", "field", "--module", "astrology"), "there is no module astrology"),
        (("set", "north", *FIELD, "--pass-percent", "101"), "whole number from 1 to 100"),
        (("set", "north", *FIELD, "--branch", "Moon"), "There are: Head office"),
        (("set", "south", *FIELD), "There is no institution"),
        (("list", "south"), "There is no institution"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(instance: Instance, arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in instance.run("requirement", *arguments, code=2)
    assert instance.run("requirement", "list", "north", "--all") == ""


def test_reminders_go_where_they_are_on_and_say_so_where_they_are_not(instance: Instance) -> None:
    assert instance.run("reminders", "send") == "Reminders are on nowhere.\n"
    assert "are off" in instance.run("reminders", "send", "--institution", "north", code=2)
    assert "There is no institution" in instance.run("reminders", "send", "--institution", "south", code=2)

    instance.write(
        "insert into reminder_plan (institution_id, is_on, days_before, every_days, escalate_days, digest_weekday, "
        "hour) values (1, true, 7, 7, 14, 0, 8)"
    )

    assert instance.run("reminders", "send", "--dry-run") == "north  0 to write\n"
    assert instance.run("reminders", "send", "--institution", "north") == "north  0 written\n"
