"""Erasing a person: her row stays, so that counts of any past day hold, and says nothing of her any more."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from lms.errors import Conflict, NotFound
from lms.institutions import tenures
from lms.institutions.models import JoinRequest, Member, MemberDistinct
from lms.ledger import service as ledger
from lms.ledger.kinds import Kind

ERASED_NAME = "Erased person"


@dataclass(frozen=True, slots=True)
class Erased:
    """Who was erased: her rows, those merged into her among them, and what led to her elsewhere."""

    member_ids: tuple[int, ...]
    account_id: int | None
    email: str


def erase_member(session: Session, *, institution_id: int, member_id: int, today: date, now: datetime) -> Erased:
    """Take everything that names a person from her member rows and out of the ledger's private parts.

    Her place ends today, if it was open, and what would begin later does not. The entries stay and still verify; what
    they said of her cannot be read again.
    """
    ledger.lock(session, institution_id=institution_id)
    member = session.get(Member, member_id)
    if member is None or member.institution_id != institution_id:
        raise NotFound("There is no such person in this institution.")
    if member.erased_at is not None:
        raise Conflict("This person is erased already.")
    tenures.end_all(session, institution_id=institution_id, member_id=member_id, on=today, now=now)
    rows = session.execute(select(Member).where(or_(Member.id == member_id, Member.merged_into_id == member_id)))
    erased = Erased(
        member_ids=tuple(sorted(row.id for row in rows.scalars())), account_id=member.account_id, email=member.email
    )
    for row_id in erased.member_ids:
        _blank(session, session.get_one(Member, row_id), now=now)
    _forget_requests(session, institution_id, erased)
    session.flush()
    return erased


def count_places(session: Session, *, account_id: int) -> int:
    """Return in how many places an account still acts as a member."""
    query = select(func.count()).select_from(Member).where(Member.account_id == account_id)
    return session.execute(query).scalar_one()


def _blank(session: Session, row: Member, *, now: datetime) -> None:
    session.execute(
        delete(MemberDistinct).where(or_(MemberDistinct.first_id == row.id, MemberDistinct.second_id == row.id))
    )
    row.name, row.name_other, row.email, row.language = ERASED_NAME, "", "", ""
    row.staff_code = f"erased-{row.id}"
    row.account_id = None
    row.erased_at = now
    session.flush()
    ledger.forget(session, institution_id=row.institution_id, member_id=row.id)
    record = ledger.Record(Kind.ERASED, {"person": row.person_key})
    ledger.append(session, institution_id=row.institution_id, records=(record,), now=now)


def _forget_requests(session: Session, institution_id: int, erased: Erased) -> None:
    hers: list[ColumnElement[bool]] = [JoinRequest.member_id.in_(erased.member_ids)]
    if erased.account_id is not None:
        hers.append(JoinRequest.account_id == erased.account_id)
    session.execute(delete(JoinRequest).where(JoinRequest.institution_id == institution_id, or_(*hers)))
