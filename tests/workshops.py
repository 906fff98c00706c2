"""A small workshop for tests: a trainer, trainees of two institutions, on the full case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.model import Mode
from lms.permissions import SeatRole
from lms.workshops import seats
from lms.workshops.models import Proposal, Seat
from lms.workshops.seats import NewWorkshop
from tests.worlds import Person, World


@dataclass(frozen=True)
class Hall:
    """A workshop: who holds it, who takes part, by a word; the proposals of those who write alone."""

    id: str
    code: str
    trainer: Person
    trainees: dict[str, Person]
    seat_ids: dict[str, int]
    proposal_ids: dict[str, str]


def open_hall(
    session: Session,
    world: World,
    *,
    now: datetime,
    trainer: Person | None = None,
    trainees: dict[str, Person] | None = None,
    mode: Mode = Mode.IN_PERSON,
    case_id: str = "sandrel",
) -> Hall:
    """Open a workshop of the network on the day of `now`; the caller commits."""
    holder = trainer or world.officer
    people = (
        trainees
        if trainees is not None
        else {
            "amina": world.valley.people["field"],
            "binta": world.valley.people["support"],
            "chen": world.harbour.people["field"],
        }
    )
    new = NewWorkshop(
        title="Upgrade workshop",
        case_id=case_id,
        language="en",
        mode=mode,
        zone="Africa/Nairobi",
        starts_on=now.date(),
        network_id=world.network_id,
    )
    made = seats.open_workshop(session, new=new, account_id=holder.account_id, now=now)
    for person in people.values():
        seats.join(session, code=made.code, account_id=person.account_id, now=now)
    taken = select(Seat.account_id, Seat.id).where(Seat.workshop_id == made.id, Seat.role == SeatRole.TRAINEE)
    seat_ids = dict(session.execute(taken).all())
    own = dict(session.execute(select(Proposal.seat_id, Proposal.id).where(Proposal.workshop_id == made.id)).all())
    named = {name: seat_ids[person.account_id] for name, person in people.items()}
    return Hall(made.id, made.code, holder, people, named, {name: own[seat] for name, seat in named.items()})
