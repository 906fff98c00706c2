"""Give a member a place from a day on, wherever she stood before."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from courses.model import Tier
from lms.institutions import tenures


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A tier and a branch from a day on."""

    tier: Tier
    branch_id: int
    on: date


def move_member(session: Session, *, institution_id: int, member_id: int, new: NewPlace, now: datetime) -> None:
    """Move a member who is there on that day; let one who is not begin again. `Invalid` names what does not fit."""
    history = tenures.list_tenures(session, institution_id=institution_id, member_id=member_id)
    if any(stretch.covers(new.on) for stretch in history):
        tenures.move(
            session,
            institution_id=institution_id,
            member_id=member_id,
            tier=new.tier,
            branch_id=new.branch_id,
            on=new.on,
            now=now,
        )
    else:
        tenures.start_tenure(
            session,
            institution_id=institution_id,
            member_id=member_id,
            tier=new.tier,
            branch_id=new.branch_id,
            starts_on=new.on,
            now=now,
        )
