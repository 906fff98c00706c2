"""When the sittings of a workshop are held, to the moment."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from courses.workshop import AgendaItem, Sitting


@dataclass(frozen=True, slots=True)
class TimedItem:
    """A line of the agenda with its moments."""

    item: AgendaItem
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class TimedSitting:
    """A day or webinar with its moments, in the zone of the workshop."""

    sitting: Sitting
    starts_at: datetime
    ends_at: datetime
    items: tuple[TimedItem, ...]

    def is_on(self, now: datetime) -> bool:
        """Return whether it is being held at that time."""
        return self.starts_at <= now < self.ends_at


def time_sittings(sittings: tuple[Sitting, ...], *, days: tuple[date, ...], zone: str) -> tuple[TimedSitting, ...]:
    """Return the sittings with their moments, each on its day."""
    return tuple(_timed(sitting, day, ZoneInfo(zone)) for sitting, day in zip(sittings, days, strict=True))


def find_item(sittings: tuple[TimedSitting, ...], *, now: datetime) -> TimedItem | None:
    """Return what is going on at that time, None between sittings."""
    items = (item for sitting in sittings for item in sitting.items)
    return next((item for item in items if item.starts_at <= now < item.ends_at), None)


def find_next(sittings: tuple[TimedSitting, ...], *, now: datetime) -> TimedItem | None:
    """Return what begins next, None after the last sitting's last item has begun."""
    items = (item for sitting in sittings for item in sitting.items)
    return next((item for item in items if item.starts_at > now), None)


def _timed(sitting: Sitting, day: date, zone: ZoneInfo) -> TimedSitting:
    at = starts_at = datetime.combine(day, time.fromisoformat(sitting.starts), zone)
    items = []
    for item in sitting.items:
        ends_at = at + timedelta(minutes=item.minutes)
        items.append(TimedItem(item, at, ends_at))
        at = ends_at
    return TimedSitting(sitting, starts_at, at, tuple(items))
