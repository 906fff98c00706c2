"""On which day and at which clock time each sitting of a workshop is held."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from courses.model import Mode
from courses.workshop import Sitting, clock_minutes
from webinar_kits.errors import KitError
from webinar_kits.workshop.kit_request import AND, WorkshopKitRequest

APART = {Mode.IN_PERSON: timedelta(days=1), Mode.WEBINAR: timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class SittingTime:
    """A day, None where it is not known, and how many minutes after midnight the sitting begins.

    `again` is when it begins for the other groups that it is held for on its day.
    """

    on: date | None
    begins: int
    again: tuple[int, ...] = ()

    def moments(self, zone: str) -> tuple[datetime, ...]:
        """Return when it begins in that zone, for each group; nothing where its day is not known."""
        if self.on is None:
            return ()
        clocks = (time(begins // 60, begins % 60) for begins in (self.begins, *self.again))
        return tuple(datetime.combine(self.on, clock, ZoneInfo(zone)) for clock in clocks)


def sitting_times(request: WorkshopKitRequest, sittings: tuple[Sitting, ...]) -> tuple[SittingTime, ...]:
    """Return when the sittings are held; KitError when days or clock times are not as many, or not in order."""
    days, begins = _dates(request, len(sittings)), _begins(request, sittings)
    return tuple(_time(day, clocks) for day, clocks in zip(days, begins, strict=True))


def _time(day: date | None, clocks: str) -> SittingTime:
    first, *others = (clock_minutes(clock) for clock in clocks.split(AND))
    return SittingTime(day, first, tuple(others))


def _dates(request: WorkshopKitRequest, count: int) -> tuple[date | None, ...]:
    given = request.dates
    if not given:
        return (None,) * count
    if len(given) == 1:
        return tuple(given[0] + place * APART[request.mode] for place in range(count))
    if len(given) != count:
        raise KitError("dates", f"{len(given)} days for {count} sittings; give the first day alone, or one for each")
    if list(given) != sorted(given):
        raise KitError(
            "dates", "the days do not follow each other; give them in order, one twice for two sittings on it"
        )
    return given


def _begins(request: WorkshopKitRequest, sittings: tuple[Sitting, ...]) -> tuple[str, ...]:
    given = request.begins
    if not given:
        return tuple(sitting.starts for sitting in sittings)
    if len(given) not in (1, len(sittings)):
        told = f"{len(given)} clock times for {len(sittings)} sitting{'s' if len(sittings) > 1 else ''}"
        raise KitError("begins", f"{told}; give one at which all begin, or one for each")
    return given if len(given) > 1 else given * len(sittings)
