"""The plan as a drawing: in weeks when it is short, else in months or quarters."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from courses.days import MONTHS, short_day_words
from courses.timetables import DAYS_A_WEEK, PlanRow, Timetable
from webinar_kits.measure import clipped
from webinar_kits.proposals.citing import span_days, titled
from webinar_kits.proposals.elements import Bar, Gantt

MOST_WEEKS = 30
MOST_MONTHS = 30
_QUARTER = 3
# The name beside a bar, in ems: two lines of the column. The table of the recommendations has it whole.
_NAME = 25


def draw_plan(plan: Timetable, names: dict[str, str]) -> Gantt | None:
    """Return the drawing of a plan, None when nothing in it has days."""
    if plan.starts_on is None or plan.ends_on is None:
        return None
    if plan.weeks <= MOST_WEEKS:
        return _in_weeks(plan, plan.starts_on, names)
    months = _months(plan.starts_on, plan.ends_on)
    return _in_months(plan, names, step=1 if months <= MOST_MONTHS else _QUARTER)


def _in_weeks(plan: Timetable, begins: date, names: dict[str, str]) -> Gantt:
    starts = [begins + timedelta(days=DAYS_A_WEEK * week) for week in range(plan.weeks)]
    groups = [
        (f"{MONTHS[month - 1][:3]} {year}", len(list(days)))
        for (year, month), days in groupby(starts, key=lambda day: (day.year, day.month))
    ]
    bars = [
        _bar(row, names, first=(row.starts_on - begins).days // DAYS_A_WEEK,
             last=(row.ends_on - begins).days // DAYS_A_WEEK)
        for row in plan.rows
    ]  # fmt: skip
    columns = tuple(str(day.day) for day in starts)
    return Gantt(
        f"Timetable by week, {_span(plan)}", "Week that begins on", tuple(groups), columns, tuple(bars)
    )  # fmt: skip


def _in_months(plan: Timetable, names: dict[str, str], *, step: int) -> Gantt:
    if plan.starts_on is None or plan.ends_on is None:
        raise ValueError("a plan without days cannot be drawn")
    base = plan.starts_on.year * 12 + (plan.starts_on.month - 1) // step * step
    end = plan.ends_on.year * 12 + plan.ends_on.month - 1
    months = range(base, end + 1, step)
    groups = [(str(year), len(list(held))) for year, held in groupby(months, key=lambda month: month // 12)]
    bars = [
        _bar(row, names, first=(_month(row.starts_on) - base) // step, last=(_month(row.ends_on) - base) // step)
        for row in plan.rows
    ]
    columns = [MONTHS[month % 12][:1] if step == 1 else f"Q{month % 12 // step + 1}" for month in months]
    unit = "month" if step == 1 else "quarter"
    return Gantt(f"Timetable by {unit}, {_span(plan)}", unit.capitalize(), tuple(groups), tuple(columns), tuple(bars))


def _bar(row: PlanRow, names: dict[str, str], *, first: int, last: int) -> Bar:
    one = row.recommendation
    when = span_days(row.starts_on, row.ends_on)
    weeks = f"{row.weeks} week" + ("s" if row.weeks != 1 else "")
    name = clipped(titled(one), width=_NAME, size=1)
    return Bar(f"{names[one.id]} {name}", when, weeks, first, last - first + 1)


def _span(plan: Timetable) -> str:
    ends: Sequence[date | None] = (plan.starts_on, plan.ends_on)
    return " to ".join(short_day_words(day) for day in ends if day is not None)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _months(begins: date, ends: date) -> int:
    return _month(ends) - _month(begins) + 1
