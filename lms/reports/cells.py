"""The state of one member with one module on a day, from all she ever earned for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.evidence.models import Requirement
from lms.evidence.rules import Earned, due_on, standing


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
    """What a tier is asked for one module; known by itself, so that it is quick to look up."""

    pass_percent: int
    due_on: date | None
    due_days: int | None

    def due(self, since: date) -> date | None:
        """Return when it is due for somebody in that tier since then."""
        return due_on(due_on=self.due_on, due_days=self.due_days, since=since)

    def late_before(self, day: date) -> date | None:
        """Return the day such that on `day` those are late who came before it; None when nobody is."""
        if self.due_days is not None:
            return day - timedelta(days=self.due_days)
        return day if self.due_on is not None and self.due_on < day else None


Rules = dict[tuple[str, str], Rule]
Best = tuple[int, date]
FOR_EVER = date.max


@dataclass(frozen=True, slots=True)
class ModuleCell:
    """Where a member stands with a module.

    `completed_on` is the day of her newest completion, `valid_until` the first day on which none counts any more. `due`
    is told of what was never done, and so are `best_percent`, rounded down, on `best_on`, and `is_begun`: that she has
    read or tried.
    """

    status: Status
    is_asked: bool
    completed_on: date | None = None
    valid_until: date | None = None
    due: date | None = None
    pass_percent: int | None = None
    best_percent: int | None = None
    best_on: date | None = None
    is_begun: bool = False


def list_rules(session: Session, *, institution_id: int) -> Rules:
    """Return what each tier of an institution is asked, by tier and module; equal terms are one object."""
    query = select(
        Requirement.tier, Requirement.module_id, Requirement.pass_percent, Requirement.due_on, Requirement.due_days
    ).where(Requirement.institution_id == institution_id)
    alike: dict[tuple[int, date | None, int | None], Rule] = {}
    rules: Rules = {}
    for tier, module_id, pass_percent, due_on_, due_days in session.execute(query):
        rule = Rule(pass_percent, due_on_, due_days)
        rules[tier, module_id] = alike.setdefault((pass_percent, due_on_, due_days), rule)
    return rules


class CellMaker:
    """Makes the cells of one day, each different one once: ten thousand members share a few thousand."""

    def __init__(self, *, on: date) -> None:
        self._on = on
        self._made: dict[tuple[object, ...], ModuleCell] = {}

    def done(self, rule: Rule | None, *, completed_on: date, ends_on: date) -> ModuleCell:
        """Return the cell of a member who has completed it: last on that day, counting until `ends_on`."""
        key = (rule, completed_on, ends_on)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = _done(rule, completed_on, ends_on, self._on)
        return found

    def not_done(self, rule: Rule | None, *, since: date, best: Best | None, is_begun: bool) -> ModuleCell:
        """Return the cell of a member who never has, in her tier since then."""
        key = (rule, since, best, is_begun)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = _not_done(rule, since, best, is_begun=is_begun, on=self._on)
        return found


def _done(rule: Rule | None, completed_on: date, ends_on: date, on: date) -> ModuleCell:
    earned = Earned(completed_on, None if ends_on == FOR_EVER else ends_on)
    if rule is not None:
        status = Status(standing((earned,), due=None, today=on).value)
    else:
        status = Status.COMPLETE if earned.counts_on(on) else Status.NOT_ASKED
    return ModuleCell(
        status,
        is_asked=rule is not None,
        completed_on=completed_on,
        valid_until=earned.valid_until,
        pass_percent=rule.pass_percent if rule is not None else None,
    )


def _not_done(rule: Rule | None, since: date, best: Best | None, *, is_begun: bool, on: date) -> ModuleCell:
    due = rule.due(since) if rule is not None else None
    best_percent, best_on = best or (None, None)
    return ModuleCell(
        Status(standing((), due=due, today=on).value) if rule is not None else Status.NOT_ASKED,
        is_asked=rule is not None,
        due=due,
        pass_percent=rule.pass_percent if rule is not None else None,
        best_percent=best_percent,
        best_on=best_on,
        is_begun=is_begun or best is not None,
    )
