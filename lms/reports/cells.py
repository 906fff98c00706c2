"""The state of one member with one module on a day, from all she ever earned for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.evidence.models import Requirement
from lms.evidence.rules import Earned, due_on, standing
from lms.reports.roster import FOR_EVER, holds_on


class Status(StrEnum):
    """The standings of `lms.evidence.rules`, and what nobody asks for and nobody did."""

    COMPLETE = "complete"
    RENEW = "renew"
    EXPIRED = "expired"
    LATE = "late"
    DUE = "due"
    NOT_ASKED = "not_asked"


IS_MET = frozenset({Status.COMPLETE, Status.RENEW})


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """What a tier, or a branch of it, is asked for one module; known by itself, so that it is quick to look up."""

    pass_percent: int
    due_on: date | None
    due_days: int | None
    renewal_days: int

    def due(self, since: date) -> date | None:
        """Return when it is due for somebody in that tier since then."""
        return due_on(due_on=self.due_on, due_days=self.due_days, since=since)

    def late_before(self, day: date) -> date | None:
        """Return the day such that on `day` those are late who came before it; None when nobody is."""
        has_no_date = self.due_on is None and self.due_days is None
        if has_no_date or (self.due_on is not None and self.due_on >= day):
            return None
        return day - timedelta(days=self.due_days or 0)


# By tier, branch (None: all branches) and module.
Rules = dict[tuple[str, int | None, str], Rule]


@dataclass(frozen=True, slots=True)
class ModuleCell:
    """Where a member stands with a module.

    `completed_on` is the day of her newest completion, `valid_until` the first day on which none counts any more. `due`
    is told of what was never done, and so are `tried_on`, the day of her newest try, and `is_begun`: that she has read
    or tried. What a try was worth is nobody's but hers.
    """

    status: Status
    is_asked: bool
    completed_on: date | None = None
    valid_until: date | None = None
    due: date | None = None
    pass_percent: int | None = None
    tried_on: date | None = None
    is_begun: bool = False


def list_rules(session: Session, *, institution_id: int, on: date) -> Rules:
    """Return what is asked on a day of each tier of an institution and of its branches; equal terms are one object."""
    query = select(
        Requirement.tier,
        Requirement.branch_id,
        Requirement.module_id,
        Requirement.pass_percent,
        Requirement.due_on,
        Requirement.due_days,
        Requirement.renewal_days,
    ).where(Requirement.institution_id == institution_id, holds_on(on))
    alike: dict[tuple[int, date | None, int | None, int], Rule] = {}
    rules: Rules = {}
    for tier, branch_id, module_id, pass_percent, due_on_, due_days, renewal_days in session.execute(query):
        terms = (pass_percent, due_on_, due_days, renewal_days)
        rules[tier, branch_id, module_id] = alike.setdefault(terms, Rule(*terms))
    return rules


def rule_for(rules: Rules, tier: str, branch_id: int | None, module_id: str) -> Rule | None:
    """Return what somebody of that tier and branch is asked for a module: the branch's own rule goes first."""
    own = rules.get((tier, branch_id, module_id))
    return own if own is not None or branch_id is None else rules.get((tier, None, module_id))


class CellMaker:
    """Makes the cells of one day, each different one once: ten thousand members share a few thousand."""

    def __init__(self, *, on: date) -> None:
        self._on = on
        self._made: dict[tuple[object, ...], ModuleCell] = {}

    def done(self, rule: Rule | None, completed_on: date, ends_on: date) -> ModuleCell:
        """Return the cell of a member who has completed it: last on that day, counting until `ends_on`."""
        key = (rule, completed_on, ends_on)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = _done(rule, completed_on, ends_on, self._on)
        return found

    def not_done(self, rule: Rule | None, *, since: date, tried_on: date | None, is_begun: bool) -> ModuleCell:
        """Return the cell of a member who never has, in her tier since then."""
        key = (rule, since, tried_on, is_begun)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = _not_done(rule, since, tried_on, is_begun=is_begun, on=self._on)
        return found


def _done(rule: Rule | None, completed_on: date, ends_on: date, on: date) -> ModuleCell:
    earned = Earned(completed_on, None if ends_on == FOR_EVER else ends_on)
    if rule is not None:
        status = Status(standing((earned,), due=None, today=on, renewal_days=rule.renewal_days).value)
    else:
        status = Status.COMPLETE if earned.counts_on(on) else Status.NOT_ASKED
    return ModuleCell(
        status,
        is_asked=rule is not None,
        completed_on=completed_on,
        valid_until=earned.valid_until,
        pass_percent=rule.pass_percent if rule is not None else None,
    )


def _not_done(rule: Rule | None, since: date, tried_on: date | None, *, is_begun: bool, on: date) -> ModuleCell:
    due = rule.due(since) if rule is not None else None
    return ModuleCell(
        Status(standing((), due=due, today=on, renewal_days=0).value) if rule is not None else Status.NOT_ASKED,
        is_asked=rule is not None,
        due=due,
        pass_percent=rule.pass_percent if rule is not None else None,
        tried_on=tried_on,
        is_begun=is_begun or tried_on is not None,
    )
