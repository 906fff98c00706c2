"""The document process: one job as JSON per line in, one answer per line out, until the input ends.

The web process starts it with `python -m webinar_kits.press`, so that it need not hold the document libraries itself.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from courses.errors import ContentError
from courses.loader import load_module
from courses.model import Module
from quizzes.errors import QuizError
from webinar_kits.build import build_kit
from webinar_kits.calendar import entry_calendar, read_entry
from webinar_kits.certificate_jobs import read_certificate, read_certificates
from webinar_kits.errors import KitError
from webinar_kits.evidence_paper import evidence_paper
from webinar_kits.file_check import check_file
from webinar_kits.jobs import JobKind, Json, read_day, read_request, read_tables
from webinar_kits.linked_data import digests
from webinar_kits.pdf_writer import Template, certificate, certificates, pdf
from webinar_kits.photos import without_place
from webinar_kits.proposal_jobs import make_proposal
from webinar_kits.sheet_reader import read_spreadsheet
from webinar_kits.sheet_rows import write_book
from webinar_kits.sheets import write_sheets
from webinar_kits.workshop_jobs import make_debrief, make_workshop_calendar, make_workshop_kit

Request = Mapping[str, Json]


class Press:
    """Makes documents. Keeps each module it has read until one of its files changes."""

    def __init__(self) -> None:
        self._modules: dict[tuple[str, str], tuple[tuple[tuple[str, int, int], ...], Module]] = {}

    def answer(self, line: str) -> str:
        """Return the answer to one line; a job that fails says which field and how to mend it, and leaves no file."""
        job: Mapping[str, Json] = {}
        try:
            read = json.loads(line)
            if not isinstance(read, dict):
                raise KitError("job", "a job is a JSON object")
            job = read
            content = self._make(job)
            _write(Path(_field(job, "output")), content)
        except KitError as error:
            return _failed(job, error.field, error.text)
        except json.JSONDecodeError as error:
            return _failed(job, "job", f"the line is no JSON: {error}")
        except ContentError as error:
            return _failed(job, "folder", str(error))
        except (QuizError, OSError, ValueError, TypeError) as error:
            return _failed(job, "job", f"{type(error).__name__}: {error}")
        done = {"id": job.get("id"), "ok": True, "bytes": len(content), "sha256": sha256(content).hexdigest()}
        return json.dumps(done)

    def _make(self, job: Mapping[str, Json]) -> bytes:
        request = job.get("request")
        if not isinstance(request, dict):
            raise KitError("request", "the job has no request; write an object")
        kind = job.get("job")
        if kind == JobKind.KIT:
            asked = read_request(request)
            return build_kit(asked, self._module(_field(job, "folder"), asked.language))
        if kind == JobKind.WORKSHOP_KIT:
            return make_workshop_kit(request, modules=self._module)
        make = next((make for known, make in MAKERS.items() if known == kind), None)
        if make is None:
            raise KitError("job", f"wrong job: {kind!r}; choose {', '.join(JobKind)}")
        return make(request)

    def _module(self, folder: str, language: str) -> Module:
        state = tuple(
            (path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(Path(folder).glob("*.*"))
        )
        known = self._modules.get((folder, language))
        if known and known[0] == state:
            return known[1]
        module = load_module(Path(folder), language=language)
        self._modules[(folder, language)] = (state, module)
        return module


def _sheets(request: Request) -> bytes:
    title, author = (str(request.get(name, "")) for name in ("title", "author"))
    dated_on = read_day(request.get("dated_on"), "dated_on")
    return write_sheets(read_tables(request), title=title, author=author, dated_on=dated_on)


def _read_sheet(request: Request) -> bytes:
    book = read_spreadsheet(_given(request), name=str(request.get("name", "")))
    return json.dumps(write_book(book), ensure_ascii=False, separators=(",", ":")).encode()


def _check_file(request: Request) -> bytes:
    return json.dumps(asdict(check_file(_given(request), name=str(request.get("name", ""))))).encode()


MAKERS: Mapping[JobKind, Callable[[Request], bytes]] = {
    JobKind.CERTIFICATE: lambda request: certificate(read_certificate(request)),
    JobKind.CERTIFICATES: lambda request: certificates(read_certificates(request)),
    JobKind.DIGESTS: lambda request: json.dumps(digests(request.get("documents"))).encode(),
    JobKind.EVIDENCE: lambda request: pdf(Template.EVIDENCE, evidence_paper(request)),
    JobKind.PROPOSAL: make_proposal,
    JobKind.DEBRIEF: make_debrief,
    JobKind.WORKSHOP_CALENDAR: make_workshop_calendar,
    JobKind.SHEETS: _sheets,
    JobKind.READ_SHEET: _read_sheet,
    JobKind.CHECK_FILE: _check_file,
    JobKind.PLAIN_PHOTO: lambda request: without_place(_given(request)),
    JobKind.SESSION_CALENDAR: lambda request: entry_calendar(read_entry(request)),
}
"""What makes each kind of document from its request; a kit needs its module besides."""


def serve(source: TextIO, answers: TextIO) -> None:
    """Answer every line of the source until it ends."""
    press = Press()
    for line in source:
        if line.strip():
            answers.write(press.answer(line) + "\n")
            answers.flush()


def _write(output: Path, content: bytes) -> None:
    """Write beside the place and rename: who reads the place finds the whole file or none."""
    part = output.with_name(output.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _given(request: Request) -> bytes:
    """Return the bytes of the file that a request speaks of."""
    return Path(_field(request, "path")).read_bytes()


def _field(job: Mapping[str, Json], name: str) -> str:
    value = job.get(name)
    if not isinstance(value, str) or not value:
        raise KitError(name, f"the job has no {name}; write a path")
    return value


def _failed(job: Mapping[str, Json], field: str, text: str) -> str:
    return json.dumps({"id": job.get("id"), "ok": False, "field": field, "error": text})


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    serve(sys.stdin, sys.stdout)
