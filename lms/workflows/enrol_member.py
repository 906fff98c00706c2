"""Add a person to an institution, and invite her where that is wanted, all or nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.institutions.service import KnownMember
from lms.workflows.add_member import NewMember, add_member
from lms.workflows.invite_person import Inviter, invite_member


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who invites, and the secret of the link; `base_url` is where the link leads."""

    inviter: Inviter
    token: str
    base_url: str


def enrol_member(
    session: Session, *, institution_id: int, new: NewMember, invitation: Invitation | None, now: datetime
) -> KnownMember:
    """Add the member with her first tenure; with an invitation, give her an account and write the letter."""
    member = add_member(session, institution_id=institution_id, new=new, now=now)
    if invitation is not None:
        invite_member(
            session,
            inviter=invitation.inviter,
            member_id=member.id,
            token=invitation.token,
            base_url=invitation.base_url,
            now=now,
        )
    return member
