"""The ways to the documents of a proposal: for who writes it, and for the trainer."""

from lms.http.i18n import gettext as _
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action
from lms.web.workshop_frame import workshop_href


def own_files(seat: WorkshopSeat) -> tuple[Action, ...]:
    """Return the ways to one's own documents; with the remarks once the feedback is out."""
    ways = tuple(
        Action(told, workshop_href(seat, "workshop_files.download", ending=ending)) for ending, told in _kinds()
    )
    return ways if seat.released_at is None else (*ways, *_remarked(seat, "workshop_files.download"))


def files_of(seat: WorkshopSeat, proposal_id: str) -> tuple[Action, ...]:
    """Return the ways to the documents of any proposal, for the trainer."""
    endpoint = "workshop_files.of_proposal"
    ways = tuple(
        Action(told, workshop_href(seat, endpoint, proposal_id=proposal_id, ending=ending)) for ending, told in _kinds()
    )
    return (*ways, *_remarked(seat, endpoint, proposal_id=proposal_id))


def _remarked(seat: WorkshopSeat, endpoint: str, **which: str) -> tuple[Action, ...]:
    told = (("docx", _("Word, with the remarks")), ("pdf", _("PDF, with the remarks")))
    return tuple(
        Action(said, workshop_href(seat, endpoint, ending=ending, comments=1, **which)) for ending, said in told
    )


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("docx", _("Word, for the director")),
        ("pdf", _("PDF, to print")),
        ("xlsx", _("Plan and budget as a workbook")),
        ("pptx", _("Slides for the board")),
    )
