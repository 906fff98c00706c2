"""Join a branch to another from a day on: shown first, then written in one transaction.

Nothing of the past changes: up to the day its people stood in the branch that is closed, and every figure, pack and
entry of the ledger of an earlier day is what it was.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from lms.cycles import unsearched
from lms.errors import Conflict, Invalid
from lms.evidence.requirements import BranchRule, drop_requirement, list_branch_rules
from lms.institutions import branches
from lms.institutions import roster_store as store
from lms.institutions.branch_joining import Moves, plan_moves
from lms.institutions.branches import AnyBranch, Pointers


class StaleJoinError(Conflict):
    """What would be written is no longer what was shown."""


@dataclass(frozen=True, slots=True)
class JoinPlan:
    """What joining would do: who moves, which rules end, and what leads to the branch that stays.

    `rules_kept` are those of the branch that stays: its new people are asked what they say.
    """

    closed: AnyBranch
    kept: AnyBranch
    on: date
    moves: Moves
    rules: tuple[BranchRule, ...]
    rules_kept: tuple[BranchRule, ...]
    pointers: Pointers
    fingerprint: str


@unsearched()
def preview_join(session: Session, *, institution_id: int, branch_id: int, into_id: int, on: date) -> JoinPlan:
    """Return what joining would do on a day."""
    if branch_id == into_id:
        raise Invalid({"into": "Choose another branch: this is the one that would be closed."})
    here = {"institution_id": institution_id}
    closed = branches.get_open(session, branch_id=branch_id, **here)
    kept = _kept(session, institution_id=institution_id, into_id=into_id)
    roster = store.read_roster(session, **here)
    moves = plan_moves(roster, branch_id=branch_id, into_id=into_id, on=on)
    rules = list_branch_rules(session, branch_id=branch_id, on=on, **here)
    pointers = branches.read_pointers(session, branch_id=branch_id, **here)
    shape = [
        (closed.id, closed.name, kept.id, kept.name, on.isoformat()),
        [(step.after.id, [str(one) for one in step.after.history]) for step in moves.steps],
        [(rule.tier, rule.module_id, rule.starts_on.isoformat()) for rule in rules],
        (pointers.links, pointers.waiting),
    ]
    return JoinPlan(
        closed=closed,
        kept=kept,
        on=on,
        moves=moves,
        rules=rules,
        rules_kept=list_branch_rules(session, branch_id=into_id, on=on, **here),
        pointers=pointers,
        fingerprint=sha256(json.dumps(shape, ensure_ascii=False).encode()).hexdigest(),
    )


def _kept(session: Session, *, institution_id: int, into_id: int) -> AnyBranch:
    try:
        return branches.get_open(session, institution_id=institution_id, branch_id=into_id)
    except Conflict as error:
        raise Invalid({"into": str(error)}) from error


@unsearched()
def join_branches(
    session: Session, *, institution_id: int, branch_id: int, into_id: int, on: date, fingerprint: str, now: datetime
) -> JoinPlan:
    """Write what the preview with that fingerprint showed; `StaleJoinError` when it would be something else now."""
    store.lock_roster(session, institution_id=institution_id)
    plan = preview_join(session, institution_id=institution_id, branch_id=branch_id, into_id=into_id, on=on)
    if plan.fingerprint != fingerprint:
        raise StaleJoinError("The people of these branches have changed since this was shown. Look at it anew.")
    store.write_steps(session, institution_id=institution_id, steps=plan.moves.steps, now=now)
    for rule in plan.rules:
        drop_requirement(
            session,
            institution_id=institution_id,
            tier=rule.tier,
            module_id=rule.module_id,
            branch_id=branch_id,
            from_on=on,
            now=now,
        )
    branches.close(session, institution_id=institution_id, branch_id=branch_id, into_id=into_id, on=on)
    return plan
