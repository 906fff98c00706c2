"""The calendar file: one session, its zone, a name that stays."""

from datetime import UTC, datetime

import icalendar
import pytest

from courses.model import Module
from tests.webinar_kits.samples import MakeRequest, Prepare
from webinar_kits.calendar import session_calendar
from webinar_kits.errors import KitError


def test_the_session_stands_in_the_calendar_with_its_zone(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    request = make_request(minutes=90)
    own, _, view = prepare(request, small_module)
    content = session_calendar(request, own, outline=view, uid="abc@kits")
    calendar = icalendar.Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart").astimezone(UTC) == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert event.decoded("dtend").astimezone(UTC) == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert event.decoded("dtstamp") == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert str(event["uid"]) == "abc@kits"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Amman"]
    assert content.count(b"\n") < 60


def test_a_session_without_a_start_has_no_calendar(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    request = make_request(starts_at=None)
    own, _, view = prepare(request, small_module)
    with pytest.raises(KitError) as caught:
        session_calendar(request, own, outline=view, uid="abc@kits")
    assert caught.value.field == "starts_at"
