"""Several people moved, or leaving, on one day: what that does with each; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from courses.days import day_words
from courses.model import Tier
from lms.errors import Invalid
from lms.institutions import rules
from lms.institutions.roster_people import Person, Roster
from lms.institutions.roster_places import Change
from lms.institutions.roster_steps import Step, find_differences


@dataclass(frozen=True, slots=True)
class Wish:
    """What several people do on a day: leave (`on` is the first day away), or go to a tier, a branch, or both."""

    on: date
    is_leaving: bool = False
    tier: Tier | None = None
    branch_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hindered:
    """Somebody with whom it cannot be done, and why."""

    person: Person
    sentence: str


@dataclass(frozen=True, slots=True)
class Together:
    """What would be done with each, who stays as she is, and with whom it cannot be done."""

    steps: tuple[Step, ...]
    unchanged: tuple[Person, ...]
    hindered: tuple[Hindered, ...]


def plan_together(roster: Roster, member_ids: Sequence[int], wish: Wish) -> Together:
    """Return what a wish does with these people; ids of nobody here are left out."""
    wanted = set(member_ids)
    steps, unchanged, hindered = list[Step](), list[Person](), list[Hindered]()
    for person in sorted((one for one in roster.people if one.id in wanted), key=lambda one: (one.name, one.id)):
        try:
            after = replace(person, history=_next(person, roster, wish))
        except Invalid as error:
            hindered.append(Hindered(person, str(error)))
            continue
        if after == person:
            unchanged.append(person)
        else:
            steps.append(Step(0, _changes(person, after, wish), person, after, find_differences(person, after)))
    return Together(tuple(steps), tuple(unchanged), tuple(hindered))


def _next(person: Person, roster: Roster, wish: Wish) -> rules.History:
    if wish.is_leaving:
        return rules.leave(person.history, on=wish.on)
    held = next((stretch for stretch in person.history if stretch.covers(wish.on)), None)
    tier = wish.tier or (held.tier if held else None)
    branch_id = wish.branch_id or (held.branch_id if held else None)
    if held is not None and (tier, branch_id) == (held.tier, held.branch_id):
        return person.history
    if tier is None or branch_id is None:
        raise Invalid(
            {"on": f"No place covers {day_words(wish.on)}. Choose another day, or start a new place for this person."}
        )
    name = roster.branches[branch_id]
    return rules.move(person.history, on=wish.on, tier=tier, branch_id=branch_id, branch_name=name)


def _changes(before: Person, after: Person, wish: Wish) -> tuple[Change, ...]:
    if wish.is_leaving:
        return (Change.LEFT,)
    old = next(stretch for stretch in before.history if stretch.covers(wish.on))
    new = next(stretch for stretch in after.history if stretch.covers(wish.on))
    tier = (Change.TIER,) if old.tier != new.tier else ()
    return (*tier, *((Change.MOVED,) if old.branch_id != new.branch_id else ()))
