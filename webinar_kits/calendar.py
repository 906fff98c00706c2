"""The session as a calendar file. The one place that knows icalendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress

from courses.model import Module
from webinar_kits.errors import KitError
from webinar_kits.filling import institution_name
from webinar_kits.jobs import Json
from webinar_kits.model import KitRequest
from webinar_kits.outline import Outline
from webinar_kits.wording import MODES, TIERS, principle


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A training session as a calendar shows it; `stamped_at` is when it was last written down.

    `told` is its description, where more is to be said than who holds it. `sequence` counts how often it was changed;
    one that is cancelled takes the entry away that a calendar has.
    """

    uid: str
    title: str
    institution: str
    place: str
    facilitator: str
    starts_at: datetime
    zone: str
    minutes: int
    stamped_at: datetime
    told: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def read_entry(data: Mapping[str, Json]) -> SessionEntry:
    """Return a planned session of its JSON, times in ISO with their zone; raises KitError naming what is missing."""
    try:
        return SessionEntry(
            uid=str(data["uid"]),
            title=str(data["title"]),
            institution=str(data["institution"]),
            place=str(data["place"]),
            facilitator=str(data["facilitator"]),
            zone=str(data["zone"]),
            starts_at=datetime.fromisoformat(str(data["starts_at"])),
            minutes=int(str(data["minutes"])),
            stamped_at=datetime.fromisoformat(str(data["stamped_at"])),
        )
    except KeyError as error:
        raise KitError(str(error.args[0]), f"{error.args[0]} is missing; write a text") from error


def entry_calendar(entry: SessionEntry) -> bytes:
    """Return a planned session as iCalendar with its time zone. The same `uid` in a later file moves the entry."""
    return entries_calendar((entry,))


def entries_calendar(entries: Sequence[SessionEntry], *, organizer: str = "") -> bytes:
    """Return one or more planned sessions as one iCalendar, earliest first, with the zones they are held in.

    `organizer` is the one of `cancelling_calendar`, where such a notice may follow: programs heed it from nobody else.
    """
    return _entries(entries, method="PUBLISH", organizer=organizer)


def cancelling_calendar(entries: Sequence[SessionEntry], *, organizer: str) -> bytes:
    """Return a notice that sessions are cancelled (RFC 5546, 3.2.5), for programs that read nothing else of it.

    `organizer` is the address of who holds them, as a URI; a notice must have one.
    """
    return _entries(entries, method="CANCEL", organizer=organizer)


def _entries(entries: Sequence[SessionEntry], *, method: str, organizer: str) -> bytes:
    begun = [entry.starts_at.astimezone(ZoneInfo(entry.zone)) for entry in entries]
    events = [_entry(entry, begins) for entry, begins in zip(entries, begun, strict=True)]
    for event, entry in zip(events, entries, strict=True):
        if organizer:
            event.add("organizer", vCalAddress(organizer), parameters={"CN": entry.institution})
    return _calendar_of(*events, first=min(begun).year, last=max(begun).year, method=method)


def _entry(entry: SessionEntry, begins: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamped_at)
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=entry.minutes))
    event.add("summary", f"Cancelled: {entry.title}" if entry.is_cancelled else entry.title)
    event.add("sequence", entry.sequence)
    if entry.is_cancelled:
        event.add("status", "CANCELLED")
        # A program that keeps a cancelled entry shall at least not hold the hours for it.
        event.add("transp", "TRANSPARENT")
    if entry.place:
        event.add("location", entry.place)
    if entry.facilitator or entry.told:
        event.add("description", entry.told or f"Facilitator: {entry.facilitator}")
    event.add("categories", [entry.institution])
    return event


def session_calendar(request: KitRequest, module: Module, *, outline: Outline, uid: str) -> bytes:
    """Return the session as iCalendar with its time zone. The same `uid` in a later file moves the same entry.

    Raises KitError when the session has no start: a calendar without a date is none.
    """
    if request.starts_at is None:
        raise KitError("starts_at", "the session has no date; choose one to get a calendar file")
    begins = request.starts_at.astimezone(ZoneInfo(request.zone))
    event = _event(request, module, outline, uid=uid, begins=begins)
    return _calendar_of(event, first=begins.year, last=begins.year)


def _calendar_of(*events: Event, first: int, last: int, method: str = "PUBLISH") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//CPP Training//Session kit//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    # The rules of the zone around the session are enough; a hundred years of them fill a page.
    calendar.add_missing_timezones(first_date=date(first - 1, 1, 1), last_date=date(last + 2, 1, 1))
    return bytes(calendar.to_ical())


def _event(request: KitRequest, module: Module, outline: Outline, *, uid: str, begins: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", request.starts_at)
    event.add("dtstart", begins)
    event.add("dtend", (begins + timedelta(minutes=request.minutes)))
    event.add("summary", f"{principle(module.principle)}: {module.title}")
    event.add(
        "description",
        f"{MODES[request.mode]} session for {TIERS[request.tier].lower()}. {module.summary}\n{outline.when}",
    )
    event.add("categories", [institution_name(request.brand)])
    return event
