"""What a member is called, as certificates say it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.institutions.models import Member


@dataclass(frozen=True, slots=True)
class MemberNames:
    """A member's name, and the one in a second script or an empty text."""

    name: str
    other: str


def get_names(session: Session, *, institution_id: int, member_id: int) -> MemberNames:
    """Return the names of a member as they stand now."""
    query = select(Member.name, Member.name_other).where(
        Member.institution_id == institution_id, Member.id == member_id
    )
    row = session.execute(query).first()
    if row is None:
        raise NotFound("There is no such person in this institution.")
    return MemberNames(*row)
