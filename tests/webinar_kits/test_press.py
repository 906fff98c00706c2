"""The document process: a job a line, an answer a line, whole files or none."""

import io
import json
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from courses.model import Module
from tests.webinar_kits.samples import MakeRequest
from tests.webinar_kits.test_pdf_writer import CERTIFICATE
from webinar_kits.build import build_kit
from webinar_kits.certificate_jobs import write_certificate, write_certificates
from webinar_kits.jobs import Json, write_request, write_tables
from webinar_kits.press import Press, serve
from webinar_kits.tables import Column, Sheet

ROOT = Path(__file__).parents[2]


def _line(kind: str, request: dict[str, Json], output: Path, folder: Path) -> str:
    job = {"id": "j1", "job": kind, "folder": str(folder), "request": request, "output": str(output)}
    return json.dumps(job)


def test_a_kit_is_written_where_it_was_asked_for(
    complaints: Module, complaints_folder: Path, make_request: MakeRequest, tmp_path: Path
) -> None:
    request, output = make_request(), tmp_path / "kit.zip"
    answer = json.loads(Press().answer(_line("kit", write_request(request), output, complaints_folder)))
    expected = build_kit(request, complaints)
    assert output.read_bytes() == expected
    assert answer == {"id": "j1", "ok": True, "bytes": len(expected), "sha256": sha256(expected).hexdigest()}
    assert list(tmp_path.iterdir()) == [output]


def test_the_process_answers_each_line_and_ends_with_its_input(complaints_folder: Path, tmp_path: Path) -> None:
    tables = write_tables(
        (Sheet("Who", (Column("Name"),), (("Zoé",),)),), title="Who", author="A", dated_on=date(2026, 5, 4)
    )
    jobs = (
        _line("certificate", write_certificate(CERTIFICATE), tmp_path / "c.pdf", complaints_folder),
        _line("sheets", tables, tmp_path / "s.xlsx", complaints_folder),
        _line("certificates", write_certificates([CERTIFICATE] * 2), tmp_path / "two.pdf", complaints_folder),
        _line("digests", {"documents": [{"id": "urn:x:1"}]}, tmp_path / "digests.json", complaints_folder),
        "no json",
    )
    done = subprocess.run(
        [sys.executable, "-m", "webinar_kits.press"],
        input="\n".join(jobs) + "\n",
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["ok"] for answer in answers] == [True, True, True, True, False]
    assert done.stderr == ""
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "two.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads((tmp_path / "digests.json").read_text()) == [sha256(b"").hexdigest()]
    assert (tmp_path / "s.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"minutes": 7}, "minutes", "the shortest session"),
        ({"mode": "online"}, "mode", "choose in_person or webinar"),
        ({"language": "xx"}, "folder", "xx"),
    ],
)
def test_a_job_that_fails_names_the_field_and_leaves_no_file(
    complaints_folder: Path,
    make_request: MakeRequest,
    tmp_path: Path,
    changes: dict[str, Json],
    field: str,
    words: str,
) -> None:
    request = {**write_request(make_request()), **changes}
    answer = json.loads(Press().answer(_line("kit", request, tmp_path / "kit.zip", complaints_folder)))
    assert (answer["id"], answer["ok"], answer["field"]) == ("j1", False, field)
    assert words in answer["error"]
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_leaves_the_old_file(complaints_folder: Path, tmp_path: Path) -> None:
    line = _line("certificate", write_certificate(CERTIFICATE), tmp_path / "missing" / "c.pdf", complaints_folder)
    answer = json.loads(Press().answer(line))
    assert answer["ok"] is False
    assert "missing" in answer["error"]


def test_an_unknown_job_names_the_choices(complaints_folder: Path, tmp_path: Path) -> None:
    answer = json.loads(Press().answer(_line("poem", {}, tmp_path / "p", complaints_folder)))
    assert answer["field"] == "job"
    assert "choose kit, certificate, certificates" in answer["error"]


def test_a_changed_module_is_read_again(make_request: MakeRequest, complaints_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "complaints"
    folder.mkdir()
    for file in complaints_folder.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    press, output = Press(), tmp_path / "kit.zip"
    line = _line("kit", write_request(make_request()), output, folder)
    first = json.loads(press.answer(line))["sha256"]
    assert json.loads(press.answer(line))["sha256"] == first
    deck = folder / "deck.en.md"
    deck.write_text(deck.read_text().replace("A client who complains still trusts us {", "She still trusts us {", 1))
    assert json.loads(press.answer(line))["sha256"] != first


def test_empty_lines_are_passed_over() -> None:
    answers = io.StringIO()
    serve(io.StringIO("\n  \n"), answers)
    assert answers.getvalue() == ""
