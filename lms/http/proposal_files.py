"""The documents of a proposal as files, made by the document process when first asked for."""

import re
import unicodedata
from collections.abc import Mapping

from flask import Response, request

from courses.resources import workshop_folder
from lms.db.engine import session
from lms.http.cases import case_of, workshop_content
from lms.http.documents import made_file
from lms.http.store import send
from lms.reports.workshop_papers import paper_of
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.comments import Onlooker
from webinar_kits.jobs import JobKind
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.proposals.requests import MEDIA_TYPES, Format, write_paper

LONGEST_NAME = 60
_REMARKED = (Format.WORD, Format.PDF)
_LEADS: Mapping[Format, str] = {
    Format.WORD: "proposal",
    Format.PDF: "proposal",
    Format.WORKBOOK: "plan-and-budget",
    Format.DECK: "pitch",
}


def send_proposal(seat: WorkshopSeat, proposal_id: str, *, wanted: Format) -> Response:
    """Return a proposal of the workshop as a download; the caller has made sure that she may have it.

    With `comments=1` Word document and PDF carry the remarks that she may see, their reviewers as letters.
    """
    onlooker = _onlooker(seat) if wanted in _REMARKED and request.args.get("comments") == "1" else None
    paper = paper_of(
        session(),
        proposal_id,
        case=case_of(seat),
        workshop=workshop_content(seat.language),
        workshop_id=seat.workshop_id,
        onlooker=onlooker,
    )
    made = made_file(
        JobKind.PROPOSAL, write_paper(paper, wanted=wanted), folder=workshop_folder(), ending=wanted.value
    )  # fmt: skip
    return send(made, name=file_name(paper, wanted), media_type=MEDIA_TYPES[wanted])


def file_name(paper: ProposalPaper, wanted: Format) -> str:
    """Return the name of the file in plain ASCII: what it is, and the title or, where none is left, the case."""
    plain = unicodedata.normalize("NFKD", paper.proposal.title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-") or paper.case.id
    return f"{_LEADS[wanted]}-{slug}.{wanted.value}"


def _onlooker(seat: WorkshopSeat) -> Onlooker:
    return Onlooker(seat.workshop_id, seat.seat_id, seat.is_trainer, seat.proposal_id, seat.released_at is not None)
