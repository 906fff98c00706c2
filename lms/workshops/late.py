"""Words that come from a page of a proposal which is not their writer's any more: kept for her alone.

Somebody is dealt into a team, or moved, while she types. What was on its way then, or on her device, belongs neither
to the team she is in now, which has not asked for it, nor to one she has left: it goes into her own proposal.
"""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.proposals import SECTION
from lms.errors import Conflict, NotFound
from lms.workshops.models import PartEdit, Proposal, Seat
from lms.workshops.parts import Edit, Saved, check_edit, content_at, find_part, save_part, typed_in
from lms.workshops.teams import add_proposal
from lms.workshops.written import is_blank

HANDED_IN = (
    "What you wrote alone is handed in, so nothing can be added to it. Copy what you typed to where you write now."
)


def save_late(session: Session, *, seat_id: int, page_of: str, edit: Edit, now: datetime) -> tuple[str, Saved] | None:
    """Save an edit from a page of the proposal `page_of`; return where it is now, and what that part holds there.

    On her own proposal it is an edit like any other. Of another's section the lines come that she changed, of another's
    finding, recommendation or risk the whole. None when she changed nothing there; sent twice it comes once.
    `Conflict` when her own proposal is handed in.
    """
    check_edit(edit)
    # Locked, so that two late pages do not begin two proposals.
    seat = session.execute(select(Seat).where(Seat.id == seat_id).with_for_update()).scalars().one()
    query = select(Proposal.id, Proposal.handed_in_at).where(Proposal.seat_id == seat_id)
    own_id, handed_in_at = session.execute(query).one_or_none() or ("", None)
    if own_id != page_of:
        arrived = _arrived(session, page_of, edit, seat_id)
        if arrived is not None:
            return page_of, arrived
        own_edit = _hers(session, own_id, page_of, edit, seat.workshop_id)
        if own_edit is None:
            return None
    else:
        own_edit = edit
    if handed_in_at is not None:
        raise Conflict(HANDED_IN)
    own_id = own_id or add_proposal(session, workshop_id=seat.workshop_id, seat_id=seat_id, now=now)
    saved = save_part(session, proposal_id=own_id, edit=own_edit, seat_id=seat_id, now=now)
    return own_id, replace(saved, is_merged=saved.content != edit.typed)


def _arrived(session: Session, page_of: str, edit: Edit, seat_id: int) -> Saved | None:
    """Return an edit as it was typed when it had come in before she was moved, and only its answer was lost."""
    known = session.get(PartEdit, edit.id)
    if known is None or (known.proposal_id, known.key, known.seat_id) != (page_of, edit.key, seat_id):
        return None
    if (typed_in(known), known.is_out) != (edit.typed, edit.is_out):
        return None
    return Saved(known.version, edit.typed, known.is_out, is_merged=False, clashes=0, saved_at=known.saved_at)


def _hers(session: Session, own_id: str, page_of: str, edit: Edit, workshop_id: str) -> Edit | None:
    """Return the edit of her own proposal that holds what she did in the other one; None when that is nothing."""
    begun = edit.base_content if edit.base_content is not None else _begun(session, page_of, edit, workshop_id)
    if edit.is_out or edit.typed == begun or is_blank(edit.key, edit.typed):
        return None
    held = find_part(session, proposal_id=own_id, key=edit.key) if own_id else None
    version, content = (held.version, held.content) if held is not None else (0, "")
    known = session.get(PartEdit, edit.id)
    named = edit.id if known is None or known.proposal_id == own_id else str(uuid4())
    if not edit.key.startswith(f"{SECTION}:"):
        return replace(edit, id=named, base_version=version, base_content=begun if version else None)
    fresh = _new_lines(edit.typed, begun)
    if not fresh:
        return None
    more = _new_lines(fresh, content)
    typed = "\n\n".join(text for text in (content.rstrip(), more) if text) if more else content
    return Edit(named, edit.key, version, typed)


def _begun(session: Session, page_of: str, edit: Edit, workshop_id: str) -> str:
    query = select(Proposal.id).where(Proposal.id == page_of, Proposal.workshop_id == workshop_id)
    if session.execute(query).first() is None:
        return ""
    try:
        return content_at(session, proposal_id=page_of, key=edit.key, version=edit.base_version)
    except NotFound:
        return ""


def _new_lines(text: str, known: str) -> str:
    """Return the lines of a text that are not in another one; empty lines stay between them."""
    there = {line.strip() for line in known.splitlines() if line.strip()}
    return "\n".join(line for line in text.splitlines() if line.strip() not in there).strip("\n")
