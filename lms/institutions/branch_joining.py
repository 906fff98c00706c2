"""What joining a branch to another does with its people: they move on the day, and what was before stays; pure."""

from dataclasses import dataclass, replace
from datetime import date

from lms.institutions.roster_people import Person, Roster
from lms.institutions.roster_places import Change
from lms.institutions.roster_steps import Step, find_differences
from lms.institutions.rules import History, Stretch


@dataclass(frozen=True, slots=True)
class Moves:
    """Who moves: `now` are there on the day, `later` will come; `ever` counts who ever stood in the branch."""

    steps: tuple[Step, ...]
    now: int
    later: int
    ever: int


def plan_moves(roster: Roster, *, branch_id: int, into_id: int, on: date) -> Moves:
    """Return what becomes of everybody who is in a branch on a day, or will be."""
    here = [one for one in roster.people if any(stretch.branch_id == branch_id for stretch in one.history)]
    steps = [step for one in here if (step := _step(one, roster, branch_id, into_id, on)) is not None]
    present = sum(1 for one in here if _stands(one.history, branch_id, on))
    return Moves(tuple(steps), now=present, later=len(steps) - present, ever=len(here))


def _step(person: Person, roster: Roster, branch_id: int, into_id: int, on: date) -> Step | None:
    history: list[Stretch] = []
    for stretch in person.history:
        if stretch.branch_id != branch_id or (stretch.ends_on is not None and stretch.ends_on <= on):
            history.append(stretch)
        elif stretch.starts_on >= on:
            history.append(replace(stretch, branch_id=into_id, branch_name=roster.branches[into_id]))
        else:
            moved = Stretch(stretch.tier, into_id, roster.branches[into_id], on, stretch.ends_on)
            history += [replace(stretch, ends_on=on), moved]
    after = replace(person, history=tuple(history))
    if after == person:
        return None
    return Step(0, (Change.MOVED,), person, after, find_differences(person, after))


def _stands(history: History, branch_id: int, on: date) -> bool:
    return any(stretch.branch_id == branch_id and stretch.covers(on) for stretch in history)
