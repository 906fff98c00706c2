"""A viewer's seat in a workshop, and the workshops she has a seat in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from lms.institutions.models import Institution, Network
from lms.permissions import SeatRole
from lms.workshops.models import Proposal, Seat, Team, Workshop
from webinar_kits.jobs import Json


@dataclass(frozen=True, slots=True)
class WorkshopSeat:
    """A workshop as its pages need it, and the viewer's place in it.

    `proposal_id` is the one she writes: her team's, else her own; None for a trainer who takes no part.
    """

    workshop_id: str
    title: str
    case_id: str
    language: str
    mode: str
    zone: str
    starts_on: date
    role: SeatRole
    seat_id: int
    seen_at: datetime | None
    team_id: int | None
    team_name: str
    proposal_id: str | None
    due_at: datetime | None
    reviews_open_at: datetime | None
    released_at: datetime | None
    closed_at: datetime | None
    schedule: Mapping[str, Json] = field(default_factory=dict, compare=False)

    @property
    def is_trainer(self) -> bool:
        """Whether she holds the workshop."""
        return self.role is SeatRole.TRAINER

    @property
    def knows_reviewers(self) -> bool:
        """Whether she may learn who reviewed what: a trainer who writes too would find out who reviews her.

        From the names at all other proposals, too: so she is told none at all.
        """
        return self.is_trainer and self.proposal_id is None

    def judges(self, proposal_id: str | None) -> bool:
        """Whether she may look at what is said of a proposal as its trainer: of her own she gets what authors get."""
        return self.is_trainer and (proposal_id is None or proposal_id != self.proposal_id)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat and who holds the workshop, as a list of workshops shows it."""

    seat: WorkshopSeat
    holder: str


def _seats(*more: Any) -> Select[*tuple[Any, ...]]:
    # Who works in a team writes the team's proposal; what she wrote alone before is kept, and is hers again outside it.
    hers = or_(Proposal.team_id == Seat.team_id, and_(Seat.team_id.is_(None), Proposal.seat_id == Seat.id))
    return (
        select(
            Workshop.id.label("workshop_id"),
            Workshop.title,
            Workshop.case_id,
            Workshop.language,
            Workshop.mode,
            Workshop.zone,
            Workshop.starts_on,
            Workshop.schedule,
            Seat.role,
            Seat.id.label("seat_id"),
            Seat.seen_at,
            Seat.team_id,
            Team.name.label("team_name"),
            Proposal.id.label("proposal_id"),
            Workshop.due_at,
            Workshop.reviews_open_at,
            Workshop.released_at,
            Workshop.closed_at,
            *more,
        )
        .join(Seat, Seat.workshop_id == Workshop.id)
        .outerjoin(Team, Team.id == Seat.team_id)
        .outerjoin(Proposal, and_(Proposal.workshop_id == Workshop.id, hers))
        .where(Seat.left_at.is_(None))
    )


_SEAT = _seats()
_LINES = (
    _seats(Institution.name.label("institution_name"), Network.name.label("network_name"))
    .outerjoin(Institution, Institution.id == Workshop.institution_id)
    .outerjoin(Network, Network.id == Workshop.network_id)
)


def find_seat(session: Session, *, workshop_id: str, account_id: int) -> WorkshopSeat | None:
    """Return the seat of an account in a workshop; None for who has none, or has left."""
    query = _SEAT.where(Workshop.id == workshop_id, Seat.account_id == account_id)
    row = session.execute(query).one_or_none()
    return None if row is None else _seat(dict(row._mapping))


def list_seats(session: Session, *, account_id: int) -> tuple[SeatLine, ...]:
    """Return the workshops an account takes part in, the open ones first, then the latest."""
    query = _LINES.where(Seat.account_id == account_id).order_by(
        Workshop.closed_at.is_not(None), Workshop.starts_on.desc(), Workshop.title
    )
    found = []
    for row in session.execute(query):
        values = dict(row._mapping)
        holder = values.pop("institution_name") or "", values.pop("network_name") or ""
        found.append(SeatLine(_seat(values), "".join(holder)))
    return tuple(found)


def _seat(values: dict[str, Any]) -> WorkshopSeat:
    return WorkshopSeat(
        **{
            **values,
            "role": SeatRole(values["role"]),
            "team_name": values["team_name"] or "",
            "schedule": values["schedule"] or {},
        },
    )


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """A workshop of this instance; `people` take part now, trainers counted too."""

    id: str
    title: str
    case_id: str
    starts_on: date
    closed_at: datetime | None
    holder: str
    people: int


def list_workshops(session: Session) -> tuple[WorkshopLine, ...]:
    """Return all workshops, the latest first: for who keeps the server, not for a page."""
    query = (
        select(
            Workshop.id,
            Workshop.title,
            Workshop.case_id,
            Workshop.starts_on,
            Workshop.closed_at,
            func.coalesce(Institution.name, Network.name),
            func.count(Seat.id),
        )
        .outerjoin(Institution, Institution.id == Workshop.institution_id)
        .outerjoin(Network, Network.id == Workshop.network_id)
        .outerjoin(Seat, and_(Seat.workshop_id == Workshop.id, Seat.left_at.is_(None)))
        .group_by(Workshop.id, Institution.name, Network.name)
        .order_by(Workshop.starts_on.desc(), Workshop.id)
    )
    return tuple(WorkshopLine(*row) for row in session.execute(query))
