"""`lms ledger` on an instance, its daily checkpoint, and ledgers begun at an upgrade."""

import json
from pathlib import Path

import pytest

from lms.ledger.notes import open_note, read_head, read_verifier
from tests.instances import Instance


@pytest.fixture
def instance(engine_url: str, tmp_path: Path) -> Instance:
    """An instance with an institution whose ledger has two entries."""
    return Instance(tmp_path, engine_url)


def test_a_whole_ledger_is_said_to_be_so(instance: Instance) -> None:
    assert instance.run("ledger", "check") == "north: 2 entries, all as they were written.\n"
    assert json.loads(instance.run("ledger", "check", "north", "--json")) == [
        {"institution": "north", "size": 2, "is_whole": True, "faults": [], "checkpoints_without_signed_time": 0}
    ]


def test_what_is_not_as_it_was_written_is_named_with_exit_code_1(instance: Instance) -> None:
    instance.write("UPDATE ledger_log SET head = 'x'")

    told = instance.run("ledger", "check", "north", code=1)
    as_json = json.loads(instance.run("ledger", "check", "--json", code=1))

    assert "entry 1: it is not the last one the log knows" in told
    assert [(one["what"], one["number"]) for one in as_json[0]["faults"]] == [("entry", "1")]


def test_a_checkpoint_verifies_with_the_key_that_is_printed(instance: Instance) -> None:
    note = instance.run("ledger", "checkpoint", "north").removesuffix("\n")
    line, fingerprint = instance.run("ledger", "key").splitlines()

    head = read_head(open_note(note, [read_verifier(line)]))

    assert (head.origin, head.size) == ("127.0.0.1/north", 2)
    assert fingerprint == f"SHA-256 of this line: {read_verifier(line).fingerprint}"
    assert instance.run("ledger", "checkpoint", "--all").removesuffix("\n") == note


def test_a_checkpoint_is_of_one_or_of_all(instance: Instance) -> None:
    assert "Give an institution, or --all" in instance.run("ledger", "checkpoint", code=2)


def test_entries_and_proofs_are_printed(instance: Instance) -> None:
    lines = instance.run("ledger", "show", "north", "--after", "0").splitlines()
    proof = json.loads(instance.run("ledger", "prove", "north", "--from", "1", "--to", "2"))

    assert [json.loads(line)["kind"] for line in lines] == ["branch"]
    assert (proof["from"], proof["to"], len(proof["proof"])) == (1, 2, 1)


def test_an_institution_that_is_none_is_refused(instance: Instance) -> None:
    assert "no institution “south”" in instance.run("ledger", "check", "south", code=2)


def test_an_upgrade_begins_ledgers_that_are_missing(instance: Instance) -> None:
    instance.write(
        "INSERT INTO institution (slug, name, language, zone, currency, hotline, colour, is_invented, created_at)"
        " VALUES ('south', 'South', 'en', 'UTC', 'KES', '', '', false, '2025-01-01 00:00:00')"
    )

    assert "Ledgers begun from what the tables hold: 1." in instance.run("db", "upgrade")
    assert "Ledgers begun" not in instance.run("db", "upgrade")
    assert "south: 1 entries" in instance.run("ledger", "check", "south")
