"""Saving a part of a proposal, for pages and for programs: one transaction, then what is to be looked at in it."""

from dataclasses import dataclass

from courses.proposals import SECTION, split_key
from courses.workshop import Workshop
from lms.db.engine import session, transaction
from lms.errors import Conflict, NotFound
from lms.http.cases import case_of, workshop_content
from lms.http.moment import now
from lms.reports.workshop_changes import LiveLock, list_live_locks, list_written
from lms.reports.workshop_proposal_warnings import PartWarning, Warnings, warnings_of
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.late import save_late
from lms.workshops.locks import touch_lock
from lms.workshops.parts import Edit, Saved, save_part

WRITES_NOTHING = "You hold this workshop and write no proposal in it. Take part first, on the page of the workshop."


@dataclass(frozen=True, slots=True)
class SavedPart:
    """A part after an edit: what it holds, what to look at in it, and who else is writing.

    `proposal_id` is where it stands; not the one she writes now when her page was made for another.
    """

    key: str
    proposal_id: str
    typed: str
    saved: Saved
    warnings: tuple[PartWarning, ...]
    locks: tuple[LiveLock, ...]


def own_proposal(seat: WorkshopSeat) -> str:
    """Return the proposal that the holder of a seat writes; `Conflict` for a trainer who takes no part."""
    if seat.proposal_id is None:
        raise Conflict(WRITES_NOTHING)
    return seat.proposal_id


def check_key(key: str, workshop: Workshop) -> None:
    """Raise `NotFound` for what is the key of no part of this workshop."""
    named = split_key(key)
    if named is None or (named[0] == SECTION and named[1] not in {one.id for one in workshop.sections}):
        raise NotFound("There is no such part in a proposal.")


def save_edit(seat: WorkshopSeat, edit: Edit) -> SavedPart:
    """Save an edit of hers, and say for the next moments that she writes there."""
    proposal_id, moment = own_proposal(seat), now()
    check_key(edit.key, workshop_content(seat.language))
    with transaction() as write:
        saved = save_part(write, proposal_id=proposal_id, edit=edit, seat_id=seat.seat_id, now=moment)
        touch_lock(write, proposal_id=proposal_id, key=edit.key, seat_id=seat.seat_id, now=moment)
    return SavedPart(
        key=edit.key,
        proposal_id=proposal_id,
        typed=edit.typed,
        saved=saved,
        warnings=current_warnings(seat).get(edit.key, ()),
        locks=list_live_locks(session(), proposal_id=proposal_id, seat_id=seat.seat_id, now=moment),
    )


def save_late_edit(seat: WorkshopSeat, edit: Edit, *, page_of: str) -> SavedPart | None:
    """Keep an edit of a page made for a proposal that is not the one she writes now; None when it changed nothing.

    It goes where she alone reads it: into her own proposal, which is the one she writes now if she is in no team.
    """
    own_proposal(seat)
    check_key(edit.key, workshop_content(seat.language))
    with transaction() as write:
        kept = save_late(write, seat_id=seat.seat_id, page_of=page_of, edit=edit, now=now())
    return kept and SavedPart(edit.key, kept[0], edit.typed, kept[1], warnings=(), locks=())


def current_warnings(seat: WorkshopSeat) -> Warnings:
    """Return what is to be looked at in her proposal, by the keys of its parts."""
    workshop: Workshop = workshop_content(seat.language)
    return warnings_of(list_written(session(), proposal_id=own_proposal(seat)), case=case_of(seat), workshop=workshop)
