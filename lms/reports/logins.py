"""Which account a staff code signs in, who can sign in by which way, and for whom a PIN card may be printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account, OneTimeLink, Pin
from lms.accounts.rules import LIFETIMES, Purpose
from lms.db.among import among
from lms.institutions.models import Branch, Institution, Member, Tenure
from lms.institutions.staff_codes import DASHES, plain_code, spellings
from lms.reports.roster import covers
from lms.sorting import natural

# On one page, and given at one request.
MOST_CARDS = 500


@dataclass(frozen=True, slots=True)
class CardHolder:
    """A member without an address, who may be given a PIN. `account_id` is None before her first."""

    member_id: int
    name: str
    staff_code: str
    branch: str
    account_id: int | None


@dataclass(frozen=True, slots=True)
class Invitee:
    """A member with an address who cannot sign in yet; `invited_at`: when the newest link went there, if any did."""

    member_id: int
    staff_code: str
    name: str
    email: str
    branch: str
    invited_at: datetime | None

    def holds_link(self, now: datetime) -> bool:
        """Return whether a letter with a link that still works has reached her."""
        return self.invited_at is not None and now < self.invited_at + LIFETIMES[Purpose.INVITATION]


def find_pin_account(session: Session, *, slug: str, staff_code: str) -> int | None:
    """Return the account of the member with that code in that institution, or None.

    A code counts as it is written first; then without regard to capitals, then to hyphens, spaces and the script of its
    digits. Where two people would match, only the more exact way signs in.
    """
    code = " ".join(staff_code.split())
    written: ColumnElement[str] = func.lower(Member.staff_code)
    for sign in (" ", *DASHES):
        written = func.replace(written, sign, "")
    query = (
        select(Member.staff_code, Member.account_id)
        .join(Institution, Institution.id == Member.institution_id)
        .where(
            Institution.slug == slug.strip().lower(),
            written.in_(spellings(code)),
            Member.merged_into_id.is_(None),
            Member.erased_at.is_(None),
        )
    )
    found = [(known, account_id) for known, account_id in session.execute(query)]
    for alike in (str, str.casefold, plain_code):
        here = [account_id for known, account_id in found if alike(known) == alike(code)]
        if here:
            return here[0] if len(here) == 1 else None
    return None


def list_card_holders(
    session: Session, *, institution_id: int, on: date, branch_id: int | None = None
) -> tuple[CardHolder, ...]:
    """Return who is here on that day without an address: of one branch, or of all, by branch and name."""
    query = (
        select(Member.id, Member.name, Member.staff_code, Branch.name, Member.account_id)
        .join(Tenure, Tenure.member_id == Member.id)
        .join(Branch, Branch.id == Tenure.branch_id)
        .outerjoin(Account, Account.id == Member.account_id)
        .where(Tenure.institution_id == institution_id, covers(on), Member.email == "", Account.email.is_(None))
        .order_by(Member.name, Member.id)
    )
    if branch_id is not None:
        query = query.where(Tenure.branch_id == branch_id)
    found = [CardHolder(*row) for row in session.execute(query)]
    places = {branch: natural(branch) for branch in {one.branch for one in found}}
    found.sort(key=lambda one: places[one.branch])
    return tuple(found)


def find_strangers(session: Session, *, institution_id: int, member_ids: Sequence[int]) -> tuple[int, ...]:
    """Return which of these numbers are no members of the institution."""
    query = select(Member.id).where(Member.institution_id == institution_id, among(Member.id, member_ids))
    known = set(session.execute(query).scalars())
    return tuple(one for one in member_ids if one not in known)


def list_uninvited(
    session: Session, *, institution_id: int, on: date, branch_id: int | None = None
) -> tuple[Invitee, ...]:
    """Return who is here on that day with an address and cannot sign in, who was never invited first."""
    newest = (
        select(func.max(OneTimeLink.created_at))
        .where(OneTimeLink.account_id == Account.id, OneTimeLink.purpose == Purpose.INVITATION)
        .correlate(Account)
        .scalar_subquery()
    )
    query = (
        select(Member.id, Member.staff_code, Member.name, Member.email, Branch.name, newest)
        .join(Tenure, Tenure.member_id == Member.id)
        .join(Branch, Branch.id == Tenure.branch_id)
        .outerjoin(Account, Account.id == Member.account_id)
        .outerjoin(Pin, Pin.account_id == Account.id)
        .where(
            Tenure.institution_id == institution_id,
            covers(on),
            Member.email != "",
            func.coalesce(Account.password_hash, "") == "",
            Pin.account_id.is_(None),
        )
        .order_by(Member.name, Member.id)
    )
    if branch_id is not None:
        query = query.where(Tenure.branch_id == branch_id)
    found = [Invitee(*row) for row in session.execute(query)]
    places = {branch: natural(branch) for branch in {one.branch for one in found}}
    found.sort(key=lambda one: (one.invited_at is not None, places[one.branch]))
    return tuple(found)
