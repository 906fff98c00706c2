"""Erase a person: in one transaction everything that names her goes, and every count of any day stays what it was."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from lms.accounts import service as accounts
from lms.accounts.privacy import empty_account
from lms.attempts.privacy import forget_answers
from lms.db.outbox import forget_address
from lms.errors import Conflict
from lms.evidence.privacy import forget_member
from lms.institutions.privacy import ERASED_NAME, Erased, count_places, erase_member
from lms.learning.privacy import forget_reading
from lms.reminders.privacy import forget_letters
from lms.workshops.invitations import forget_invited

HAS_ROLES = "This person also has a task here (coordinator, facilitator or another). Take that away first, then erase."


@dataclass(frozen=True, slots=True)
class Whom:
    """The member to erase; `today` is a day of the institution's zone."""

    institution_id: int
    member_id: int
    today: date


def erase_person(session: Session, whom: Whom, *, now: datetime) -> None:
    """Erase a member, and her account where this is its only place.

    An account with a role is not emptied along the way: `Conflict` says to take the role away first.
    """
    erased = erase_member(
        session, institution_id=whom.institution_id, member_id=whom.member_id, today=whom.today, now=now
    )
    forget_member(session, member_ids=erased.member_ids, name=ERASED_NAME)
    forget_answers(session, member_ids=erased.member_ids)
    forget_reading(session, member_ids=erased.member_ids)
    closed = _close(session, erased)
    address = closed or erased.email
    forget_letters(session, member_ids=erased.member_ids, address=address)
    if address:
        forget_address(session, address=address)
    for known in {closed, erased.email} - {""}:
        forget_invited(session, address=known)


def _close(session: Session, erased: Erased) -> str:
    account_id = erased.account_id
    if account_id is None or count_places(session, account_id=account_id):
        return ""
    if accounts.list_roles(session, account_id=account_id):
        raise Conflict(HAS_ROLES)
    return empty_account(session, account_id=account_id, name=ERASED_NAME)
