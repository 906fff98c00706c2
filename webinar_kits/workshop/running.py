"""A sitting that gets less time, or more, while it runs: what was done stays as it was, the rest is fitted anew."""

from dataclasses import replace

from courses.model import Priority
from courses.workshop import AgendaItem
from webinar_kits.errors import KitError
from webinar_kits.workshop.agenda import ROUND, fitted, may_not_go
from webinar_kits.workshop.held_days import Day, Line


def settle(day: Day, *, minutes: int, elapsed: int) -> tuple[tuple[str, int], ...]:
    """Return the items of a sitting with their minutes, as it goes on when it takes so many in all.

    What has ended stays. What is going on stays and may be cut short, not below what has passed of it. What was left
    out and would have come later may come back. Raises KitError naming the least or the most that is possible.
    """
    done, here, begins = [], None, 0
    for line in day.lines:
        if begins + line.minutes <= elapsed:
            done.append((line.item.id, line.minutes))
        elif begins <= elapsed:
            here = _going_on(line, passed=elapsed - begins)
        begins += line.minutes
    if here is None:
        raise KitError("lengths", f"“{day.sitting.title}” is over: nothing of it can change")
    pool = (here, *_to_come(day, here, [item for item, _length in done]))
    spent = sum(length for _item, length in done)
    least = spent + sum(item.minimum for item in pool if may_not_go(item))
    if minutes < least:
        raise KitError(
            "lengths",
            f"{minutes} minutes are too short for “{day.sitting.title}” as it goes: writing, tests, review and "
            f"evaluation stay, and the least that is possible now is {least} minutes",
        )
    kept, lengths = fitted(day.sitting, pool, minutes=minutes - spent)
    return (*done, *((item.id, length) for item, length in zip(kept, lengths, strict=True)))


def _to_come(day: Day, here: AgendaItem, done: list[str]) -> list[AgendaItem]:
    """Return what has not begun: what the agenda still has, and of what was left out what would come later."""
    items, planned = day.sitting.items, {line.item.id for line in day.lines}
    reached = max(place for place, item in enumerate(items) if item.id in (here.id, *done))
    return [
        item
        for place, item in enumerate(items)
        if item.id not in (here.id, *done) and (item.id in planned or place > reached)
    ]


def _going_on(line: Line, *, passed: int) -> AgendaItem:
    """Return an item that stays, and is no shorter than what has passed of it, on a round minute."""
    reached = -(-passed // ROUND) * ROUND
    least = max(min(line.item.minimum, line.minutes), min(reached, line.minutes))
    return replace(line.item, minimum=least, priority=Priority.MUST)
