"""What somebody in a team wrote alone, or typed elsewhere too late: it waits for her, and she can take it along."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.merging import merge_fields
from courses.proposals import SECTION
from lms.errors import Conflict
from lms.workshops.models import PartEdit, Proposal, Seat
from lms.workshops.parts import Edit, HeldPart, content_at, list_parts, save_part, typed_in
from lms.workshops.written import is_blank

NOTHING = "There is nothing of yours that the team's proposal does not have."


def find_alone(session: Session, *, seat_id: int) -> str | None:
    """Return the proposal that somebody in a team wrote alone before, or None."""
    query = select(Proposal.id).join(Seat, Seat.id == Proposal.seat_id)
    return session.execute(query.where(Seat.id == seat_id, Seat.team_id.is_not(None))).scalar_one_or_none()


def list_left_behind(session: Session, *, alone_id: str, proposal_id: str) -> tuple[HeldPart, ...]:
    """Return what was written alone and is not in the other proposal.

    A finding, a recommendation or a risk that came over as it is now is not told again, whatever became of it there: a
    team that took it out meant it. Words of a section are there when they stand in it as they were.
    """
    there = {part.key: part for part in list_parts(session, proposal_id=proposal_id)}
    return tuple(
        part
        for part in list_parts(session, proposal_id=alone_id)
        if not (part.is_out or is_blank(part.key, part.content))
        and not _is_there(session, proposal_id, part, there.get(part.key))
    )


def take_along(session: Session, *, alone_id: str, proposal_id: str, seat_id: int, now: datetime) -> int:
    """Put what was written alone into the team's proposal and return how many parts came; nothing is replaced.

    Words of a section stand below what the team has there. What was written alone stays as it is. `Conflict` when
    nothing is left to take, or the team's proposal is handed in; `Invalid` when a part would become too long.
    """
    left = list_left_behind(session, alone_id=alone_id, proposal_id=proposal_id)
    if not left:
        raise Conflict(NOTHING)
    there = {part.key: part for part in list_parts(session, proposal_id=proposal_id)}
    for part in left:
        edit = _edit(session, alone_id, part, there.get(part.key))
        save_part(session, proposal_id=proposal_id, edit=edit, seat_id=seat_id, now=now)
    return len(left)


def _is_there(session: Session, proposal_id: str, part: HeldPart, held: HeldPart | None) -> bool:
    if held is None:
        return False
    if _is_section(part):
        return not held.is_out and part.content.strip() in held.content
    query = select(PartEdit).where(PartEdit.proposal_id == proposal_id, PartEdit.key == part.key)
    if any(typed_in(one) == part.content for one in session.execute(query).scalars()):
        return True
    came = content_at(session, proposal_id=proposal_id, key=part.key, version=1)
    return not held.is_out and merge_fields(came, held.content, part.content).text == held.content


def _edit(session: Session, alone_id: str, part: HeldPart, held: HeldPart | None) -> Edit:
    if held is None:
        return Edit(str(uuid4()), part.key, 0, part.content)
    if not _is_section(part):
        # It came over and was written on since: what was added alone goes in, what the team changed stays.
        return Edit(str(uuid4()), part.key, 1, part.content)
    if held.is_out:
        return Edit(str(uuid4()), part.key, held.version, part.content)
    return Edit(str(uuid4()), part.key, held.version, _below(session, alone_id, part, held))


def _below(session: Session, alone_id: str, part: HeldPart, held: HeldPart) -> str:
    """Return the team's words with hers below, or, where an earlier state of hers stands, with hers in its place."""
    for version in range(part.version - 1, 0, -1):
        earlier = content_at(session, proposal_id=alone_id, key=part.key, version=version).strip()
        # As lines of their own: her first letters may stand in the middle of anybody's word.
        before, found, after = f"\n{held.content}\n".partition(f"\n{earlier}\n")
        if earlier and found:
            return f"{before}\n{part.content.strip()}\n{after}".strip("\n")
    return "\n\n".join(text.strip() for text in (held.content, part.content) if text.strip())


def _is_section(part: HeldPart) -> bool:
    return part.key.startswith(f"{SECTION}:")
