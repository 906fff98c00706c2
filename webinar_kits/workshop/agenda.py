"""The agenda of a workshop for the time there is: what stays, how long it takes, its clock times, what gave way.

The rule is the one of the modules' kits: what must stay stays, then should and could follow while they fit. Each
sitting is fitted on its own; for fewer sittings the content has an agenda of its own, so that what is done at home
still fits.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from courses.model import Mode, Priority
from courses.workshop import NEVER_LEFT_OUT, AgendaItem, AgendaKind, Exercise, Sitting, Step, Workshop
from webinar_kits.errors import KitError
from webinar_kits.fit import as_written, chosen, shares, stretched
from webinar_kits.workshop.held_days import Day, Line, holdings, refuse_overlaps
from webinar_kits.workshop.kit_request import WorkshopKitRequest
from webinar_kits.workshop.sitting_times import SittingTime, sitting_times

LAST_MINUTE = 24 * 60 - 1
# Nobody begins at 10:27.
ROUND, FIRST_BREAK = 5, 25
_GROWS = frozenset({AgendaKind.EXERCISE, AgendaKind.TEAM, AgendaKind.WRITING})
_SITTINGS = {Mode.IN_PERSON: ("day", "days"), Mode.WEBINAR: ("webinar", "webinars")}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an item of the whole workshop: from how many minutes to how many; none is left of what is out."""

    title: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Saving:
    """What can still be won on the day: `left` is 0 where the item can be left out."""

    sitting: Sitting
    item: AgendaItem
    minutes: int
    left: int

    @property
    def won(self) -> int:
        """The minutes won."""
        return self.minutes - self.left


def timed_days(request: WorkshopKitRequest, workshop: Workshop) -> tuple[Day, ...]:
    """Return the sittings as asked for; the minutes of their lines sum to the lengths asked.

    Raises KitError with field and cure when they are too many or too few, too long or too short.
    """
    sittings = _sittings(request, workshop)
    lengths = request.lengths or tuple(sitting.minutes for sitting in sittings)
    exercises = {one.id: one for one in workshop.exercises}
    days = tuple(
        _day(request, sitting, minutes, at, exercises)
        for sitting, minutes, at in zip(sittings, lengths, sitting_times(request, sittings), strict=True)
    )
    refuse_overlaps(holdings(days))
    return days


def changes(days: tuple[Day, ...], workshop: Workshop) -> tuple[Change, ...]:
    """Return what is shorter than in the whole workshop or left out of it, in the order of the whole one."""
    mode = days[0].sitting.mode
    whole = workshop.sittings_of(mode)
    is_whole = len(days) == len(whole)
    before: dict[str, Change] = {}
    for sitting in whole:
        for item in sitting.items:
            name = _name(item, sitting if is_whole else None)
            known = before.get(name)
            titles = [known.title] if known else []
            title = _title(item, is_whole=is_whole)
            before[name] = Change(
                "; ".join(dict.fromkeys([*titles, title])), (known.before if known else 0) + item.minutes, 0
            )
    for day in days:
        for line in day.lines:
            name = _name(line.item, day.sitting if is_whole else None)
            if name in before:
                before[name] = replace(before[name], after=before[name].after + line.minutes)
    return tuple(one for one in before.values() if one.after < one.before)


def savings(days: tuple[Day, ...]) -> tuple[Saving, ...]:
    """Return what can still give way on the day: what could, then what should be left out, then what can be shortened.

    Within each the most first.
    """
    found = [
        Saving(day.sitting, line.item, line.minutes, line.item.minimum if may_not_go(line.item) else 0)
        for day in days
        for line in day.lines
        if line.item.kind is not AgendaKind.BREAK
    ]
    rank = {Priority.COULD: 0, Priority.SHOULD: 1, Priority.MUST: 2}
    gained = (one for one in found if one.won > 0)
    return tuple(sorted(gained, key=lambda one: (rank[one.item.priority], -one.won)))


def may_not_go(item: AgendaItem) -> bool:
    """Tell whether no shortening leaves the item out."""
    return item.priority is Priority.MUST or item.kind in NEVER_LEFT_OUT


def shortest(sitting: Sitting) -> int:
    """Return the minutes without which a sitting cannot be held."""
    return sum(item.minimum for item in sitting.items if may_not_go(item))


def longest(sitting: Sitting) -> int:
    """Return the minutes beyond which nothing of it can be stretched."""
    return sum(_half_more(item) for item in sitting.items)


def _sittings(request: WorkshopKitRequest, workshop: Workshop) -> tuple[Sitting, ...]:
    counts = workshop.counts_of(request.mode)
    count = len(request.lengths) or counts[0]
    if count not in counts:
        one, many = _SITTINGS[request.mode]
        known = " or ".join(map(str, sorted(counts)))
        least = [str(shortest(sitting)) for sitting in workshop.sittings_of(request.mode, count=counts[-1])]
        told = f"{', '.join(least[:-1])} and {least[-1]}" if len(least) > 1 else least[0]
        raise KitError(
            "lengths",
            f"there is no agenda of {count} {one if count == 1 else many}; choose {known}. "
            f"The least that is possible is {counts[-1]} {one if counts[-1] == 1 else many} of {told} minutes",
        )
    return workshop.sittings_of(request.mode, count=count)


def _day(
    request: WorkshopKitRequest, sitting: Sitting, minutes: int, at: SittingTime, exercises: dict[str, Exercise]
) -> Day:
    for begins in (at.begins, *at.again):
        _refuse_impossible(sitting, minutes, begins)
    settled = dict(request.settled).get(sitting.id, ())
    items = {item.id: item for item in sitting.items}
    if settled and sum(length for _item, length in settled) == minutes:
        kept, lengths = tuple(items[item] for item, _length in settled), tuple(length for _item, length in settled)
    else:
        kept, lengths = _rested(*fitted(sitting, sitting.items, minutes=minutes))
    first, *others = (
        tuple(_lines(kept, lengths, begins, exercises, sitting.mode)) for begins in (at.begins, *at.again)
    )
    cut = tuple(item for item in sitting.items if item not in kept)
    day = Day(sitting, at.on, request.zone, first, cut, group=1 if others else 0)
    again = tuple(replace(day, lines=lines, group=group) for group, lines in enumerate(others, start=2))
    return replace(day, again=again)


def fitted(
    sitting: Sitting, pool: tuple[AgendaItem, ...], *, minutes: int
) -> tuple[tuple[AgendaItem, ...], tuple[int, ...]]:
    """Return which items of a sitting are held in that time and how long each; KitError when they cannot fill it."""
    kept = chosen(pool, minutes=minutes, stays=may_not_go)
    lengths = stretched(kept, minutes=minutes, ceilings=(as_written, _half_more), unit=ROUND)
    if sum(lengths) < minutes:
        raise KitError(
            "lengths", f"{minutes} minutes are too long for “{sitting.title}”: the most is {sum(lengths)} minutes"
        )
    return kept, lengths


def _rested(kept: tuple[AgendaItem, ...], lengths: tuple[int, ...]) -> tuple[tuple[AgendaItem, ...], tuple[int, ...]]:
    """Return the items with a break that would come right after the begin moved behind the next one."""
    rows, at = list(zip(kept, lengths, strict=True)), 0
    for place in range(len(rows) - 2):
        if rows[place][0].kind is AgendaKind.BREAK and at < FIRST_BREAK:
            rows[place], rows[place + 1] = rows[place + 1], rows[place]
        at += rows[place][1]
    return tuple(item for item, _length in rows), tuple(length for _item, length in rows)


def _refuse_impossible(sitting: Sitting, minutes: int, begins: int) -> None:
    least = shortest(sitting)
    if minutes < least:
        raise KitError(
            "lengths",
            f"{minutes} minutes are too short for “{sitting.title}”: writing, tests, review and evaluation stay, "
            f"and the least that is possible is {least} minutes",
        )
    if begins + minutes > LAST_MINUTE:
        raise KitError("begins", f"“{sitting.title}” would end after midnight; begin earlier")


def _half_more(item: AgendaItem) -> int:
    return item.minutes + item.minutes // 2 if item.kind in _GROWS else item.minutes


def _lines(
    kept: tuple[AgendaItem, ...], lengths: tuple[int, ...], begins: int, exercises: dict[str, Exercise], mode: Mode
) -> Iterator[Line]:
    at = begins
    for item, minutes in zip(kept, lengths, strict=True):
        exercise = exercises.get(item.exercise)
        yield Line(item, minutes, _clock(at), _clock(at + minutes), _timed(exercise, minutes, mode))
        at += minutes


def _timed(exercise: Exercise | None, minutes: int, mode: Mode) -> Exercise | None:
    """Return an exercise whose steps take so many minutes, in the proportions that they were written in."""
    if exercise is None:
        return None
    if mode is Mode.IN_PERSON:
        return replace(exercise, room=_steps(exercise.room, minutes))
    return replace(exercise, webinar=_steps(exercise.webinar, minutes))


def _steps(steps: tuple[Step, ...], minutes: int) -> tuple[Step, ...]:
    lengths = shares(minutes, [step.minutes for step in steps])
    return tuple(replace(step, minutes=length) for step, length in zip(steps, lengths, strict=True))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _name(item: AgendaItem, sitting: Sitting | None) -> str:
    """Return what an item is compared by: itself, or across agendas its id; there writing and breaks count together."""
    if sitting is not None:
        return f"{sitting.id}/{item.id}"
    return item.kind.value if item.kind in (AgendaKind.WRITING, AgendaKind.BREAK) else item.id


def _title(item: AgendaItem, *, is_whole: bool) -> str:
    together = {AgendaKind.WRITING: "Writing the proposal", AgendaKind.BREAK: "Breaks"}
    return item.title if is_whole else together.get(item.kind, item.title)
