"""How a workshop is held: in which sittings, on which days, how long each; chosen when it is opened, changed later.

The row keeps what is not as written. Pages, board, kit and calendar all come from the one request made of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from courses.model import Mode
from courses.workshop import Workshop as Content
from courses.workshop import clock_minutes
from lms.errors import Conflict, Invalid, NotFound
from lms.workshops.days import TimedSitting, time_sittings
from lms.workshops.models import Workshop
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.workshop.agenda import Day, timed_days
from webinar_kits.workshop.entries import after, held_again, read_changed
from webinar_kits.workshop.kit_request import WorkshopKitRequest, read_kit_request, read_typed, write_kit_request
from webinar_kits.workshop.running import settle
from webinar_kits.workshop.sitting_times import sitting_times

KEPT = ("dates", "begins", "lengths", "settled", "changed")
BEGUN = "The workshop has begun: how many sittings there are stays. Change minutes, and day and time of those to come."
OVER = "“{title}” is over: it stays as it was held."
ON = "“{title}” has begun: its day and its begin stay. Give a clock time for each sitting, its own first."


class Planned(Protocol):
    """A workshop as far as its agenda needs it; `schedule` is what its row keeps."""

    @property
    def workshop_id(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def case_id(self) -> str:
        """The case it is on."""

    @property
    def mode(self) -> str:
        """In a room or online."""

    @property
    def zone(self) -> str:
        """The IANA zone of its clock times."""

    @property
    def starts_on(self) -> date:
        """Its first day."""

    @property
    def schedule(self) -> Mapping[str, Json]:
        """What its row keeps."""


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A workshop as the command line plans it."""

    workshop_id: str
    title: str
    case_id: str
    language: str
    mode: str
    zone: str
    starts_on: date
    schedule: Mapping[str, Json]


def own_request(planned: Planned, content: Content) -> WorkshopKitRequest:
    """Return a workshop as its kit is asked for: with its own days and lengths.

    Lengths that the content does not allow any more, because it was written anew, give the whole agenda.
    """
    whole = WorkshopKitRequest(
        case_id=planned.case_id,
        mode=Mode(planned.mode),
        language=content.language,
        dates=(planned.starts_on,),
        zone=planned.zone,
        title=planned.title,
        key=planned.workshop_id,
    )
    kept = {name: planned.schedule[name] for name in KEPT if planned.schedule.get(name)}
    if not kept:
        return whole
    asked = read_kit_request({**write_kit_request(whole), **kept})
    try:
        timed_days(asked, content)
    except KitError:
        return replace(whole, changed=held_again(asked.changed, count=len(timed_days(whole, content))))
    return asked


def tried_request(own: WorkshopKitRequest, asked: WorkshopKitRequest, content: Content) -> WorkshopKitRequest:
    """Return a request for a workshop's kit with what its calendar says to those who have the one of its own days.

    Their entries move where other days are asked for. `KitError` names the field that cannot be.
    """
    days, other = timed_days(own, content), timed_days(asked, content)
    return replace(asked, changed=after(own.changed, before=days, now_held=other, at=own.changed.stamped_at))


def changed_at(planned: Planned) -> datetime | None:
    """Return when days, times or lengths were changed last; None where a calendar of the first day still holds."""
    return read_changed(planned.schedule.get("changed")).at


def planned_request(own: WorkshopKitRequest, content: Content, typed: Mapping[str, str]) -> WorkshopKitRequest:
    """Return a request with days, begin and lengths as typed; `Invalid` names the field that cannot be."""
    try:
        asked = read_typed(own, {name: typed.get(name, "") for name in ("dates", "begins", "lengths")})
        timed_days(asked, content)
    except KitError as error:
        raise Invalid({error.field: _sentence(error.text)}) from None
    return asked


def changed_request(
    own: WorkshopKitRequest, content: Content, typed: Mapping[str, str], *, now: datetime
) -> WorkshopKitRequest:
    """Return how a workshop goes on as typed; `until` is the clock time at which the sitting that is on shall end.

    What is over stays as it was held, and of the sitting that is on what was done. What calendars are told of the
    change goes with it. `Invalid` names field and cure.
    """
    days = timed_days(own, content)
    held = timed(days, own.zone)
    try:
        asked = read_typed(own, {name: typed.get(name, "") for name in ("dates", "begins", "lengths")})
        if typed.get("until", "").strip():
            asked = _ending(asked, held, typed["until"].strip(), now=now)
        if held[0].starts_at <= now:
            asked = _going_on(own, asked, content, held, now=now)
        asked = replace(asked, changed=after(own.changed, before=days, now_held=timed_days(asked, content), at=now))
    except KitError as error:
        field = "until" if error.field == "lengths" and typed.get("until", "").strip() else error.field
        raise Invalid({field: _sentence(error.text)}) from None
    return asked


def timed(days: tuple[Day, ...], zone: str) -> tuple[TimedSitting, ...]:
    """Return the sittings of a workshop with their moments; their days are known."""
    sittings = tuple(
        replace(
            day.sitting, starts=day.begins, items=tuple(replace(line.item, minutes=line.minutes) for line in day.lines)
        )
        for day in days
    )
    return time_sittings(sittings, days=tuple(day.on for day in days if day.on is not None), zone=zone)


def write_schedule(request: WorkshopKitRequest) -> dict[str, Json]:
    """Return what the row of a workshop keeps of a request; nothing of one that is as written."""
    told = write_kit_request(request)
    kept = {name: told[name] for name in KEPT if told[name]}
    if len(request.dates) == 1:
        kept.pop("dates")
    return kept


def set_schedule(session: Session, *, workshop_id: str, request: WorkshopKitRequest) -> None:
    """Hold a workshop as a request says; `Conflict` when it is closed."""
    workshop = session.get(Workshop, workshop_id, with_for_update=True, populate_existing=True)
    if workshop is None:
        raise NotFound("There is no such workshop.")
    if workshop.closed_at is not None:
        raise Conflict("This workshop is closed: nothing of it can change.")
    workshop.starts_on = request.dates[0]
    workshop.schedule = write_schedule(request) or None
    session.flush()


def get_plan(session: Session, *, workshop_id: str) -> KnownPlan:
    """Return a workshop as it is planned."""
    found = session.get(Workshop, workshop_id)
    if found is None:
        raise NotFound("There is no such workshop.")
    return KnownPlan(
        found.id,
        found.title,
        found.case_id,
        found.language,
        found.mode,
        found.zone,
        found.starts_on,
        found.schedule or {},
    )


def _ending(
    asked: WorkshopKitRequest, held: tuple[TimedSitting, ...], until: str, *, now: datetime
) -> WorkshopKitRequest:
    place = next((place for place, one in enumerate(held) if one.is_on(now)), None)
    if place is None:
        raise KitError("until", "no sitting is on now; change the minutes of the one you mean")
    here = held[place]
    try:
        ends_at = datetime.combine(here.starts_at.date(), time.fromisoformat(until), ZoneInfo(asked.zone))
    except (ValueError, TypeError):
        raise KitError("until", f"{until!r} is no time of day; write hours and minutes, like 16:15") from None
    if ends_at <= now:
        raise KitError("until", f"{until} is over; say a time that comes")
    lengths = list(asked.lengths or _lengths(held))
    lengths[place] = int((ends_at - here.starts_at).total_seconds()) // 60
    return replace(asked, lengths=tuple(lengths))


def _going_on(
    own: WorkshopKitRequest,
    asked: WorkshopKitRequest,
    content: Content,
    held: tuple[TimedSitting, ...],
    *,
    now: datetime,
) -> WorkshopKitRequest:
    days = timed_days(own, content)
    lengths, was = asked.lengths or _lengths(held), _lengths(held)
    if len(lengths) != len(held):
        raise KitError("lengths", BEGUN)
    then = sitting_times(asked, tuple(day.sitting for day in days))
    settled = dict(asked.settled)
    for place, (one, day) in enumerate(zip(held, days, strict=True)):
        told = (OVER if one.ends_at <= now else ON).format(title=day.title)
        if one.starts_at <= now and then[place].on != day.on:
            raise KitError("dates", told)
        if one.starts_at <= now and then[place].begins != clock_minutes(day.begins):
            raise KitError("begins", told)
        if one.starts_at > now and (then[place].starts_at(own.zone) or now) <= now:
            raise KitError("dates", f"“{day.title}” would have begun already; say a time that comes")
        if one.ends_at <= now and lengths[place] != was[place]:
            raise KitError("lengths", told)
        if one.is_on(now) and lengths[place] != was[place]:
            elapsed = int((now - one.starts_at).total_seconds()) // 60
            settled[day.sitting.id] = settle(day, minutes=lengths[place], elapsed=elapsed)
    return replace(asked, lengths=lengths, settled=tuple(sorted(settled.items())))


def _lengths(held: tuple[TimedSitting, ...]) -> tuple[int, ...]:
    return tuple(sum(item.minutes for item in one.sitting.items) for one in held)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
