"""A sitting of a workshop as it is held: its day, its lines with their clock times, for each of its groups."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from courses.workshop import AgendaItem, Exercise, Sitting, clock_minutes
from webinar_kits import times
from webinar_kits.errors import KitError


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its minutes and clock times; `exercise` is None where it is none, else its steps take as long."""

    item: AgendaItem
    minutes: int
    begins: str
    ends: str
    exercise: Exercise | None


@dataclass(frozen=True, slots=True)
class Day:
    """A sitting; `when` is its day in words, empty where the first day is not known; `cut` was left out of it.

    One that is held for several groups on its day is that of the first, and `again` are those of the others; `group`
    counts them from 1, and is 0 where it is held once.
    """

    sitting: Sitting
    on: date | None
    zone: str
    lines: tuple[Line, ...]
    cut: tuple[AgendaItem, ...]
    group: int = 0
    again: tuple["Day", ...] = ()

    @property
    def title(self) -> str:
        """The name of the sitting, and of which group where there are several."""
        return f"{self.sitting.title}, group {self.group}" if self.group else self.sitting.title

    @property
    def groups(self) -> tuple["Day", ...]:
        """It as it is held for each group, earliest first; itself alone where it is held once."""
        return (replace(self, again=()), *self.again) if self.again else (self,)

    @property
    def when(self) -> str:
        """The day in words."""
        return day_words(self.on) if self.on else ""

    @property
    def begins(self) -> str:
        """The clock time of its begin."""
        return self.lines[0].begins

    @property
    def ends(self) -> str:
        """The clock time of its end."""
        return self.lines[-1].ends

    @property
    def told(self) -> str:
        """Day, clock times and zone in words; empty where its day is not known."""
        return f"{self.when}, {self.clocks} ({self.zone})" if self.on else ""

    @property
    def clocks(self) -> str:
        """From when to when; of several groups one after the other."""
        return " or ".join(f"{one.begins}–{one.ends}" for one in self.groups)

    @property
    def minutes(self) -> int:
        """The minutes of all its lines."""
        return sum(line.minutes for line in self.lines)

    @property
    def starts_at(self) -> datetime | None:
        """The moment it begins, in its zone; None where its day is not known."""
        return datetime.combine(self.on, time.fromisoformat(self.begins), ZoneInfo(self.zone)) if self.on else None

    def clocks_of(self, line: Line) -> str:
        """Return from when to when a line of it is, of several groups one after the other."""
        place = self.lines.index(line)
        return " or ".join(f"{one.lines[place].begins}–{one.lines[place].ends}" for one in self.groups)


def holdings(days: tuple[Day, ...]) -> tuple[Day, ...]:
    """Return the sittings, each as often as it is held: once for each of its groups."""
    return tuple(held for day in days for held in day.groups)


def refuse_overlaps(held: tuple[Day, ...]) -> None:
    """Raise KitError where one begins before another of its day has ended."""
    for before, after in pairwise(held):
        is_same_day = after.on == before.on if after.on else after.sitting == before.sitting
        if is_same_day and clock_minutes(after.begins) < clock_minutes(before.ends):
            raise KitError(
                "begins",
                f"“{after.title}” would begin at {after.begins}, before “{before.title}” ends at {before.ends}; "
                "give those of one day clock times that follow each other",
            )


def day_words(day: date) -> str:
    """Return a day with its weekday."""
    return times.day(datetime.combine(day, time(12), ZoneInfo("UTC")), zone="UTC")
