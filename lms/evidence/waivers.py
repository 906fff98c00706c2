"""Waivers: that somebody need not complete a module, until when, why, and who approved it.

A waiver counts through a completion of its own; withdrawing it ends that completion. No certificate comes of it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid, NotFound
from lms.evidence import facts, service
from lms.evidence.models import Completion, Waiver
from lms.evidence.rules import WAIVER
from lms.ledger import service as ledger
from lms.ledger.canonical import write_day
from lms.ledger.kinds import Kind
from lms.ledger.people import get_person
from lms.ledger.service import Record
from lms.lines import read_line

LONGEST_REASON = 500
LONGEST_NAME = 200
FARTHEST = 50 * 366


@dataclass(frozen=True, slots=True)
class NewWaiver:
    """What is granted: `valid_until` is the first day on which it no longer counts, None until it is withdrawn.

    `edition` and `language` are of the module as it is served now: what she need not complete.
    """

    id: str
    member_id: int
    module_id: str
    edition: str
    language: str
    reason: str
    approver_name: str
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class KnownWaiver:
    """A waiver as it stands."""

    id: str
    member_id: int
    module_id: str
    granted_on: date
    valid_until: date | None
    withdrawn_on: date | None


def grant_waiver(
    session: Session, *, institution_id: int, new: NewWaiver, granted_by_id: int | None, today: date, now: datetime
) -> KnownWaiver:
    """Grant a waiver with the completion it counts through; `Conflict` while one for the same module counts.

    Granted again under the same id by a second press, it is one. That nobody waives herself is for who calls to see.
    """
    ledger.lock(session, institution_id=institution_id)
    known = session.execute(_of(institution_id, new.id)).scalars().one_or_none()
    if known is not None:
        return _known(known)
    reason, approver = check_waiver(new, today=today)
    if _find_counting(session, new.member_id, new.module_id, today) is not None:
        raise Conflict("There is a waiver for this module already, and it counts. Withdraw it first to grant another.")
    waiver = Waiver(
        id=new.id,
        institution_id=institution_id,
        member_id=new.member_id,
        module_id=new.module_id,
        reason=reason,
        approver_name=approver,
        granted_by_id=granted_by_id,
        granted_at=now,
        granted_on=today,
        valid_until=new.valid_until,
    )
    session.add(waiver)
    session.flush()
    person = get_person(session, member_id=new.member_id)
    body = {
        "id": new.id,
        "person": person.key,
        "module": new.module_id,
        "granted_on": write_day(today),
        "valid_until": write_day(new.valid_until),
    }
    private = {"reason": reason, "approver": approver}
    record = Record(Kind.WAIVER, body, private=private, member_id=new.member_id)
    ledger.append(session, institution_id=institution_id, records=[record], now=now)
    service.add_completion(
        session,
        institution_id=institution_id,
        member_id=new.member_id,
        module_id=new.module_id,
        edition=new.edition,
        language=new.language,
        source=WAIVER,
        source_id=new.id,
        percent=None,
        completed_at=now,
        completed_on=today,
        valid_until=new.valid_until,
    )
    return _known(waiver)


def withdraw_waiver(
    session: Session, *, institution_id: int, waiver_id: str, reason: str, today: date, now: datetime
) -> KnownWaiver:
    """End a waiver today; what it counted for on earlier days stays. `Conflict` when it counts no longer anyway."""
    ledger.lock(session, institution_id=institution_id)
    waiver = _get(session, institution_id, waiver_id)
    reason = read_line(reason, field="reason", longest=LONGEST_REASON)
    on = max(today, waiver.granted_on)
    if waiver.withdrawn_on is not None:
        raise Conflict("This waiver is withdrawn already.")
    if waiver.valid_until is not None and waiver.valid_until <= on:
        raise Conflict("This waiver has run out already: there is nothing to withdraw.")
    waiver.withdrawn_at, waiver.withdrawn_on, waiver.withdrawn_reason = now, on, reason
    completion = session.execute(
        select(Completion).where(Completion.source == WAIVER, Completion.source_id == waiver_id)
    ).scalar_one()
    completion.valid_until = on
    session.flush()
    body = {"id": waiver_id, "on": write_day(on)}
    records = [
        Record(Kind.WAIVER_WITHDRAWN, body, private={"reason": reason}, member_id=waiver.member_id),
        facts.completion_ended_record(completion.id, on=on, why="waiver withdrawn"),
    ]
    ledger.append(session, institution_id=institution_id, records=records, now=now)
    return _known(waiver)


def check_waiver(new: NewWaiver, *, today: date) -> tuple[str, str]:
    """Return reason and approver in one line each; raise `Invalid` with a sentence for each term that cannot be."""
    faults: dict[str, str] = {}
    read: list[str] = []
    for field, text, longest in (
        ("reason", new.reason, LONGEST_REASON),
        ("approver", new.approver_name, LONGEST_NAME),
    ):
        try:
            read.append(read_line(text, field=field, longest=longest))
        except Invalid as error:
            faults |= error.fields
    if new.valid_until is not None and not 0 < (new.valid_until - today).days <= FARTHEST:
        faults["until"] = "Give a last day from today on, or leave it empty: it then counts until it is withdrawn."
    if faults:
        raise Invalid(faults)
    return read[0], read[1]


def _of(institution_id: int, waiver_id: str) -> Select[Waiver]:
    return select(Waiver).where(Waiver.institution_id == institution_id, Waiver.id == waiver_id)


def _get(session: Session, institution_id: int, waiver_id: str) -> Waiver:
    waiver = session.execute(_of(institution_id, waiver_id).with_for_update()).scalars().one_or_none()
    if waiver is None:
        raise NotFound("There is no such waiver in this institution.")
    return waiver


def _find_counting(session: Session, member_id: int, module_id: str, today: date) -> str | None:
    query = select(Waiver.id).where(
        Waiver.member_id == member_id,
        Waiver.module_id == module_id,
        Waiver.withdrawn_on.is_(None),
        or_(Waiver.valid_until.is_(None), Waiver.valid_until > today),
    )
    return session.execute(query).scalars().first()


def _known(waiver: Waiver) -> KnownWaiver:
    return KnownWaiver(
        waiver.id, waiver.member_id, waiver.module_id, waiver.granted_on, waiver.valid_until, waiver.withdrawn_on
    )
