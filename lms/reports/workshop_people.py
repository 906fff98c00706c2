"""Who takes part in a workshop, by name and team: for its trainers alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import Account
from lms.permissions import SeatRole
from lms.workshops.models import Proposal, Seat, Team, WorkshopInvitation


@dataclass(frozen=True, slots=True)
class TakingPart:
    """Somebody who has a seat; `proposal_id` is the one she writes now."""

    seat_id: int
    account_id: int
    name: str
    email: str
    role: SeatRole
    team_id: int | None
    team_name: str
    proposal_id: str | None
    handed_in_at: datetime | None
    joined_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownTeam:
    """A team of a workshop."""

    id: int
    name: str


def list_people(session: Session, *, workshop_id: str) -> tuple[TakingPart, ...]:
    """Return who takes part now, trainers first, then by team and name."""
    hers = or_(Proposal.team_id == Seat.team_id, and_(Seat.team_id.is_(None), Proposal.seat_id == Seat.id))
    query = (
        select(
            Seat.id,
            Account.id,
            Account.name,
            Account.email,
            Seat.role,
            Seat.team_id,
            Team.name,
            Proposal.id,
            Proposal.handed_in_at,
            Seat.joined_at,
            Seat.seen_at,
        )
        .join(Account, Account.id == Seat.account_id)
        .outerjoin(Team, Team.id == Seat.team_id)
        .outerjoin(Proposal, and_(Proposal.workshop_id == Seat.workshop_id, hers))
        .where(Seat.workshop_id == workshop_id, Seat.left_at.is_(None))
        .order_by(Seat.role.desc(), Team.id.is_(None), Team.id, Account.name, Seat.id)
    )
    found = []
    for row in session.execute(query):
        seat_id, account_id, name, email, role, team_id, team_name, *rest = row
        found.append(
            TakingPart(seat_id, account_id, name, email or "", SeatRole(role), team_id, team_name or "", *rest)
        )
    return tuple(found)


def list_teams(session: Session, *, workshop_id: str) -> tuple[KnownTeam, ...]:
    """Return the teams in the order they were made."""
    query = select(Team.id, Team.name).where(Team.workshop_id == workshop_id).order_by(Team.id)
    return tuple(KnownTeam(*row) for row in session.execute(query))


@dataclass(frozen=True, slots=True)
class NotHereYet:
    """Somebody who was invited by letter and has not come; `asked_by` is who asked for the last letter."""

    id: int
    email: str
    name: str
    language: str
    first_sent_at: datetime
    sent_at: datetime
    letters: int
    asked_by: str


def list_not_here_yet(session: Session, *, workshop_id: str) -> tuple[NotHereYet, ...]:
    """Return who was invited and has not come, those who wait longest first.

    Who sits here under that address has come; so has who left after the last letter.
    """
    invited = WorkshopInvitation
    came = exists().where(
        Account.email == invited.email,
        Seat.account_id == Account.id,
        Seat.workshop_id == invited.workshop_id,
        or_(Seat.left_at.is_(None), Seat.left_at >= invited.sent_at),
    )
    asker = aliased(Account)
    query = (
        select(
            invited.id,
            invited.email,
            invited.name,
            invited.language,
            invited.first_sent_at,
            invited.sent_at,
            invited.letters,
            asker.name,
        )
        .join(asker, asker.id == invited.asked_by_id)
        .where(invited.workshop_id == workshop_id, ~came)
        .order_by(invited.first_sent_at, invited.id)
    )
    return tuple(NotHereYet(*row) for row in session.execute(query))


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Somebody whom a trainer took out; `team_name` is the team she would be in again."""

    seat_id: int
    name: str
    team_name: str
    out_at: datetime


def list_taken_out(session: Session, *, workshop_id: str) -> tuple[TakenOut, ...]:
    """Return whom trainers took out, the last one first."""
    query = (
        select(Seat.id, Account.name, Team.name, Seat.left_at)
        .join(Account, Account.id == Seat.account_id)
        .outerjoin(Team, Team.id == Seat.team_id)
        .where(Seat.workshop_id == workshop_id, Seat.left_at.is_not(None), Seat.is_taken_out)
        .order_by(Seat.left_at.desc(), Seat.id)
    )
    rows = session.execute(query).all()
    return tuple(TakenOut(seat, name, team or "", out_at) for seat, name, team, out_at in rows if out_at is not None)
