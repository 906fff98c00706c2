"""Days and times as sentences say them, in English: what is read by programs keeps the order year-month-day."""

from datetime import date, datetime

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT = 3


def day_words(day: date) -> str:
    """Return a day as a sentence says it: 1 September 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day_words(day: date) -> str:
    """Return a day as a table or a slide shows it: 1 Sep 2026."""
    return f"{day.day} {MONTHS[day.month - 1][:_SHORT]} {day.year}"


def moment_words(moment: datetime) -> str:
    """Return a moment to the minute, in the zone that it is in: 1 September 2026, 07:30 UTC."""
    return f"{day_words(moment.date())}, {moment:%H:%M %Z}".rstrip()
