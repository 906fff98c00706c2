"""What a row of a list adds to somebody's history of places; pure.

An import adds to a history and never rewrites it: a promotion on a date is a new place after the one before. What a row
says of the past and the roster says otherwise is remarked on and left alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from courses.days import day_words
from courses.model import Tier
from lms.errors import Invalid
from lms.institutions import rules
from lms.institutions.roster_people import Person
from lms.institutions.roster_values import Entry
from lms.institutions.rules import History, Stretch

DAY = timedelta(days=1)


class Change(StrEnum):
    """What an import does with somebody; one row may do several."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    TIER = "tier"
    LEFT = "left"
    RETURNED = "returned"
    UNCHANGED = "unchanged"


class NoPlaceError(Exception):
    """A place that does not fit into a history; the text says the cure."""


@dataclass(frozen=True, slots=True)
class Dates:
    """What stands for a day that a row does not give.

    `on` is the day given for all; `today` decides who is here. `has_left_on`: the list has a column of last days, so an
    empty cell says that somebody is here. `are_back`: whoever left and stands in the list is back.
    """

    on: date
    today: date
    has_left_on: bool = False
    are_back: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """A history after a row, what the row did to it, and what was left alone."""

    history: History
    changes: tuple[Change, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that a row names; `id` is 0 for one that will be made."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row says that somebody is or was; `is_same`: where she was before she left."""

    tier: Tier
    branch: Branch
    is_same: bool


def first_place(entry: Entry, tier: Tier, branch: Branch, dates: Dates) -> History:
    """Return the history of somebody who is new: since this place, or joining, or the day for all."""
    starts_on = entry.since or entry.joined_on or dates.on
    ends_on = None if entry.left_on is None else entry.left_on + DAY
    if ends_on is not None and ends_on <= starts_on:
        raise NoPlaceError(
            f"The last day, {day_words(ends_on - DAY)}, lies before the first, {day_words(starts_on)}. "
            "Correct one of the two."
        )
    return (Stretch(tier, branch.id, branch.name, starts_on, ends_on),)


def next_places(
    person: Person, entry: Entry, branch: Branch | None, dates: Dates, closed: Mapping[int, Branch] | None = None
) -> Places:
    """Return the history of somebody of the roster after a row; raises NoPlaceError for what does not fit.

    `closed` are branches that were joined to others, by id: who comes back comes back into the other.
    """
    tip = person.tip
    if tip is None:
        if entry.tier is None or branch is None:
            return Places(())
        return Places(first_place(entry, entry.tier, branch, dates), (Change.RETURNED,))
    tier, there = entry.tier or tip.tier, branch or Branch(tip.branch_id, tip.branch_name)
    try:
        if tip.ends_on is not None and tip.ends_on <= dates.today:
            joined = (closed or {}).get(tip.branch_id)
            there = branch or joined or there
            is_same = tier == tip.tier and there.id in (tip.branch_id, joined.id if joined else tip.branch_id)
            return _of_gone(person.history, tip, entry, Place(tier, there, is_same), dates)
        return _of_present(person.history, tip, entry, tier, there, dates)
    except Invalid as error:
        raise NoPlaceError(str(error)) from None


def _of_present(history: History, tip: Stretch, entry: Entry, tier: Tier, branch: Branch, dates: Dates) -> Places:
    changes: list[Change] = []
    remarks: list[str] = []
    if (tier, branch.id) != (tip.tier, tip.branch_id) and not _is_held(history, tier, branch, dates.today):
        on = dates.on if entry.since is None or entry.since == tip.starts_on else entry.since
        if on < tip.starts_on:
            raise NoPlaceError(
                f"The new place would begin on {day_words(on)}, before the present one ({tip}). An import does not "
                "rewrite what was: give the day of the change, or correct the history on the person's page."
            )
        changes += [Change.TIER] if tier != tip.tier else []
        changes += [Change.MOVED] if branch.id != tip.branch_id else []
        history = rules.move(history, on=on, tier=tier, branch_id=branch.id, branch_name=branch.name)
        tip = history[-1]
    elif entry.since and entry.since != tip.starts_on and not _is_held(history[:-1], tier, branch, dates.today):
        listed, known = day_words(entry.since), day_words(tip.starts_on)
        remarks.append(f"The list says since {listed}, the roster since {known}: the roster is kept.")
    if entry.left_on is not None:
        if tip.ends_on != entry.left_on + DAY:
            history = _ended(history, tip, entry.left_on)
            changes.append(Change.LEFT)
    elif tip.ends_on is not None and dates.has_left_on:
        remarks.append(f"The roster has a last day, {day_words(tip.ends_on - DAY)}: it is kept.")
    return Places(history, tuple(changes), tuple(remarks))


def _of_gone(history: History, tip: Stretch, entry: Entry, place: Place, dates: Dates) -> Places:
    """Somebody who left: she is back when a later day says so, or the list as a whole does."""
    ends_on = tip.ends_on or dates.today
    came_back = entry.since is not None and entry.since >= ends_on
    if entry.left_on is not None and not came_back:
        kept = () if place.is_same else ("Where somebody was who has left is not changed by an import.",)
        if entry.left_on + DAY == ends_on:
            return Places(history, (), kept)
        return Places(_ended(history, tip, entry.left_on), (Change.LEFT,), kept)
    if not came_back and not (dates.has_left_on or dates.are_back):
        return Places(
            history,
            (),
            (
                f"Left: the last day was {day_words(ends_on - DAY)}. "
                "If she is back, say so on top, or give the day in “Since”.",
            ),
        )
    starts_on = entry.since if came_back and entry.since else dates.on
    if starts_on < ends_on:
        raise NoPlaceError(f"She would be back on {day_words(starts_on)}, before she left ({tip}). Give a later day.")
    tier, branch = place.tier, place.branch
    new = Stretch(tier, branch.id, branch.name, starts_on, None if entry.left_on is None else entry.left_on + DAY)
    return Places(rules.start(history, new), (Change.RETURNED,))


def _ended(history: History, tip: Stretch, last_day: date) -> History:
    ends_on = last_day + DAY
    if ends_on <= tip.starts_on:
        raise NoPlaceError(
            f"The last day, {day_words(last_day)}, lies before the present place began ({tip}). Correct the day."
        )
    return (*history[:-1], replace(tip, ends_on=ends_on))


def _is_held(history: History, tier: Tier, branch: Branch, today: date) -> bool:
    """Return whether she stands there today, while a later place is already recorded."""
    return any((one.tier, one.branch_id) == (tier, branch.id) and one.covers(today) for one in history)
