"""`lms evidence`: packs on the command line, and checking them with nothing else at hand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.cli.evidence_pack import read_known_at
from lms.cli.main import cli
from lms.errors import Invalid
from lms.ledger.packs.verify import verify
from tests.broken_packs import broken_packs, raw_archive
from tests.kept_checkpoints import kept_checkpoints
from tests.packs import OTHER_SIGNER, SIGNER, full_log, pack_of, sample_pack

ROOT = Path(__file__).parents[2]


@pytest.fixture
def lms(engine_url: str, tmp_path: Path):
    environ = {"DATABASE_URL": engine_url, "INSTANCE_DIR": str(tmp_path / "instance")}

    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli, arguments, env=environ, prog_name="lms")
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture
def valley(small_world) -> str:
    return "valley"


def test_a_pack_is_written_and_the_same_again(lms, valley, tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"

    said = lms("evidence", "pack", valley, "--as-of", "2026-03-02", "-o", str(first)).output
    size = said.split("entry ")[1].strip()
    lms("evidence", "pack", valley, "--as-of", "2026-03-02", "--known-at", size, "-o", str(second))

    assert first.read_bytes() == second.read_bytes()
    found = verify(first.read_bytes())
    assert found.is_sound
    assert dict(found.facts)["SHA-256 of the pack"] in said
    key = lms("ledger", "key").output.splitlines()[0]
    assert "Everything holds." in lms("evidence", "verify", str(first), "--key", key, "--against", str(second)).output


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("valley", "--as-of", "2001-01-01"), "--as-of: On 1 January 2001 the institution had not begun"),
        (("valley", "--as-of", "2024-12-31"), "its first day here is 1 January 2025"),
        (("valley", "--as-of", "2099-01-01"), "--as-of: 1 January 2099 is still to come"),
        (("valley", "--as-of", "yesterday"), "--as-of: “yesterday” is not a date"),
        (("valley", "--as-of", "2026-03-01", "--known-at", "12"), "--known-at: No checkpoint was signed at 12"),
        (("valley", "--as-of", "2026-03-01", "--known-at", "noon"), "--known-at: “noon” is neither"),
        (("nowhere", "--as-of", "2026-03-01"), "nowhere"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(lms, valley, tmp_path: Path, asked, words) -> None:
    output = tmp_path / "pack.zip"

    assert words in lms("evidence", "pack", *asked, "-o", str(output), code=2).output
    assert not output.exists()


def test_a_folder_that_is_not_there_is_told_before_anything_is_made(lms, valley, tmp_path: Path) -> None:
    said = lms("evidence", "pack", valley, "--as-of", "2026-03-02", "-o", str(tmp_path / "a" / "b.zip"), code=2).output

    assert "make it first" in said


@pytest.mark.parametrize("as_json", [False, True])
def test_checking_needs_no_instance_no_database_and_no_settings(tmp_path: Path, *, as_json: bool) -> None:
    (tmp_path / "pack.zip").write_bytes(sample_pack())
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": "nonsense", "PORT": "none"}
    command = [sys.executable, "-m", "lms.cli.main", "evidence", "verify", "pack.zip", *(["--json"] if as_json else [])]

    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["is_sound"] if as_json else "Everything holds." in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]


def call(*arguments: str, code: int) -> str:
    result = CliRunner().invoke(cli, ["evidence", "verify", *arguments], prog_name="lms")
    assert result.exit_code == code, result.output
    return result.output


def test_what_does_not_hold_is_named_with_exit_1(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(broken_packs()["a register keyed up"].content)

    said = call(str(path), code=1)
    as_json = json.loads(call(str(path), "--json", code=1))

    assert "NOT  Every figure and list follows from the entries" in said
    assert "sessions/6f0c3a52-0f5e-4a57-9f5e-5c2f6c1d0a01.csv: it does not follow" in said
    assert [(one["part"], one["file"].split("/")[0]) for one in as_json["faults"]] == [("figures", "sessions")]


def test_a_key_that_is_not_the_packs_is_found(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(sample_pack())

    assert "Everything holds." in call(str(path), "--key", str(SIGNER.verifier), code=0)
    assert "not the one you gave" in call(str(path), "--key", str(OTHER_SIGNER.verifier), code=1)
    assert "Write it as `lms ledger key` prints it" in call(str(path), "--key", "x", code=2)


def test_an_older_pack_is_compared(tmp_path: Path) -> None:
    newer, older = tmp_path / "newer.zip", tmp_path / "older.zip"
    newer.write_bytes(sample_pack())
    older.write_bytes(pack_of(full_log(), size=min(full_log().signed)))

    assert "4 were added since, none was changed" in call(str(newer), "--against", str(older), code=0)
    assert "exchange the two" in call(str(older), "--against", str(newer), code=1)


def test_a_kept_checkpoint_is_compared(tmp_path: Path) -> None:
    pack, note = tmp_path / "pack.zip", tmp_path / "checkpoint.txt"
    for what, code in (("an earlier one", 0), ("of a rewritten history", 1)):
        kept = kept_checkpoints()[what]
        pack.write_bytes(kept.pack)
        note.write_bytes(kept.note)

        assert kept.says in call(str(pack), "--kept", str(note), code=code)


def test_a_pack_writes_no_line_of_its_own_on_the_terminal(tmp_path: Path) -> None:
    path, name = tmp_path / "pack.zip", "a\x1b[2J\nEverything holds.\x9b8m.txt"
    path.write_bytes(raw_archive([(name, b"a")]))

    said = call(str(path), code=1)

    assert "\nEverything holds" not in said
    assert r"a\u001b[2J\u000aEverything holds.\u009b8m" in said


def test_what_holds_is_told_with_what_that_leaves_open(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(sample_pack())

    assert "Who signed it is not settled" in call(str(path), code=0)
    said = call(str(path), "--key", str(SIGNER.verifier), code=0)

    assert "It is signed by the key you gave." in said
    assert "What this does not show:\n  summary.pdf, coverage.xlsx" in said


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in call(str(tmp_path / "none.zip"), code=2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1250", "1250"),
        ("2026-06-30", "2026-06-30T23:59:59.999999+00:00"),
        ("2026-06-30T17:00Z", "2026-06-30T17:00:00+00:00"),
        ("2026-06-30T17:00", "2026-06-30T17:00:00+00:00"),
        ("2026-06-30T17:00+03:00", "2026-06-30T17:00:00+03:00"),
    ],
)
def test_known_at_is_a_size_or_a_moment(text: str, found: str) -> None:
    read = read_known_at(text)

    assert (str(read) if isinstance(read, int) else read.isoformat()) == found


@pytest.mark.parametrize("text", ["", "noon", "-5", "12345678901"])
def test_known_at_that_is_neither_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_known_at(text)
