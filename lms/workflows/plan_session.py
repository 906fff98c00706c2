"""Plan a training session on the edition of today, or plan it anew while nobody stands in its register."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from courses.model import Module
from lms.facilitation import sessions
from lms.facilitation.sessions import SessionPlan
from lms.workflows.keep_edition import keep_edition


@dataclass(frozen=True, slots=True)
class Planned:
    """A session as it is asked for; without a `title` it has the module's own."""

    module: Module
    title: str
    mode: str
    starts_at: datetime
    zone: str
    minutes: int
    minimum_minutes: int
    place: str
    facilitator_name: str


def plan_session(
    session: Session, *, institution_id: int, session_id: str, asked: Planned, account_id: int | None, now: datetime
) -> bool:
    """Plan a session; pressed twice, it is one. Return whether it was new."""
    keep_edition(session, module=asked.module)
    return sessions.plan_session(
        session,
        institution_id=institution_id,
        session_id=session_id,
        plan=_plan(asked),
        account_id=account_id,
        now=now,
    )


def replan_session(session: Session, *, institution_id: int, session_id: str, asked: Planned, now: datetime) -> None:
    """Write a session anew; refused once it has a register."""
    keep_edition(session, module=asked.module)
    sessions.change_session(session, institution_id=institution_id, session_id=session_id, plan=_plan(asked), now=now)


def _plan(asked: Planned) -> SessionPlan:
    return SessionPlan(
        module_id=asked.module.id,
        edition=asked.module.edition,
        language=asked.module.language,
        title=asked.title.strip() or asked.module.title,
        mode=asked.mode,
        starts_at=asked.starts_at,
        zone=asked.zone,
        minutes=asked.minutes,
        minimum_minutes=asked.minimum_minutes,
        place=asked.place,
        facilitator_name=asked.facilitator_name,
    )
