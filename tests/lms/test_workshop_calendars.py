"""The calendar of a workshop that is tried on other days, or whose agenda was written anew since it was changed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from icalendar import Calendar

from lms.errors import Invalid
from lms.workshops.rescheduling import changed_request
from lms.workshops.schedule import KnownPlan, own_request, tried_request, write_schedule
from tests.webinar_kits.workshop_samples import workshop
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.invites import HeldSittings, calendar
from webinar_kits.workshop.kit_request import read_typed

KEY = "0b6f3b0e-8f0e-4f0e-9d4a-3a1f5c2d7e90"
NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


def plan(**schedule):
    return KnownPlan(KEY, "Ours", "sandrel", "en", "in_person", "Africa/Nairobi", date(2026, 5, 4), schedule)


def events(request):
    file = calendar(HeldSittings(request, request.title, timed_days(request, workshop())))
    return Calendar.from_ical(file).walk("VEVENT")


def names(request):
    return [str(event["uid"]) for event in events(request)]


def shortened():
    """Return the request of a workshop that was cut from two days to one."""
    own = own_request(plan(), workshop())
    return own_request(
        plan(**write_schedule(changed_request(own, workshop(), {"lengths": "400"}, now=NOW))), workshop()
    )


def test_a_kit_tried_on_other_days_moves_the_entries_that_people_have():
    own = own_request(plan(), workshop())
    moved = tried_request(own, read_typed(own, {"dates": "2026-05-11"}), workshop())
    assert names(moved) == names(own)
    assert [int(event["sequence"]) for event in events(moved)] == [1, 1]
    assert tried_request(own, own, workshop()) == own


def test_a_day_that_is_tried_again_is_not_cancelled_in_the_same_file():
    short = shortened()
    assert [str(event.get("status", "")) for event in events(short)] == ["", "CANCELLED"]
    again = tried_request(short, read_typed(short, {"lengths": "450, 510"}), workshop())
    assert len(set(names(again))) == len(names(again)) == 2
    assert [(str(event.get("status", "")), int(event["sequence"])) for event in events(again)] == [("", 2), ("", 2)]


def test_the_whole_agenda_in_place_of_lengths_that_are_no_more_cancels_none_of_its_days():
    kept = {**write_schedule(shortened()), "lengths": [5]}
    whole = own_request(plan(**kept), workshop())
    assert [str(event.get("status", "")) for event in events(whole)] == ["", ""]
    assert len(set(names(whole))) == 2


def test_what_is_written_down_later_bears_the_later_stamp():
    own = own_request(plan(), workshop())
    tried = tried_request(own, read_typed(own, {"dates": "2026-05-11"}), workshop())
    held = changed_request(own, workshop(), {"dates": "2026-05-18"}, now=NOW)
    stamps = [[event.decoded("dtstamp") for event in events(one)] for one in (own, tried, held)]
    assert all(before <= after for before, after in pairwise(stamps))
    assert stamps[2] == [NOW, NOW]


def test_a_late_sitting_that_is_made_shorter_at_once_is_not_refused_for_its_old_length():
    own = own_request(replace(plan(), mode="webinar"), workshop())
    begun = datetime(2026, 5, 6, 8, 0, tzinfo=UTC)
    late = {"begins": "10:00, 10:00, 10:00, 22:00", "lengths": "120, 120, 120, 110"}
    assert changed_request(own, workshop(), late, now=begun).begins[3] == "22:00"
    with pytest.raises(Invalid, match="is over"):
        changed_request(own, workshop(), {**late, "begins": "07:00, 10:00, 10:00, 20:00"}, now=begun)
    with pytest.raises(Invalid, match="would have begun already"):
        changed_request(own, workshop(), {"dates": "2026-05-04, 2026-05-05, 2026-05-18, 2026-05-25"}, now=begun)
