"""Move several people, or let them leave, on one day: shown first, then written in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lms.errors import Invalid
from lms.institutions import roster_store as store
from lms.institutions.branches import check_open
from lms.institutions.roster_bulk import Together, Wish, plan_together

MOST_PEOPLE = 500


def preview_together(session: Session, *, institution_id: int, member_ids: Sequence[int], wish: Wish) -> Together:
    """Return what a wish would do with these people; `Invalid` when it wishes for nothing, or for too many."""
    if not member_ids:
        raise Invalid({"member": "Tick the people first."})
    if len(member_ids) > MOST_PEOPLE:
        raise Invalid({"member": f"Tick {MOST_PEOPLE} people at most, or send a list."})
    roster = store.read_roster(session, institution_id=institution_id)
    if not wish.is_leaving and wish.tier is None and wish.branch_id is None:
        raise Invalid({"tier": "Choose another tier, another branch, or both."})
    if wish.branch_id is not None and wish.branch_id not in roster.branches:
        raise Invalid({"branch_id": "There is no such branch in this institution. Choose one from the list."})
    if wish.branch_id is not None:
        check_open(session, branch_id=wish.branch_id)
    return plan_together(roster, member_ids, wish)


def do_together(
    session: Session, *, institution_id: int, member_ids: Sequence[int], wish: Wish, now: datetime
) -> Together:
    """Write it for all of them; `Invalid` names the first with whom it cannot be done, and nothing is written."""
    store.lock_roster(session, institution_id=institution_id)
    plan = preview_together(session, institution_id=institution_id, member_ids=member_ids, wish=wish)
    if plan.hindered:
        first = plan.hindered[0]
        raise Invalid({"member": f"{first.person.name}: {first.sentence}"})
    store.write_steps(session, institution_id=institution_id, steps=plan.steps, now=now)
    return plan
