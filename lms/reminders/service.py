"""The plan of an institution, the letters it wrote, and who asked for no more."""

from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import Integer, column, delete, select, table
from sqlalchemy.orm import Session

from lms.db.upsert import insert_once, insert_or_update
from lms.errors import Invalid
from lms.reminders.facts import Letter, Plan
from lms.reminders.models import Notice, NoticeStop, ReminderPlan
from lms.reminders.stops import Stop

DONE = "done"
# The institutions are a feature beside this one: known here by the name of the table alone.
INSTITUTION = table("institution", column("id", Integer))
RANGES = {
    "days_before": (0, 90, "Give the days before the due date as a whole number from 0 to 90."),
    "every_days": (0, 90, "Give the days between two reminders from 1 to 90, or 0 for one alone."),
    "escalate_days": (0, 365, "Give the days late after which a manager hears from 1 to 365, or 0 for never."),
    "digest_weekday": (0, 6, "Choose a day of the week."),
    "hour": (0, 23, "Give the hour as a whole number from 0 to 23."),
}


def set_plan(session: Session, *, institution_id: int, plan: Plan) -> None:
    """Write when an institution reminds; `Invalid` with a sentence for each number that cannot be."""
    check_plan(plan)
    names = tuple(field.name for field in fields(Plan))
    values = {name: getattr(plan, name) for name in names} | {"institution_id": institution_id}
    insert_or_update(session, ReminderPlan, values, key=("institution_id",), change=names)


def check_plan(plan: Plan) -> None:
    """Raise `Invalid` with a sentence for each number that cannot be."""
    faults = {
        name: sentence for name, (low, high, sentence) in RANGES.items() if not low <= getattr(plan, name) <= high
    }
    if faults:
        raise Invalid(faults)


def find_plan(session: Session, *, institution_id: int) -> Plan:
    """Return when an institution reminds; one that never said so has the usual plan, off."""
    names = tuple(field.name for field in fields(Plan))
    query = select(*(getattr(ReminderPlan, name) for name in names)).where(
        ReminderPlan.institution_id == institution_id
    )
    row = session.execute(query).one_or_none()
    return Plan() if row is None else Plan(**row._mapping)


def claim_letter(session: Session, *, institution_id: int, letter: Letter, on: date) -> bool:
    """Note that a letter is written unless one went to that address today or it asked for none; return whether to
    write it.

    The note and the letter are one transaction, so that neither is there without the other. Two servers that come at
    once: the second waits for the first and finds it written.
    """
    if is_stopped(session, Stop(institution_id, letter.address)) or _has_notice(session, institution_id, letter, on):
        return False
    values: dict[str, object] = {
        "institution_id": institution_id,
        "to_address": letter.address,
        "member_id": letter.member_id,
        "kind": letter.kind.value,
        "sent_on": on,
        "subject_ids": " ".join(letter.subjects),
    }
    return insert_once(session, Notice, values)


def note_done(session: Session, *, institution_id: int, on: date) -> None:
    """Note that all letters of a day are written, so that nobody works them out again today."""
    values = {"institution_id": institution_id, "to_address": "", "kind": DONE, "sent_on": on}
    insert_once(session, Notice, {**values, "member_id": None, "subject_ids": ""})


def stop(session: Session, stop: Stop, *, now: datetime) -> None:
    """Write to that address no more; said twice, it is said once."""
    values = {"institution_id": stop.institution_id, "to_address": stop.address, "stopped_at": now}
    if session.execute(select(INSTITUTION.c.id).where(INSTITUTION.c.id == stop.institution_id)).first() is not None:
        insert_once(session, NoticeStop, values)


def resume(session: Session, stop: Stop) -> None:
    """Write to that address again: she asked for it by the same link."""
    session.execute(
        delete(NoticeStop).where(
            NoticeStop.institution_id == stop.institution_id, NoticeStop.to_address == stop.address
        )
    )


def is_stopped(session: Session, stop: Stop) -> bool:
    """Return whether an address asked for no more letters."""
    query = select(NoticeStop.to_address).where(
        NoticeStop.institution_id == stop.institution_id, NoticeStop.to_address == stop.address
    )
    return session.execute(query).first() is not None


def _has_notice(session: Session, institution_id: int, letter: Letter, on: date) -> bool:
    query = select(Notice.id).where(
        Notice.institution_id == institution_id, Notice.to_address == letter.address, Notice.sent_on == on
    )
    return session.execute(query).first() is not None
