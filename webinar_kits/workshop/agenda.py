"""The agenda of a workshop with its clock times, and what gives way when time is short."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from courses.model import Mode
from courses.workshop import AgendaItem, AgendaKind, Exercise, Sitting, clock_minutes
from webinar_kits.workshop.kit_request import TraineeContent

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS_BETWEEN = {Mode.IN_PERSON: 1, Mode.WEBINAR: 7}
# Kinds that never give way: without them nobody writes, practises or is asked.
KEPT = frozenset({AgendaKind.WRITING, AgendaKind.EXERCISE, AgendaKind.TEST, AgendaKind.BREAK})
_LEAST_LEFT = 15


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its clock times; `exercise` is None where it is none."""

    item: AgendaItem
    begins: str
    ends: str
    exercise: Exercise | None


@dataclass(frozen=True, slots=True)
class Day:
    """A sitting; `when` is its day in words, empty where the first day is not known."""

    sitting: Sitting
    when: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Saving:
    """What can be won from an item, and from how many minutes to how many."""

    sitting: Sitting
    item: AgendaItem
    left: int

    @property
    def won(self) -> int:
        """The minutes won."""
        return self.item.minutes - self.left


def timed_days(content: TraineeContent) -> tuple[Day, ...]:
    """Return the sittings of the mode with the times of all items; they fill each sitting exactly."""
    mode = content.request.mode
    exercises = {one.id: one for one in content.workshop.exercises}
    return tuple(
        Day(
            sitting,
            day_words(content.request.starts_on + timedelta(days=place * DAYS_BETWEEN[mode]))
            if content.request.starts_on
            else "",
            tuple(_lines(sitting, exercises)),
        )
        for place, sitting in enumerate(content.workshop.sittings_of(mode))
    )


def day_words(day: date) -> str:
    """Return a day with its weekday."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def savings(days: tuple[Day, ...]) -> tuple[Saving, ...]:
    """Return what may be shortened, the most first: plenary and team items to two thirds, never below 15 minutes.

    The agenda names no item that can be dropped; exercises, writing, tests and breaks always stay as they are.
    """
    found = [
        Saving(day.sitting, line.item, max(_LEAST_LEFT, line.item.minutes * 2 // 3 // 5 * 5))
        for day in days
        for line in day.lines
        if line.item.kind not in KEPT and line.item.minutes > _LEAST_LEFT
    ]
    return tuple(sorted((one for one in found if one.won > 0), key=lambda one: -one.won))


def _lines(sitting: Sitting, exercises: dict[str, Exercise]) -> Iterator[Line]:
    at = clock_minutes(sitting.starts)
    for item in sitting.items:
        yield Line(item, _clock(at), _clock(at + item.minutes), exercises.get(item.exercise))
        at += item.minutes


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
