"""Teams: made by hand or dealt, with one proposal each. What somebody wrote alone before is kept for her."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid, NotFound
from lms.lines import read_line
from lms.permissions import SeatRole
from lms.workshops.dealing import deal
from lms.workshops.models import Part, Proposal, Seat, Team, Workshop

SIZES = range(2, 9)
BEGUN = "Every team has begun to write. Move people by hand: what is written stays where it was written."
FIXED = "The reviews have begun, so the teams stay as they are."


def make_team(session: Session, *, workshop_id: str, name: str, now: datetime) -> int:
    """Make a team without people and with a proposal, and return its number."""
    _changeable(session, workshop_id)
    return _add_team(session, workshop_id, read_line(name, field="name", longest=80), now)


def deal_teams(
    session: Session, *, workshop_id: str, size: int, seed: int, called: str, now: datetime
) -> tuple[int, ...]:
    """Deal the trainees who are in no team into new ones, as even as can be; return the teams' numbers.

    `called` is the word before their number. `Conflict` when nobody is left to deal.
    """
    _changeable(session, workshop_id)
    if size not in SIZES:
        raise Invalid({"size": f"Give the people in a team as a whole number from {SIZES[0]} to {SIZES[-1]}."})
    query = select(Seat).where(
        Seat.workshop_id == workshop_id,
        Seat.role == SeatRole.TRAINEE,
        Seat.team_id.is_(None),
        Seat.left_at.is_(None),
    )
    seats = {seat.id: seat for seat in session.execute(query).scalars()}
    if not seats:
        raise Conflict("Everybody is in a team already. Move people by hand.")
    made = []
    for people in deal(tuple(seats), size=size, seed=seed):
        team_id = _add_team(session, workshop_id, _free_name(session, workshop_id, called), now)
        for seat_id in people:
            _put(session, seats[seat_id], team_id)
        made.append(team_id)
    session.flush()
    return tuple(made)


def move(session: Session, *, workshop_id: str, seat_id: int, team_id: int | None, now: datetime) -> None:
    """Put somebody into a team, or, with None, let her write alone.

    Nothing written is lost: a team's text stays with the team, her own waits for her.
    """
    _changeable(session, workshop_id)
    seat = session.get(Seat, seat_id)
    if seat is None or seat.workshop_id != workshop_id:
        raise NotFound("Nobody with this number takes part in the workshop.")
    if team_id is not None:
        team = session.get(Team, team_id)
        if team is None or team.workshop_id != workshop_id:
            raise Invalid({"team_id": "There is no such team in this workshop. Choose one from the list."})
    before = seat.team_id
    _put(session, seat, team_id)
    if team_id is None:
        _own_proposal(session, seat, now)
    session.flush()
    if before is not None and before != team_id:
        _drop_if_bare(session, before)


def take_apart(session: Session, *, workshop_id: str, now: datetime) -> int:
    """Take the deal back: teams that have written nothing are dropped, their people write alone; return how many.

    A team with a word in its proposal stays. `Conflict` where no team is left to take apart.
    """
    _changeable(session, workshop_id)
    written = select(Part.proposal_id).where(Part.proposal_id == Proposal.id)
    bare = (
        select(Team.id)
        .join(Proposal, Proposal.team_id == Team.id)
        .where(Team.workshop_id == workshop_id, ~written.exists())
        .order_by(Team.id)
    )
    team_ids = session.execute(bare).scalars().all()
    if not team_ids:
        raise Conflict(BEGUN)
    for team_id in team_ids:
        for seat in session.execute(select(Seat).where(Seat.team_id == team_id).order_by(Seat.id)).scalars().all():
            _put(session, seat, None)
            _own_proposal(session, seat, now)
        session.flush()
        _drop_if_bare(session, team_id)
    return len(team_ids)


def place_of_newcomer(session: Session, *, workshop_id: str, seat_id: int, now: datetime) -> None:
    """Give a new seat its place: in the team with the fewest people if there are teams, else a proposal of its own.

    Once the reviews have begun she writes alone: a team's proposal must not be reviewed by its own people.
    """
    seat = session.get_one(Seat, seat_id)
    people = (
        select(Team.id, func.count(Seat.id))
        .outerjoin(Seat, (Seat.team_id == Team.id) & Seat.left_at.is_(None))
        .where(Team.workshop_id == workshop_id)
        .group_by(Team.id)
        .order_by(func.count(Seat.id), Team.id)
    )
    smallest = session.execute(people).first()
    reviews_open_at = session.get_one(Workshop, workshop_id).reviews_open_at
    if smallest is None or reviews_open_at is not None:
        _own_proposal(session, seat, now)
    else:
        _put(session, seat, smallest[0])
    session.flush()


def rename_team(session: Session, *, workshop_id: str, team_id: int, name: str) -> None:
    """Give a team another name; `Invalid` when another team has it."""
    team = session.get(Team, team_id)
    if team is None or team.workshop_id != workshop_id:
        raise NotFound("There is no such team in this workshop.")
    line = read_line(name, field="name", longest=80)
    if line != team.name:
        _refuse_taken(session, workshop_id, line)
    team.name = line
    session.flush()


def add_proposal(
    session: Session, *, workshop_id: str, now: datetime, team_id: int | None = None, seat_id: int | None = None
) -> str:
    """Begin the proposal of a team or of a seat, and return its id."""
    proposal = Proposal(
        id=str(uuid.uuid4()),
        workshop_id=workshop_id,
        team_id=team_id,
        seat_id=seat_id,
        title="",
        created_at=now,
        handed_in_at=None,
    )
    session.add(proposal)
    session.flush()
    return proposal.id


def _put(session: Session, seat: Seat, team_id: int | None) -> None:
    seat.team_id = team_id
    if team_id is None:
        return
    # Locked first: what she saves at this moment is there before it is asked whether anything is.
    query = select(Proposal).where(Proposal.seat_id == seat.id).with_for_update()
    own = session.execute(query).scalars().one_or_none()
    if own is not None and not _is_written(session, own.id):
        session.delete(own)


def _own_proposal(session: Session, seat: Seat, now: datetime) -> None:
    if session.execute(select(Proposal.id).where(Proposal.seat_id == seat.id)).first() is None:
        add_proposal(session, workshop_id=seat.workshop_id, seat_id=seat.id, now=now)


def _add_team(session: Session, workshop_id: str, name: str, now: datetime) -> int:
    _refuse_taken(session, workshop_id, name)
    team = Team(workshop_id=workshop_id, name=name)
    session.add(team)
    session.flush()
    add_proposal(session, workshop_id=workshop_id, team_id=team.id, now=now)
    return team.id


def _refuse_taken(session: Session, workshop_id: str, name: str) -> None:
    if name in _names(session, workshop_id):
        raise Invalid({"name": f"There is a team called {name} already. Choose another name."})


def _free_name(session: Session, workshop_id: str, called: str) -> str:
    taken = _names(session, workshop_id)
    return next(name for number in range(1, 10_000) if (name := f"{called} {number}") not in taken)


def _names(session: Session, workshop_id: str) -> Sequence[str]:
    return session.execute(select(Team.name).where(Team.workshop_id == workshop_id)).scalars().all()


def _is_written(session: Session, proposal_id: str) -> bool:
    return session.execute(select(Part.key).where(Part.proposal_id == proposal_id).limit(1)).first() is not None


def _drop_if_bare(session: Session, team_id: int) -> None:
    """Drop a team that nobody is or was in when its proposal has no word in it."""
    if session.execute(select(Seat.id).where(Seat.team_id == team_id).limit(1)).first() is not None:
        return
    query = select(Proposal).where(Proposal.team_id == team_id).with_for_update()
    proposal = session.execute(query).scalars().one()
    if not _is_written(session, proposal.id):
        session.delete(proposal)
        session.flush()
        session.delete(session.get_one(Team, team_id))
        session.flush()


def _changeable(session: Session, workshop_id: str) -> None:
    query = select(Workshop).where(Workshop.id == workshop_id).with_for_update()
    workshop = session.execute(query).scalars().one_or_none()
    if workshop is None:
        raise NotFound("There is no such workshop.")
    if workshop.reviews_open_at is not None:
        raise Conflict(FIXED)
