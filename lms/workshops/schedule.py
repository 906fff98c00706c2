"""How a workshop is held: in which sittings, on which days, how long each, as it is planned.

The row keeps what is not as written. Pages, board, kit and calendar all come from the one request made of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.orm import Session

from courses.model import Mode
from courses.workshop import Workshop as Content
from lms.errors import Invalid, NotFound
from lms.workshops.days import TimedSitting, time_sittings
from lms.workshops.models import Workshop
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.entries import after, held_again, read_changed
from webinar_kits.workshop.held_days import Day
from webinar_kits.workshop.kit_request import WorkshopKitRequest, read_kit_request, read_typed, write_kit_request

KEPT = ("dates", "begins", "lengths", "settled", "changed")


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


def changes_of(planned: Planned) -> int:
    """Return how often days, times or lengths were changed."""
    return read_changed(planned.schedule.get("changed")).times


def changed_at(planned: Planned) -> datetime | None:
    """Return when days, times or lengths were changed last; None where a calendar of the first day still holds."""
    return read_changed(planned.schedule.get("changed")).at


def planned_request(own: WorkshopKitRequest, content: Content, typed: Mapping[str, str]) -> WorkshopKitRequest:
    """Return a request with days, begin and lengths as typed; `Invalid` names the field that cannot be."""
    try:
        asked = read_typed(own, {name: typed.get(name, "") for name in ("dates", "begins", "lengths")})
        timed_days(asked, content)
    except KitError as error:
        raise Invalid({error.field: sentence(error.text)}) from None
    return asked


def timed(days: tuple[Day, ...], zone: str) -> tuple[TimedSitting, ...]:
    """Return the sittings of a workshop with their moments; their days are known."""
    sittings = tuple(
        replace(
            day.sitting,
            title=day.title,
            starts=day.begins,
            items=tuple(replace(line.item, minutes=line.minutes) for line in day.lines),
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


def get_plan(session: Session, *, workshop_id: str) -> KnownPlan:
    """Return a workshop as it is planned."""
    found = session.get(Workshop, workshop_id)
    if found is None:
        raise NotFound("There is no such workshop.")
    return plan_of(found)


def plan_of(found: Workshop) -> KnownPlan:
    """Return a workshop as it is planned, of its row."""
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


def sentence(text: str) -> str:
    """Return what is wrong with a request as a sentence for a page."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
