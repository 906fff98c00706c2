"""What each tier is asked, what it was asked before, and what a change would mean on the day it is made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.evidence.models import Completion, Requirement
from lms.evidence.worked_dates import Holding
from lms.institutions.models import Branch, Member, Tenure
from lms.reports.cells import Rule, Rules, Status, list_rules
from lms.reports.roster import covers, holds_on
from lms.reports.status_filter import with_status
from lms.sorting import natural

NAMES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement; `track` empty means the tier's own, `branch_id` None all branches without a rule of their own.

    It holds from `starts_on` up to, not including, `ends_on`; None while nothing ends it.
    """

    tier: str
    branch_id: int | None
    branch: str
    module_id: str
    track: str
    pass_percent: int
    valid_months: int | None
    renewal_days: int
    due_on: date | None
    due_days: int | None
    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        """Return whether it holds on that day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that is thought of, for every pair of these tiers and modules, in one branch or in all."""

    tiers: tuple[str, ...]
    module_ids: tuple[str, ...]
    branch_id: int | None
    rule: Rule
    from_on: date


@dataclass(frozen=True, slots=True)
class Effect:
    """What a proposal means on the day it begins to hold: of `members` asked, how many stand in which state with at
    least one of its modules, complete with all.

    `late_at_once` are those whom it makes late, by name as many as are shown. `keeps_own` counts the people of branches
    whose own rule stays before it.
    """

    on: date
    members: int
    states: dict[Status, int]
    late_at_once: int
    late_names: tuple[str, ...]
    keeps_own: int


def list_requirements(
    session: Session, *, institution_id: int, on: date, curriculum: Sequence[str]
) -> tuple[RequirementRow, ...]:
    """Return what is asked in an institution on a day: from board to field, as the curriculum orders its modules; for
    each module the tier's rule, then those of branches. `curriculum` are the ids of its modules.
    """
    return _read(session, Requirement.institution_id == institution_id, holds_on(on), curriculum=curriculum)


def list_rule_history(
    session: Session, *, institution_id: int, curriculum: Sequence[str], tier: str = "", module_id: str = ""
) -> tuple[RequirementRow, ...]:
    """Return all rules there ever were and that are to come, newest first; of one tier and module where given.

    Those of one day stand as `list_requirements` orders them.
    """
    where: list[ColumnElement[bool]] = [Requirement.institution_id == institution_id]
    if tier:
        where.append(Requirement.tier == tier)
    if module_id:
        where.append(Requirement.module_id == module_id)
    return tuple(sorted(_read(session, *where, curriculum=curriculum), key=lambda row: row.starts_on, reverse=True))


def foresee(session: Session, *, institution_id: int, proposal: Proposal, today: date) -> Effect:
    """Return what a proposal would mean on the day it begins to hold, or today if that is past; nothing is written."""
    on = max(today, proposal.from_on)
    before = list_rules(session, institution_id=institution_id, on=on)
    after = _with_proposal(before, proposal)
    asked = select(Tenure.member_id).where(
        Tenure.institution_id == institution_id, Tenure.tier.in_(proposal.tiers), covers(on)
    )
    own = _branches_of_their_own(before, proposal)
    kept = asked.where(or_(*own)) if own else None
    if proposal.branch_id is not None:
        asked = asked.where(Tenure.branch_id == proposal.branch_id)
    elif own:
        asked = asked.where(~or_(*own))

    def in_state(status: Status, rules: Rules) -> Select[*tuple[Any, ...]]:
        return with_status(
            asked, status, institution_id=institution_id, module_ids=proposal.module_ids, rules=rules, on=on
        )

    shown = (Status.COMPLETE, Status.RENEW, Status.DUE, Status.LATE, Status.EXPIRED)
    counted = [_count(asked), *(_count(in_state(status, after)) for status in shown)]
    row = session.execute(select(*counted)).one()
    late = in_state(Status.LATE, after).except_(in_state(Status.LATE, before)).subquery("late_at_once")
    names = session.execute(
        select(Member.name).where(Member.id.in_(select(late.c.member_id))).order_by(Member.name).limit(NAMES_SHOWN)
    )
    return Effect(
        on=on,
        members=row[0],
        states=dict(zip(shown, row[1:], strict=True)),
        late_at_once=session.execute(select(func.count()).select_from(late)).scalar_one(),
        late_names=tuple(names.scalars()),
        keeps_own=0 if kept is None else session.execute(select(_count(kept))).scalar_one(),
    )


def find_next_end(session: Session, *, institution_id: int, proposal: Proposal, today: date) -> Holding | None:
    """Return the completion of these people and modules that is the next to end, or None."""
    here = select(Tenure.member_id).where(
        Tenure.institution_id == institution_id, Tenure.tier.in_(proposal.tiers), covers(today)
    )
    if proposal.branch_id is not None:
        here = here.where(Tenure.branch_id == proposal.branch_id)
    query = (
        select(Completion.completed_on, Completion.valid_until)
        .where(
            Completion.institution_id == institution_id,
            Completion.member_id.in_(here),
            Completion.module_id.in_(proposal.module_ids),
            Completion.completed_on <= today,
            Completion.valid_until > today,
        )
        .order_by(Completion.valid_until, Completion.id)
        .limit(1)
    )
    row = session.execute(query).first()
    return None if row is None or row.valid_until is None else Holding(row.completed_on, row.valid_until)


def _read(session: Session, *where: ColumnElement[bool], curriculum: Sequence[str]) -> tuple[RequirementRow, ...]:
    query = (
        select(
            Requirement.tier,
            Requirement.branch_id,
            func.coalesce(Branch.name, "").label("branch"),
            Requirement.module_id,
            Requirement.track,
            Requirement.pass_percent,
            Requirement.valid_months,
            Requirement.renewal_days,
            Requirement.due_on,
            Requirement.due_days,
            Requirement.starts_on,
            Requirement.ends_on,
        )
        .outerjoin(Branch, Branch.id == Requirement.branch_id)
        .where(*where)
        .order_by(Requirement.id)
    )
    found = (RequirementRow(**row._mapping) for row in session.execute(query))
    tiers = {tier.value: place for place, tier in enumerate(Tier)}
    modules = {module_id: place for place, module_id in enumerate(curriculum)}

    def place(one: RequirementRow) -> tuple[object, ...]:
        # What the curriculum no longer has comes after all that it has.
        return (
            tiers[one.tier],
            modules.get(one.module_id, len(modules)),
            one.module_id,
            one.branch_id is not None,
            natural(one.branch),
        )

    return tuple(sorted(found, key=place))


def _with_proposal(rules: Rules, proposal: Proposal) -> Rules:
    pairs = [(tier, module_id) for tier in proposal.tiers for module_id in proposal.module_ids]
    return rules | {(tier, proposal.branch_id, module_id): proposal.rule for tier, module_id in pairs}


def _branches_of_their_own(rules: Rules, proposal: Proposal) -> list[ColumnElement[bool]]:
    """Return the conditions under which a rule for all branches changes nothing: a branch rules each of the modules."""
    if proposal.branch_id is not None:
        return []
    branches: Iterable[int] = sorted({branch_id for _, branch_id, _ in rules if branch_id is not None})
    return [
        (Tenure.tier == tier) & (Tenure.branch_id == branch_id)
        for tier in proposal.tiers
        for branch_id in branches
        if all((tier, branch_id, module_id) in rules for module_id in proposal.module_ids)
    ]


def _count(query: Select[*tuple[Any, ...]]) -> ColumnElement[int]:
    return select(func.count()).select_from(query.subquery()).scalar_subquery()
