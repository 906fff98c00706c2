"""The days on which a trend has a point: the last of each week, month or quarter, and the last day asked for. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from courses.days import day_words
from lms.errors import Invalid
from lms.evidence.rules import add_months
from lms.reports.trend import MOST_POINTS

USUAL_MONTHS = 12
WEEKLY_UP_TO = timedelta(days=120)
MONTHLY_UP_TO = timedelta(days=3 * 366)


class Every(StrEnum):
    """How far the points of a trend stand apart."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A stretch of time and the days on it that have a point."""

    since: date
    until: date
    days: tuple[date, ...]


def choose_days(
    *, since: date | None, until: date | None, every: Every | None, today: date, beginning: date | None
) -> Chosen:
    """Return the days of a trend; without a word those of the year up to today, or of what there is of it.

    `beginning` is the first day of which anything is known. What cannot be asked is said at its field.
    """
    last = until or today
    usual = add_months(last, -USUAL_MONTHS)
    first = since or max(usual, min(beginning or usual, last - timedelta(days=1)))
    if last > today:
        raise Invalid({"until": "That day has not come yet. A trend shows what was, up to today."})
    if beginning is not None and since is not None and since < beginning:
        began = day_words(beginning)
        raise Invalid({"since": f"Nothing is known of that day: the first place that anybody held began on {began}."})
    if first >= last:
        raise Invalid({"since": "Give a day before the last one."})
    days = list_days(first, last, every or fitting(first, last))
    if len(days) > MOST_POINTS:
        raise Invalid({"every": f"That would be more than {MOST_POINTS} points. Choose longer steps."})
    return Chosen(first, last, days)


def fitting(since: date, until: date) -> Every:
    """Return the steps that give a stretch of time some ten to forty points."""
    if until - since <= WEEKLY_UP_TO:
        return Every.WEEK
    return Every.MONTH if until - since <= MONTHLY_UP_TO else Every.QUARTER


def list_days(since: date, until: date, every: Every) -> tuple[date, ...]:
    """Return the last days of weeks (Sundays), months or quarters from `since` on, and `until`."""
    days, end = [], _end_of(since, every)
    while end < until:
        days.append(end)
        end = _end_of(end + timedelta(days=1), every)
    return (*days, until)


def _end_of(day: date, every: Every) -> date:
    if every is Every.WEEK:
        return day + timedelta(days=6 - day.weekday())
    months = 1 if every is Every.MONTH else 3 - (day.month - 1) % 3
    return add_months(day.replace(day=1), months) - timedelta(days=1)
