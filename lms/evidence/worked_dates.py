"""What a rule means in dates, worked out on people who might be: by the functions that will apply it; pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lms.evidence.rules import due_on, renew_from, valid_until

MONDAY = 0
# Somebody who has long been there; a year is easy to follow in the head.
LONG_AGO_MONTHS = 12


class Case(StrEnum):
    """Who an example is of."""

    HERE = "here"
    NEWCOMER = "newcomer"
    PROMOTED = "promoted"
    AFTER_THE_DAY = "after_the_day"
    COMPLETES = "completes"
    RENEWS_EARLY = "renews_early"
    HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a rule that days depend on, and from which day it holds."""

    valid_months: int | None
    due_on: date | None
    due_days: int | None
    renewal_days: int
    from_on: date


@dataclass(frozen=True, slots=True)
class Example:
    """One person's days. `day` is when she came into the tier, or completed.

    Of who has not completed: `due` is the last day in time, None without a date; `late_from` the first day she is late.
    Of who has: `last_day` is the last day it counts, None for ever; she may renew from `renew_from`, and is asked anew
    from `late_from`.
    """

    case: Case
    day: date
    due: date | None = None
    late_from: date | None = None
    last_day: date | None = None
    renew_from: date | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A completion somebody has today: it keeps the end it was given, only the time to renew is the new rule's."""

    completed_on: date
    valid_until: date


def work_out(terms: Terms, *, today: date, holding: Holding | None = None) -> tuple[Example, ...]:
    """Return four to six examples for a rule as it is typed. `holding` is the next real completion to end, if any."""
    start = max(terms.from_on, today)
    first_of_month = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    found = [
        _to_do(Case.HERE, date(start.year - LONG_AGO_MONTHS // 12, start.month, 1), terms),
        _to_do(Case.NEWCOMER, next_weekday(start, MONDAY), terms),
    ]
    if terms.due_on is not None and terms.due_on >= start:
        found.append(_to_do(Case.AFTER_THE_DAY, next_weekday(terms.due_on, MONDAY), terms))
    else:
        found.append(_to_do(Case.PROMOTED, first_of_month, terms))
    done = _done(Case.COMPLETES, start, valid_until(start, valid_months=terms.valid_months), terms)
    found.append(done)
    if done.renew_from is not None:
        again = max(done.renew_from, start)
        found.append(_done(Case.RENEWS_EARLY, again, valid_until(again, valid_months=terms.valid_months), terms))
    if holding is not None:
        found.append(_done(Case.HOLDS, holding.completed_on, holding.valid_until, terms))
    return tuple(found)


def next_weekday(day: date, weekday: int) -> date:
    """Return the next such day of the week after a day, never the day itself; 0 is Monday."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def _to_do(case: Case, since: date, terms: Terms) -> Example:
    due = due_on(due_on=terms.due_on, due_days=terms.due_days, since=since)
    # Nobody is late by a rule that does not hold yet.
    late_from = None if due is None else max(due + timedelta(days=1), terms.from_on)
    return Example(case, since, due=due, late_from=late_from)


def _done(case: Case, completed_on: date, ends: date | None, terms: Terms) -> Example:
    if ends is None:
        return Example(case, completed_on)
    renew = renew_from(ends, renewal_days=terms.renewal_days)
    return Example(
        case,
        completed_on,
        last_day=ends - timedelta(days=1),
        renew_from=max(renew, completed_on) if renew is not None else None,
        late_from=ends,
    )
