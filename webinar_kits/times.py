"""Clock times and dates in words, always with the name of the zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from courses.days import day_words

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def clock(starts_at: datetime | None, *, zone: str, after: int) -> str:
    """Return the local time so many minutes after the start ("09:40"), or the time passed ("0:40") without a start."""
    if starts_at is None:
        return f"{after // 60}:{after % 60:02d}"
    return f"{_local(starts_at + timedelta(minutes=after), zone):%H:%M}"


def day(starts_at: datetime, *, zone: str, shift: int = 0) -> str:
    """Return the local date in words ("Tuesday 24 November 2026"), so many days later."""
    local = _local(starts_at, zone) + timedelta(days=shift)
    return f"{_DAYS[local.weekday()]} {day_words(local)}"


def span(starts_at: datetime, *, zone: str, minutes: int) -> str:
    """Return date, begin, end and zone in words."""
    begin, end = (clock(starts_at, zone=zone, after=after) for after in (0, minutes))
    return f"{day(starts_at, zone=zone)}, {begin}–{end} ({zone})"


def hours(minutes: int) -> str:
    """Return a length of time in words ("90 minutes", "1 minute")."""
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))
