"""Reading: what a member has gone on from, where she was last, and her ways through the practice case."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.db.upsert import insert_once, insert_or_update
from lms.learning.models import CaseRun, Place, SectionRead


def mark_read(
    session: Session, *, member_id: int, module_id: str, section_id: str, edition: str, now: datetime
) -> None:
    """Note that a section was gone on from; a second time keeps the first moment."""
    values = {"member_id": member_id, "module_id": module_id, "section_id": section_id, "edition": edition}
    insert_once(session, SectionRead, {**values, "read_at": now})


def move_to(session: Session, *, member_id: int, module_id: str, section_id: str, now: datetime) -> None:
    """Note where a member is now."""
    values = {"member_id": member_id, "module_id": module_id, "section_id": section_id, "seen_at": now}
    insert_or_update(session, Place, values, key=("member_id", "module_id"), change=("section_id", "seen_at"))


def find_case_run(session: Session, *, member_id: int, module_id: str) -> CaseRun | None:
    """Return the member's newest run of the case, or None."""
    query = (
        select(CaseRun)
        .where(CaseRun.member_id == member_id, CaseRun.module_id == module_id)
        .order_by(CaseRun.id.desc())
        .limit(1)
    )
    return session.execute(query).scalars().first()


def begin_case(session: Session, *, member_id: int, module_id: str, edition: str, now: datetime) -> CaseRun:
    """Begin a new run; the earlier ones stay. A run nobody chose anything in is begun afresh instead."""
    session.execute(
        delete(CaseRun).where(
            CaseRun.member_id == member_id, CaseRun.module_id == module_id, CaseRun.ended_at.is_(None)
        )
    )
    run = CaseRun(member_id=member_id, module_id=module_id, edition=edition, choices=[], started_at=now)
    session.add(run)
    session.flush()
    return run


def add_choice(session: Session, *, run: CaseRun, choice_id: str, ending_id: str, now: datetime) -> None:
    """Add a choice to a run; `ending_id` closes it when the choice led to an ending."""
    run.choices = [*run.choices, choice_id]
    if ending_id:
        run.ending_id = ending_id
        run.ended_at = now
    session.flush()
