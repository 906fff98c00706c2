"""A workshop that is held otherwise from now on: what is over stays, calendars are told, two trainers take turns."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from courses.workshop import Workshop as Content
from lms.errors import Conflict, Invalid, NotFound
from lms.workshops.days import TimedSitting
from lms.workshops.models import Workshop
from lms.workshops.schedule import own_request, plan_of, sentence, timed, write_schedule
from webinar_kits.errors import KitError
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.entries import after
from webinar_kits.workshop.held_days import Day
from webinar_kits.workshop.kit_request import WorkshopKitRequest, read_typed
from webinar_kits.workshop.running import settle
from webinar_kits.workshop.sitting_times import SittingTime, sitting_times

BEGUN = "The workshop has begun: how many sittings there are stays. Change minutes, and day and time of those to come."
OVER = "“{title}” is over: it stays as it was held."
ON = "“{title}” has begun: its day and its begin stay. Give a clock time for each sitting, its own first."
GROUPS = "“{title}” is held for several groups: its minutes stay once the first has begun."
MEANWHILE = "Somebody changed days or times since you looked: below stands what yours would make of it now."


def changed_request(
    own: WorkshopKitRequest, content: Content, typed: Mapping[str, str], *, now: datetime
) -> WorkshopKitRequest:
    """Return how a workshop goes on as typed; `until` is the clock time at which the sitting that is on shall end.

    What is over stays as it was held, and of the sitting that is on what was done. What calendars are told of the
    change goes with it. `Invalid` names field and cure.
    """
    days = timed_days(own, content)
    try:
        asked = read_typed(own, {name: typed.get(name, "") for name in ("dates", "begins", "lengths")})
        if typed.get("until", "").strip():
            asked = _ending(asked, days, typed["until"].strip(), now=now)
        if timed(days[:1], own.zone)[0].starts_at <= now:
            asked = _going_on(asked, days, now=now)
        asked = replace(asked, changed=after(own.changed, before=days, now_held=timed_days(asked, content), at=now))
    except KitError as error:
        field = "until" if error.field == "lengths" and typed.get("until", "").strip() else error.field
        raise Invalid({field: sentence(error.text)}) from None
    return asked


def change_schedule(
    session: Session,
    *,
    workshop_id: str,
    content: Content,
    typed: Mapping[str, str],
    now: datetime,
    seen: int | None = None,
) -> WorkshopKitRequest:
    """Hold a workshop as typed from now on, and return how that is; rules and errors are those of `changed_request`.

    Its row is locked before it is read: who changes it at the same moment changes what the first has left, and the
    calendar counts both. `seen` is how many changes there were when somebody looked: after more of them `Conflict` says
    so, unless it is held as typed already. `Conflict` too when it is closed.
    """
    workshop = session.get(Workshop, workshop_id, with_for_update=True, populate_existing=True)
    if workshop is None:
        raise NotFound("There is no such workshop.")
    if workshop.closed_at is not None:
        raise Conflict("This workshop is closed: nothing of it can change.")
    own = own_request(plan_of(workshop), content)
    asked = changed_request(own, content, typed, now=now)
    if asked.changed != own.changed and seen not in (None, own.changed.times):
        raise Conflict(MEANWHILE)
    workshop.starts_on = asked.dates[0]
    workshop.schedule = write_schedule(asked) or None
    session.flush()
    return asked


def _ending(asked: WorkshopKitRequest, days: tuple[Day, ...], until: str, *, now: datetime) -> WorkshopKitRequest:
    held = [timed(day.groups, day.zone) for day in days]
    place = next((place for place, groups in enumerate(held) if any(one.is_on(now) for one in groups)), None)
    if place is None:
        raise KitError("until", "no sitting is on now; change the minutes of the one you mean")
    if len(held[place]) > 1:
        raise KitError("until", GROUPS.format(title=days[place].sitting.title))
    (here,) = held[place]
    try:
        ends_at = datetime.combine(here.starts_at.date(), time.fromisoformat(until), ZoneInfo(asked.zone))
    except (ValueError, TypeError):
        raise KitError("until", f"{until!r} is no time of day; write hours and minutes, like 16:15") from None
    if ends_at <= now:
        raise KitError("until", f"{until} is over; say a time that comes")
    lengths = list(asked.lengths or _lengths(days))
    lengths[place] = int((ends_at - here.starts_at).total_seconds()) // 60
    return replace(asked, lengths=tuple(lengths))


def _going_on(asked: WorkshopKitRequest, days: tuple[Day, ...], *, now: datetime) -> WorkshopKitRequest:
    was = _lengths(days)
    lengths = asked.lengths or was
    if len(lengths) != len(days):
        raise KitError("lengths", BEGUN)
    settled = dict(asked.settled)
    for place, (day, then) in enumerate(
        zip(days, sitting_times(asked, tuple(day.sitting for day in days)), strict=True)
    ):
        held, title = timed(day.groups, day.zone), day.sitting.title
        _refuse_other_begins(day, held, then, now=now)
        if lengths[place] == was[place] or held[0].starts_at > now:
            continue
        if held[-1].ends_at <= now:
            raise KitError("lengths", OVER.format(title=title))
        if len(held) > 1 or then.again:
            raise KitError("lengths", GROUPS.format(title=title))
        elapsed = int((now - held[0].starts_at).total_seconds()) // 60
        settled[day.sitting.id] = settle(day, minutes=lengths[place], elapsed=elapsed)
    return replace(asked, lengths=lengths, settled=tuple(sorted(settled.items())))


def _refuse_other_begins(day: Day, held: tuple[TimedSitting, ...], then: SittingTime, *, now: datetime) -> None:
    """Raise KitError where what has begun would begin at another time, or what has not would have begun already."""
    is_over = held[-1].ends_at <= now
    told = (OVER if is_over else ON).format(title=day.sitting.title)
    moments, begun = then.moments(day.zone), [one.starts_at for one in held if one.starts_at <= now]
    if begun and then.on != day.on:
        raise KitError("dates", told)
    if list(moments if is_over else moments[: len(begun)]) != begun:
        raise KitError("begins", told)
    if any(moment <= now for moment in moments[len(begun) :]):
        field = "begins" if then.on == day.on else "dates"
        raise KitError(field, f"“{day.sitting.title}” would have begun already; say a time that comes")


def _lengths(days: tuple[Day, ...]) -> tuple[int, ...]:
    return tuple(day.minutes for day in days)
