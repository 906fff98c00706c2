"""A proposal as those who write it see it: every part, who wrote it, who is writing where. Three queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.reports.workshop_board import WrittenPart
from lms.workshops.models import Part, PartEdit, PartLock, Proposal, Seat


@dataclass(frozen=True, slots=True)
class Writing:
    """Who is writing in a part, and until when that is known."""

    seat_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal as it stands.

    `parts` are those that hold something, in their order; `versions` are those of every part that was ever written,
    taken out and emptied ones too. `names` are of everybody who wrote here or may, by seat: for this team alone.
    """

    proposal_id: str
    created_at: datetime
    handed_in_at: datetime | None
    parts: tuple[WrittenPart, ...]
    versions: Mapping[str, int]
    names: Mapping[int, str]
    locks: Mapping[str, Writing]

    @property
    def is_handed_in(self) -> bool:
        """Whether it is frozen until it is taken back."""
        return self.handed_in_at is not None

    def find(self, key: str) -> WrittenPart | None:
        """Return a part that holds something, or None."""
        return next((part for part in self.parts if part.key == key), None)

    def keys(self, kind: str) -> tuple[str, ...]:
        """Return the keys of the findings, the recommendations or the risks, in their order."""
        return tuple(part.key for part in self.parts if part.key.startswith(f"{kind}:"))


def read_draft(session: Session, *, proposal_id: str, now: datetime) -> Draft:
    """Return a proposal as it stands, locks that have run out left away."""
    made = session.execute(select(Proposal.created_at, Proposal.handed_in_at).where(Proposal.id == proposal_id)).one()
    query = (
        select(Part.key, Part.content, Part.version, Part.place, Part.saved_at, Part.saved_by_id, Part.is_out)
        .where(Part.proposal_id == proposal_id)
        .order_by(Part.place, Part.key)
    )
    rows = session.execute(query).all()
    locks = select(PartLock.key, PartLock.seat_id, PartLock.until).where(
        PartLock.proposal_id == proposal_id, PartLock.until > now
    )
    return Draft(
        proposal_id=proposal_id,
        created_at=made.created_at,
        handed_in_at=made.handed_in_at,
        parts=tuple(WrittenPart(*row[:6]) for row in rows if row.content and not row.is_out),
        versions={row.key: row.version for row in rows},
        names=writers(session, proposal_id=proposal_id),
        locks={key: Writing(seat_id, until) for key, seat_id, until in session.execute(locks)},
    )


def writers(session: Session, *, proposal_id: str) -> Mapping[int, str]:
    """Return the names of who wrote in a proposal and of who may, by seat."""
    wrote = select(PartEdit.seat_id).where(PartEdit.proposal_id == proposal_id)
    query = (
        select(Seat.id, Account.name)
        .join(Account, Account.id == Seat.account_id)
        .join(Proposal, Proposal.id == proposal_id)
        .where(or_(Seat.id.in_(wrote), Seat.id == Proposal.seat_id, Seat.team_id == Proposal.team_id))
    )
    return {seat_id: str(name) for seat_id, name in session.execute(query)}
