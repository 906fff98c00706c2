"""The documents of a proposal from the request of the web process: the case is read once and kept until it changes."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path

from courses.case_loader import load_case
from courses.cases import Case
from courses.workshop import Workshop
from courses.workshop_loader import load_workshop
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.proposals.print import write_pdf
from webinar_kits.proposals.requests import Format, read_format, read_paper
from webinar_kits.proposals.word import write_docx
from webinar_kits.proposals.workbook import write_xlsx
from webinar_kits.workshop.pitch import write_pitch

WRITERS: Mapping[Format, Callable[[ProposalPaper], bytes]] = {
    Format.WORD: write_docx,
    Format.PDF: write_pdf,
    Format.WORKBOOK: write_xlsx,
    Format.DECK: write_pitch,
}


def make_proposal(request: Mapping[str, Json]) -> bytes:
    """Return the document that a request asks for; raises KitError naming the field that is missing or wrong."""
    wanted = read_format(request)
    folder, case_id, language = (_text(request, name) for name in ("folder", "case", "language"))
    place = Path(folder)
    state = tuple((str(path), path.stat().st_mtime_ns) for path in sorted(place.rglob("*")) if path.is_file())
    case, workshop = _content(place, case_id, language, state)
    return WRITERS[wanted](read_paper(request, case=case, workshop=workshop))


@functools.lru_cache(maxsize=4)
def _content(
    folder: Path, case_id: str, language: str, state: tuple[tuple[str, int], ...]  # noqa: ARG001
) -> tuple[Case, Workshop]:  # fmt: skip
    """Return case and workshop; `state` makes it a new question when a file has changed."""
    return load_case(folder / "cases" / case_id, language=language), load_workshop(folder, language=language)


def _text(request: Mapping[str, Json], name: str) -> str:
    value = request.get(name)
    if not isinstance(value, str) or not value:
        raise KitError(name, f"{name} is missing; write a text")
    return value
