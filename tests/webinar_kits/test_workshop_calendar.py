"""The calendar of a workshop over its changes: whoever imports the newest file has what is held, and nothing else."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from courses.model import Mode
from tests.webinar_kits.workshop_samples import kit_content, workshop
from webinar_kits.errors import KitError
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.entries import AS_PLANNED, Changed, after, read_changed, write_changed
from webinar_kits.workshop.handouts import trainee_files
from webinar_kits.workshop.invites import calendar, cancellation
from webinar_kits.workshop.kit_request import WorkshopKitRequest, read_kit_request, read_typed, write_kit_request
from webinar_kits.workshop.letters import workshop_messages

NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
KEY = "0b6f3b0e-8f0e-4f0e-9d4a-3a1f5c2d7e90"
TUESDAY_AND_ON = (date(2026, 5, 5), date(2026, 5, 7), date(2026, 5, 12), date(2026, 5, 14))
# What somebody changes, one after the other: mode stays, days, times and lengths do not.
HISTORIES = (
    (Mode.IN_PERSON, ({}, {"lengths": (400,)}, {"lengths": (450, 510)}, {"lengths": (450, 510), "begins": ("10:00",)})),
    (Mode.WEBINAR, ({}, {"lengths": (120,) * 3, "begins": ("09:00", "14:00", "09:00")}, {}, {"lengths": (110,) * 3})),
)  # fmt: skip


@dataclass(frozen=True)
class One:
    """A sitting as calendars see it."""

    title: str
    starts_at: datetime
    minutes: int
    others: tuple["One", ...] = ()

    @property
    def groups(self):
        return (self, *self.others)


class Program:
    """A calendar program by the book (RFC 5546, 2.1.5): a higher sequence wins, what is cancelled leaves."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[int, datetime, datetime]] = {}
        self.seen: dict[str, int] = {}

    def take(self, file: bytes) -> None:
        parsed = Calendar.from_ical(file)
        for event in parsed.walk("VEVENT"):
            name, sequence = str(event["uid"]), int(event["sequence"])
            if sequence < self.seen.get(name, -1):
                continue
            self.seen[name] = sequence
            self.entries.pop(name, None)
            if str(parsed["method"]) != "CANCEL" and str(event.get("status", "")) != "CANCELLED":
                self.entries[name] = (sequence, event["dtstart"].dt, event["dtend"].dt)

    def shown(self) -> list[tuple[datetime, datetime]]:
        return sorted((begins, ends) for _sequence, begins, ends in self.entries.values())


def contents(mode, asked):
    """Return the content of the kit after each change."""
    changed, made, before = AS_PLANNED, [], ()
    for number, one in enumerate(asked):
        content = kit_content(mode=mode, zone="Africa/Nairobi", key=KEY, **one)
        if number:
            changed = after(changed, before=before, now_held=content.days, at=NOW.replace(hour=8 + number))
        made.append(replace(content, request=replace(content.request, changed=changed)))
        before = content.days
    return made


@pytest.mark.parametrize(("mode", "asked"), HISTORIES, ids=("room", "webinar"))
def test_whichever_files_were_imported_before_the_newest_leaves_what_is_held(mode, asked) -> None:
    made = contents(mode, asked)
    files = [calendar(one) for one in made]
    for last, content in enumerate(made):
        held = sorted((day.starts_at, day.starts_at.replace(hour=int(day.ends[:2]), minute=int(day.ends[3:])))
                      for day in content.days)  # fmt: skip
        for taken in range(1 << last):
            program = Program()
            for number in range(last):
                if taken >> number & 1:
                    program.take(files[number])
            program.take(files[last])
            assert program.shown() == held
            program.take(files[0])
            assert last == 0 or program.shown() == held, "an old file that is opened later changes nothing"


def test_the_notice_alone_takes_off_what_is_held_no_more_and_nothing_else() -> None:
    first, second, third, _ = contents(*HISTORIES[0])
    assert cancellation(first) is None
    notice = cancellation(second)
    program = Program()
    program.take(calendar(first))
    program.take(notice)
    assert [begins for begins, _ends in program.shown()] == [first.days[0].starts_at]
    (event,) = Calendar.from_ical(notice).walk("VEVENT")
    (entry, *_) = Calendar.from_ical(calendar(first)).walk("VEVENT")
    assert str(event["organizer"]) == str(entry["organizer"]) == f"urn:uuid:{KEY}", "a notice of another is not heeded"
    assert (str(event["status"]), str(event["transp"]), int(event["sequence"])) == ("CANCELLED", "TRANSPARENT", 1)
    assert event["dtstart"].dt == first.days[1].starts_at
    assert cancellation(third) is None, "the second day is held again"


def test_the_kit_brings_the_notice_and_a_letter_about_it() -> None:
    first, second, *_ = contents(*HISTORIES[0])
    assert "trainees/calendar-cancelled.ics" not in {one.path for one in trainee_files(first)}
    assert "trainees/calendar-cancelled.ics" in {one.path for one in trainee_files(second)}
    assert [one.name for one in workshop_messages(first)].count("change") == 0
    (letter,) = (one for one in workshop_messages(second) if one.name == "change")
    assert f"{first.days[1].title} on Tuesday 5 May 2026" in letter.text
    assert second.days[0].told in letter.text
    assert "calendar-cancelled.ics" in letter.text


histories = st.lists(
    st.lists(
        st.builds(
            One,
            st.sampled_from(("Day", "Webinar")),
            st.sampled_from([datetime(2026, 5, day, 9, tzinfo=ZoneInfo("Asia/Amman")) for day in (4, 5)]),
            st.sampled_from((60, 90)),
        ),
        min_size=1,
        max_size=4,
    ),
    min_size=2,
    max_size=7,
)


@given(histories)
def test_what_is_kept_of_the_changes_is_what_a_slow_oracle_says(history: list[list[One]]) -> None:
    changed = AS_PLANNED
    for before, held in pairwise(history):
        changed = after(changed, before=before, now_held=held, at=NOW)
    told = sum(before != held for before, held in pairwise(history))
    gone = []
    for number in range(len(history[-1]) + 1, 5):
        known = [one[number - 1] for one in history if len(one) >= number]
        if known:
            gone.append((number, known[-1].title, known[-1].starts_at, known[-1].minutes))
    assert changed.times == told
    assert [(one.number, one.title, one.starts_at, one.minutes) for one in changed.gone] == gone
    assert read_changed(write_changed(changed)) == changed


def test_each_sitting_begins_at_its_own_clock_time_in_every_paper() -> None:
    times = ("09:00", "14:00", "08:30", "16:15")
    content = kit_content(mode=Mode.WEBINAR, dates=TUESDAY_AND_ON, begins=times, zone="Africa/Nairobi")
    assert [day.begins for day in content.days] == list(times)
    assert [day.lines[0].begins for day in content.days] == list(times)
    shown = [str(event["dtstart"].dt)[:16] for event in Calendar.from_ical(calendar(content)).walk("VEVENT")]
    assert shown == [f"{day} {clock}" for day, clock in zip(TUESDAY_AND_ON, times, strict=True)]
    letters = {one.name: one.text for one in workshop_messages(content)}
    for number, clock in enumerate(times, start=1):
        assert f", {clock}–" in letters[f"reminder-{number}"]
        assert f", {clock}–" in letters["invitation"]


def test_without_a_clock_time_sittings_begin_as_the_agenda_says_and_with_one_all_at_it() -> None:
    online = WorkshopKitRequest("sandrel", Mode.WEBINAR)
    own = [one.starts for one in workshop().sittings_of(Mode.WEBINAR, count=4)]
    assert [day.begins for day in timed_days(online, workshop())] == own
    assert [day.begins for day in timed_days(replace(online, begins=("07:45",)), workshop())] == ["07:45"] * 4
    for count in (2, 3, 5):
        with pytest.raises(KitError, match=f"{count} clock times for 4 sittings") as told:
            timed_days(replace(online, begins=("07:45",) * count), workshop())
        assert told.value.field == "begins"
    with pytest.raises(KitError, match="midnight"):
        timed_days(replace(online, begins=("09:00", "09:00", "09:00", "23:30")), workshop())


def test_clock_times_are_read_as_people_type_them_and_go_with_their_sittings() -> None:
    own = WorkshopKitRequest("sandrel", Mode.WEBINAR, dates=TUESDAY_AND_ON, begins=("09:00", "14:00", "09:00", "14:00"))
    assert read_typed(own, {"begins": "9.00, 14:00;8:05 16:15"}).begins == ("09:00", "14:00", "08:05", "16:15")
    fewer = read_typed(own, {"lengths": "120, 120, 120"})
    assert (fewer.begins, fewer.dates) == (own.begins[:3], own.dates[:3])
    for wrong in ("25:00", "9", "2 pm", "09:60"):
        with pytest.raises(KitError) as told:
            read_typed(own, {"begins": wrong})
        assert told.value.field == "begins"


def test_what_a_row_kept_before_is_read_as_it_was_meant() -> None:
    told = write_kit_request(WorkshopKitRequest("sandrel", Mode.WEBINAR, begins=("09:30",)))
    assert read_kit_request({**told, "begins": "09:30"}).begins == ("09:30",)
    assert read_kit_request({**told, "begins": ""}).begins == ()
    del told["changed"]
    assert read_kit_request(told).changed == Changed()


@pytest.mark.parametrize("wrong", [{"times": 1}, {"times": "1", "at": "2026-05-01"}, {"times": 1, "at": "soon"},
                                   {"times": 1, "at": "2026-05-01", "gone": ["x"]}])  # fmt: skip
def test_a_history_that_cannot_be_read_is_refused(wrong) -> None:
    with pytest.raises(KitError):
        read_changed(wrong)
