"""Add a person to an institution with her first tenure."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from courses.model import Tier
from lms.institutions import service, tenures
from lms.institutions.service import KnownMember


@dataclass(frozen=True, slots=True)
class NewMember:
    """Who comes, and where she begins."""

    staff_code: str
    name: str
    email: str
    tier: Tier
    branch_id: int
    starts_on: date
    name_other: str = ""
    language: str = ""


def add_member(session: Session, *, institution_id: int, new: NewMember, now: datetime) -> KnownMember:
    """Add the member and begin her tenure; `Invalid` names the field when either cannot be."""
    member = service.add_member(
        session,
        institution_id=institution_id,
        staff_code=new.staff_code,
        name=new.name,
        email=new.email,
        name_other=new.name_other,
        language=new.language,
        now=now,
    )
    tenures.start_tenure(
        session,
        institution_id=institution_id,
        member_id=member.id,
        tier=new.tier,
        branch_id=new.branch_id,
        starts_on=new.starts_on,
        now=now,
    )
    return member
