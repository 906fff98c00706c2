"""The sittings of a workshop as calendar files: all that are held, and a notice of those that are held no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from webinar_kits.calendar import SessionEntry, cancelling_calendar, entries_calendar
from webinar_kits.wording import MODES
from webinar_kits.workshop.held_days import Day
from webinar_kits.workshop.kit_request import WorkshopKitRequest
from webinar_kits.workshop.letters import GROUPS, before_first, homework


class Sittings(Protocol):
    """A workshop as far as a calendar shows it."""

    @property
    def request(self) -> WorkshopKitRequest:
        """How it was asked for."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def days(self) -> tuple[Day, ...]:
        """Its sittings."""


@dataclass(frozen=True, slots=True)
class HeldSittings:
    """A workshop of which nothing but the calendar is made."""

    request: WorkshopKitRequest
    title: str
    days: tuple[Day, ...]


def calendar(content: Sittings) -> bytes:
    """Return every sitting as an event in its zone; days that move keep their entries where the workshop is known.

    What is held no more stands in it as cancelled, so that it leaves the calendar with the next import.
    """
    return entries_calendar((*_held(content), *_gone(content)), organizer=_organizer(content))


def cancellation(content: Sittings) -> bytes | None:
    """Return the notice that sittings are held no more, None where all of them are."""
    gone = tuple(_gone(content))
    return cancelling_calendar(gone, organizer=_organizer(content)) if gone else None


def _held(content: Sittings) -> Iterator[SessionEntry]:
    request = content.request
    numbered = ((number, day) for number, sitting in enumerate(content.days, start=1) for day in sitting.groups)
    for number, day in numbered:
        if day.starts_at is None:
            continue
        told = (
            f"{MODES[request.mode]}. {day.told}.",
            GROUPS if day.group else "",
            before_first(content.days) if number == 1 else "",
            f"Afterwards: {homework(day)}" if homework(day) else "",
        )
        yield SessionEntry(
            uid=_uid(content, number, day.group),
            title=f"{content.title}: {day.title}",
            institution=request.institution or "CPP Training",
            place="",
            facilitator="",
            starts_at=day.starts_at,
            zone=day.zone,
            minutes=day.minutes,
            stamped_at=request.changed.stamped_at,
            told="\n".join(one for one in told if one),
            sequence=request.changed.times,
        )


def _gone(content: Sittings) -> Iterator[SessionEntry]:
    request = content.request
    for one in request.changed.gone:
        yield SessionEntry(
            uid=_uid(content, one.number, one.group),
            title=f"{content.title}: {one.title}",
            institution=request.institution or "CPP Training",
            place="",
            facilitator="",
            starts_at=one.starts_at,
            zone=str(one.starts_at.tzinfo),
            minutes=one.minutes,
            stamped_at=request.changed.stamped_at,
            told="This is not held any more.",
            sequence=request.changed.times,
            is_cancelled=True,
        )


def _organizer(content: Sittings) -> str:
    """Return whom programs take for the holder of the workshop; nobody where there is none yet."""
    return f"urn:uuid:{content.request.key}" if content.request.key else ""


def _uid(content: Sittings, number: int, group: int) -> str:
    """Return the id of an entry; the first group has the one of a sitting that is held once."""
    request = content.request
    said = request.key or f"{content.title}|{request.institution}|{request.case_id}|{request.mode.value}"
    return (
        f"{sha256(said.encode('utf-8')).hexdigest()[:32]}-{number}{f'-{group}' if group > 1 else ''}@kits.cpp-training"
    )
