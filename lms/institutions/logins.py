"""Taking a login away from a member, where nobody ever signed in with it."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.institutions.models import Member


def unlink_account(session: Session, *, institution_id: int, member_id: int, account_id: int) -> None:
    """Let an account stand for this member no longer; the caller knows that it was never used."""
    where = (Member.institution_id == institution_id, Member.id == member_id, Member.account_id == account_id)
    session.execute(update(Member).where(*where).values(account_id=None))
