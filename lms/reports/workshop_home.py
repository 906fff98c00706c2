"""What stands on somebody's own page of a workshop: her team, what she wrote, words from her trainer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.models import Nudge, Part, Proposal, Review, Seat
from lms.workshops.reviews import ReviewKind


@dataclass(frozen=True, slots=True)
class UnreadNudge:
    """A word from the trainer that was not read yet."""

    id: int
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """How far her proposal is: how many parts are written, when one was last saved."""

    parts: int
    saved_at: datetime | None
    handed_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class WorkshopHome:
    """`team` are the names of everybody in it, hers too; `proposal` is None for who writes none.

    `reviews_left` counts the reviews she was given and has not submitted; `is_calibrated`: she has scored the example.
    """

    team: tuple[str, ...]
    nudges: tuple[UnreadNudge, ...]
    proposal: OwnProposal | None
    reviews_left: int
    is_calibrated: bool


def read_home(session: Session, *, seat: WorkshopSeat) -> WorkshopHome:
    """Return what stands on the page of that seat."""
    left, calibrated = _reviews(session, seat.seat_id)
    return WorkshopHome(
        team=team_names(session, seat.team_id) if seat.team_id is not None else (),
        nudges=list_unread(session, seat_id=seat.seat_id),
        proposal=_proposal(session, seat.proposal_id) if seat.proposal_id is not None else None,
        reviews_left=left,
        is_calibrated=calibrated,
    )


def list_unread(session: Session, *, seat_id: int) -> tuple[UnreadNudge, ...]:
    """Return the words she has not read, oldest first."""
    query = (
        select(Nudge.id, Nudge.text, Nudge.sent_at)
        .where(Nudge.seat_id == seat_id, Nudge.read_at.is_(None))
        .order_by(Nudge.id)
    )
    return tuple(UnreadNudge(*row) for row in session.execute(query))


def team_names(session: Session, team_id: int) -> tuple[str, ...]:
    """Return the names of everybody in a team."""
    query = (
        select(Account.name)
        .join(Seat, Seat.account_id == Account.id)
        .where(Seat.team_id == team_id, Seat.left_at.is_(None))
        .order_by(Account.name, Seat.id)
    )
    return tuple(session.execute(query).scalars())


def _reviews(session: Session, seat_id: int) -> tuple[int, bool]:
    query = select(Review.kind, Review.submitted_at).where(Review.seat_id == seat_id, Review.is_set_aside.is_(False))
    rows = session.execute(query).all()
    left = sum(kind == ReviewKind.PEER and submitted_at is None for kind, submitted_at in rows)
    return left, any(kind == ReviewKind.CALIBRATION and submitted_at is not None for kind, submitted_at in rows)


def _proposal(session: Session, proposal_id: str) -> OwnProposal:
    written = (Part.proposal_id == Proposal.id) & Part.is_out.is_(False) & (Part.content != "")
    query = (
        select(func.count(Part.key), func.max(Part.saved_at), Proposal.handed_in_at)
        .select_from(Proposal)
        .outerjoin(Part, written)
        .where(Proposal.id == proposal_id)
        .group_by(Proposal.id)
    )
    return OwnProposal(*session.execute(query).one())
