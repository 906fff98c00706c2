"""The session as a calendar file. The one place that knows icalendar."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from courses.model import Module
from webinar_kits.errors import KitError
from webinar_kits.filling import institution_name
from webinar_kits.model import KitRequest
from webinar_kits.outline import Outline
from webinar_kits.wording import MODES, TIERS, principle


def session_calendar(request: KitRequest, module: Module, *, outline: Outline, uid: str) -> bytes:
    """Return the session as iCalendar with its time zone. The same `uid` in a later file moves the same entry.

    Raises KitError when the session has no start: a calendar without a date is none.
    """
    if request.starts_at is None:
        raise KitError("starts_at", "the session has no date; choose one to get a calendar file")
    begins = request.starts_at.astimezone(ZoneInfo(request.zone))
    calendar = Calendar()
    calendar.add("prodid", "-//CPP Training//Session kit//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(request, module, outline, uid=uid, begins=begins))
    # The rules of the zone around the session are enough; a hundred years of them fill a page.
    calendar.add_missing_timezones(first_date=date(begins.year - 1, 1, 1), last_date=date(begins.year + 2, 1, 1))
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
