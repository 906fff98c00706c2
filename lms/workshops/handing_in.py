"""Handing a proposal in, taking it back, and the order of what stands in it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.proposals import SECTION, split_key
from lms.errors import Conflict, NotFound
from lms.workshops.models import Part, Proposal, Workshop
from lms.workshops.parts import HANDED_IN
from lms.workshops.snapshots import Kind, take_snapshot

REVIEWED = "The reviews have begun: others are reading what was handed in, so it stays as it is."
FROZEN = "The proposal is handed in. Take it back to change the order."


def hand_in(session: Session, *, proposal_id: str, seat_id: int, label: str, now: datetime) -> None:
    """Freeze a proposal and keep the whole of it as a version under `label`; handed in already, nothing happens."""
    proposal = _locked(session, proposal_id)
    if proposal.handed_in_at is not None:
        return
    take_snapshot(session, proposal_id=proposal_id, label=label, kind=Kind.HANDED_IN, seat_id=seat_id, now=now)
    proposal.handed_in_at = now
    session.flush()


def take_back(session: Session, *, proposal_id: str) -> None:
    """Let a proposal be written again; `Conflict` once the reviews have begun. Not handed in, nothing happens."""
    begun = _begun(session, proposal_id)
    proposal = _locked(session, proposal_id)
    if proposal.handed_in_at is None:
        return
    if begun is not None:
        raise Conflict(REVIEWED)
    proposal.handed_in_at = None
    session.flush()


def move_part(session: Session, *, proposal_id: str, key: str, step: int) -> None:
    """Move a finding, a recommendation or a risk so many places among its kind; the first and the last stay."""
    proposal = _locked(session, proposal_id)
    if proposal.handed_in_at is not None:
        raise Conflict(FROZEN)
    kind, _id = split_key(key) or ("", "")
    query = (
        select(Part.key)
        .where(Part.proposal_id == proposal_id, Part.is_out.is_(False), Part.content != "")
        .order_by(Part.place, Part.key)
    )
    keys = [one for one in session.execute(query).scalars() if kind and one.startswith(f"{kind}:")]
    if key not in keys or kind == SECTION:
        raise NotFound("There is no such part in this proposal.")
    here = keys.index(key)
    there = min(max(here + step, 0), len(keys) - 1)
    keys.insert(there, keys.pop(here))
    order_parts(session, proposal_id=proposal_id, keys=keys)


def order_parts(session: Session, *, proposal_id: str, keys: Sequence[str]) -> None:
    """Put findings, recommendations or risks into that order; parts that are not named keep their places after them.

    `Conflict` when the proposal is handed in.
    """
    if _locked(session, proposal_id).handed_in_at is not None:
        raise Conflict(HANDED_IN)
    parts = {part.key: part for part in session.execute(select(Part).where(Part.proposal_id == proposal_id)).scalars()}
    wanted = [parts[key] for key in dict.fromkeys(keys) if key in parts]
    rest = sorted((part for key, part in parts.items() if key not in keys), key=lambda part: (part.place, part.key))
    for place, part in enumerate((*wanted, *rest), start=1):
        part.place = place
    session.flush()


def _begun(session: Session, proposal_id: str) -> datetime | None:
    """Return since when the proposals of this workshop are reviewed, and let nobody begin before this is over.

    Whoever opens the reviews locks the workshop and then looks at proposals: it is locked first here too.
    """
    hers = select(Proposal.workshop_id).where(Proposal.id == proposal_id).scalar_subquery()
    query = select(Workshop.reviews_open_at).where(Workshop.id == hers).with_for_update(read=True)
    return session.execute(query).scalar_one_or_none()


def _locked(session: Session, proposal_id: str) -> Proposal:
    query = select(Proposal).where(Proposal.id == proposal_id).with_for_update()
    proposal = session.execute(query.execution_options(populate_existing=True)).scalars().one_or_none()
    if proposal is None:
        raise NotFound("There is no such proposal.")
    return proposal
