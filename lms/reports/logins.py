"""Which account a staff code signs in, who can sign in by which way, and for whom a PIN card may be printed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.institutions.models import Branch, Institution, Member, Tenure
from lms.reports.roster import covers

MOST_CARDS = 500


@dataclass(frozen=True, slots=True)
class CardHolder:
    """A member without an address, who may be given a PIN. `account_id` is None before her first."""

    member_id: int
    name: str
    staff_code: str
    branch: str
    account_id: int | None


def find_pin_account(session: Session, *, slug: str, staff_code: str) -> int | None:
    """Return the account of the member with that code in that institution, or None; codes are told by any capitals."""
    query = (
        select(Member.account_id)
        .join(Institution, Institution.id == Member.institution_id)
        .where(
            Institution.slug == slug.strip().lower(),
            func.lower(Member.staff_code) == " ".join(staff_code.split()).lower(),
            Member.merged_into_id.is_(None),
            Member.erased_at.is_(None),
        )
    )
    found = session.execute(query).scalars().all()
    # Two codes that differ in capitals alone sign in nobody: the coordinator is told so on the page of people.
    return found[0] if len(found) == 1 else None


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
        .order_by(Branch.name, Member.name, Member.id)
        .limit(MOST_CARDS)
    )
    if branch_id is not None:
        query = query.where(Tenure.branch_id == branch_id)
    return tuple(CardHolder(*row) for row in session.execute(query))
