"""What the tables hold of an institution that stood before it had a ledger, to be told to it once."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.institutions.facts import Person, Place, branch_record, institution_record, person_record, tenures_record
from lms.institutions.models import Branch, Institution, Member, Tenure
from lms.ledger.models import LedgerLog
from lms.ledger.service import Record

Dated = tuple[datetime, Record]


def list_unfounded(session: Session) -> tuple[int, ...]:
    """Return the institutions that have no ledger."""
    query = select(Institution.id).outerjoin(LedgerLog, LedgerLog.institution_id == Institution.id)
    return tuple(session.execute(query.where(LedgerLog.institution_id.is_(None)).order_by(Institution.id)).scalars())


def house_records(session: Session, *, institution_id: int) -> tuple[Record, ...]:
    """Return the institution and its branches."""
    row = session.get_one(Institution, institution_id)
    branches = session.execute(
        select(Branch.id, Branch.name).where(Branch.institution_id == institution_id).order_by(Branch.id)
    )
    return (
        institution_record(name=row.name, zone=row.zone, language=row.language, is_invented=row.is_invented),
        *(branch_record(branch_id=branch_id, name=name) for branch_id, name in branches),
    )


def people_records(session: Session, *, institution_id: int) -> list[Dated]:
    """Return every person and her places, with the moment she was entered."""
    held: dict[int, list[Place]] = {}
    for row in session.execute(select(Tenure).where(Tenure.institution_id == institution_id)).scalars():
        held.setdefault(row.member_id, []).append(Place(row.tier, row.branch_id, row.starts_on, row.ends_on))
    members = session.execute(select(Member).where(Member.institution_id == institution_id).order_by(Member.id))
    found: list[Dated] = []
    for member in members.scalars():
        person = Person(member.id, member.person_key, member.name, member.name_other, member.staff_code)
        found.append((member.created_at, person_record(person)))
        if member.id in held:
            found.append((member.created_at, tenures_record(member.person_key, held[member.id])))
    return found
