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
from lms.errors import Conflict, Invalid, NotFound
from lms.workshops.days import TimedSitting, time_sittings
from lms.workshops.models import Workshop
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.workshop.agenda import Day, timed_days
from webinar_kits.workshop.kit_request import WorkshopKitRequest, read_kit_request, read_typed, write_kit_request
from webinar_kits.workshop.running import settle

KEPT = ("dates", "begins", "lengths", "settled")
BEGUN = "The workshop has begun: how many sittings there are and when they begin stays. Change minutes and later days."
OVER = "“{title}” is over: it stays as it was held."


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
        return whole
    return asked


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

    What is over stays as it was held, and of the sitting that is on what was done. `Invalid` names field and cure.
    """
    held = timed(timed_days(own, content), own.zone)
    try:
        asked = read_typed(own, {name: typed.get(name, "") for name in ("dates", "begins", "lengths")})
        if typed.get("until", "").strip():
            asked = _ending(asked, held, typed["until"].strip(), now=now)
        if held[0].starts_at <= now:
            asked = _going_on(own, asked, content, held, now=now)
        timed_days(asked, content)
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
    if len(lengths) != len(held) or asked.begins not in (own.begins, days[0].begins):
        raise KitError("begins" if len(lengths) == len(held) else "lengths", BEGUN)
    asked = replace(asked, begins=own.begins)
    on = [day.on for day in timed_days(replace(asked, lengths=was), content)]
    settled = dict(asked.settled)
    for place, (one, day) in enumerate(zip(held, days, strict=True)):
        if one.starts_at <= now and on[place] != day.on:
            raise KitError("dates", OVER.format(title=day.sitting.title))
        if one.ends_at <= now and lengths[place] != was[place]:
            raise KitError("lengths", OVER.format(title=day.sitting.title))
        if one.is_on(now) and lengths[place] != was[place]:
            elapsed = int((now - one.starts_at).total_seconds()) // 60
            settled[day.sitting.id] = settle(day, minutes=lengths[place], elapsed=elapsed)
    return replace(asked, lengths=lengths, settled=tuple(sorted(settled.items())))


def _lengths(held: tuple[TimedSitting, ...]) -> tuple[int, ...]:
    return tuple(sum(item.minutes for item in one.sitting.items) for one in held)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
