"""What the form of a part sends: the edit, and for whom the page was made that sends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict

from lms.errors import Invalid, Refused
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.parts import Edit
from lms.workshops.typed import content_of

OTHER_ACCOUNT = (
    "Another account is signed in on this browser now. Sign in again as yourself: what you typed stands on the page "
    "before this one, and is kept on this device where scripts run."
)
NO_VERSION = "The version that you began from is no number. Load the page again; what you typed is on your device."


@dataclass(frozen=True, slots=True)
class TypedPart:
    """A form as it came: all its fields for showing them again, and the edit they make."""

    fields: Mapping[str, Sequence[str]]
    edit: Edit


def read_typed(key: str, form: MultiDict[str, str]) -> TypedPart:
    """Return the edit of a form; a form without an id is one that nothing sends twice."""
    fields: dict[str, list[str]] = {name: form.getlist(name) for name in form}
    edit = Edit(
        id=_edit_id(form.get("edit_id", "")),
        key=key,
        base_version=_version(form.get("base_version", "")),
        typed=content_of(key, fields),
        is_out=form.get("_out") == "1",
        base_content=form.get("base_content"),
    )
    return TypedPart(fields, edit)


def check_writer(seat: WorkshopSeat, form: MultiDict[str, str]) -> None:
    """Raise `Refused` for a page that was made for somebody else than signs in now.

    The cookie is the browser's, not the page's: whoever signs in meanwhile must not send what another has typed.
    """
    if form.get("seat", str(seat.seat_id)) != str(seat.seat_id):
        raise Refused(OTHER_ACCOUNT)


def find_other_proposal(seat: WorkshopSeat, form: MultiDict[str, str]) -> str | None:
    """Return the proposal that a page was made for when its writer has been moved since; None when she has not."""
    page_of = form.get("proposal", "")
    return page_of if page_of and seat.proposal_id is not None and page_of != seat.proposal_id else None


def _edit_id(text: str) -> str:
    if not text:
        return str(uuid4())
    try:
        return str(UUID(text))
    except ValueError:
        raise Invalid({"edit_id": "The number of this edit is none. Load the page again."}) from None


def _version(text: str) -> int:
    if not text:
        return 0
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise Invalid({"base_version": NO_VERSION})
    return int(text)
