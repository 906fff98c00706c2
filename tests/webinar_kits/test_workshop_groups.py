"""Several sittings on one day: two of a workshop one after the other, or one of them for several groups."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from icalendar import Calendar

from courses.model import Mode
from tests.webinar_kits.test_workshop_calendar import Program
from tests.webinar_kits.workshop_samples import kit_content, kit_keys, workshop
from webinar_kits.archive import unpack
from webinar_kits.errors import KitError
from webinar_kits.sheet_reader import read_spreadsheet
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.entries import AS_PLANNED, Gone, after, read_changed, write_changed
from webinar_kits.workshop.held_days import holdings
from webinar_kits.workshop.invites import calendar, cancellation
from webinar_kits.workshop.kit import build_workshop_kit
from webinar_kits.workshop.kit_request import WorkshopKitRequest, read_kit_request, read_typed, write_kit_request
from webinar_kits.workshop.letters import workshop_messages

KEY = "0b6f3b0e-8f0e-4f0e-9d4a-3a1f5c2d7e90"
NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 5, 4), date(2026, 5, 5)
ONLINE = WorkshopKitRequest("sandrel", Mode.WEBINAR)
TWICE_A_DAY = {"dates": (MONDAY, MONDAY, TUESDAY, TUESDAY), "begins": ("09:00", "14:00", "09:00", "14:00")}
FOR_TWO_GROUPS = {"dates": (MONDAY,), "begins": ("09:00+14:00", "10:00", "10:00", "09:00+11:00+15:30")}


def content(**asked):
    return kit_content(mode=Mode.WEBINAR, zone="Africa/Nairobi", key=KEY, **asked)


def uid(number):
    return f"{sha256(KEY.encode()).hexdigest()[:32]}-{number}@kits.cpp-training"


def test_a_day_has_two_sittings_one_after_the_other():
    days = timed_days(replace(ONLINE, **TWICE_A_DAY), workshop())
    assert [(day.on, day.begins, day.ends) for day in days] == [
        (MONDAY, "09:00", "11:00"), (MONDAY, "14:00", "16:00"), (TUESDAY, "09:00", "11:00"), (TUESDAY, "14:00", "16:00")
    ]  # fmt: skip
    in_a_room = WorkshopKitRequest(
        "sandrel", Mode.IN_PERSON, dates=(MONDAY, MONDAY), begins=("07:30", "13:00"), lengths=(300, 400)
    )
    assert [day.ends for day in timed_days(in_a_room, workshop())] == ["12:30", "19:40"]


@pytest.mark.parametrize(
    ("asked", "field", "told"),
    [
        ({"dates": (MONDAY, MONDAY, TUESDAY, TUESDAY)}, "begins", "would begin at 10:00"),
        ({"begins": ("09:00+10:30",)}, "begins", "group 2” would begin at 10:30"),
        ({"begins": ("14:00+09:00",)}, "begins", "group 2” would begin at 09:00"),
        ({"begins": ("09:00+22:30",)}, "begins", "midnight"),
        ({**TWICE_A_DAY, "begins": ("09:00+14:00", "11:00", "09:00", "14:00")}, "begins", "would begin at 11:00"),
        ({"dates": (TUESDAY, MONDAY, MONDAY, MONDAY)}, "dates", "in order"),
    ],
)
def test_sittings_of_one_day_do_not_overlap(asked, field, told):
    with pytest.raises(KitError) as error:
        timed_days(replace(ONLINE, **asked), workshop())
    assert error.value.field == field
    assert told in error.value.text


def test_one_sitting_is_held_for_several_groups_each_in_whole():
    days = timed_days(replace(ONLINE, **FOR_TWO_GROUPS, zone="Africa/Nairobi"), workshop())
    assert [len(day.groups) for day in days] == [2, 1, 1, 3]
    assert [day.group for day in holdings(days)] == [1, 2, 0, 0, 1, 2, 3]
    first, second = days[0].groups
    assert [line.item for line in first.lines] == [line.item for line in second.lines]
    assert [line.begins for line in first.lines][:2] != [line.begins for line in second.lines][:2]
    assert second.minutes == first.minutes == 120
    assert days[0].told.endswith("09:00–11:00 or 14:00–16:00 (Africa/Nairobi)")
    assert second.told.endswith("14:00–16:00 (Africa/Nairobi)")
    assert days[0].clocks_of(days[0].lines[-1]).endswith("–11:00 or " + days[0].again[0].lines[-1].begins + "–16:00")


def test_groups_are_typed_with_a_plus_and_kept_as_typed():
    asked = read_typed(ONLINE, {"begins": "9.00 + 14:00, 10:00;10:00 09:00+11:00 +15:30"})
    assert asked.begins == FOR_TWO_GROUPS["begins"]
    assert read_kit_request(write_kit_request(asked)) == asked
    for wrong in ("09:00+", "+09:00", "09:00++14:00", "09:00+noon"):
        with pytest.raises(KitError) as told:
            read_typed(ONLINE, {"begins": wrong})
        assert told.value.field == "begins"


def test_the_first_group_has_the_entry_that_the_sitting_had():
    plain, grouped = content(dates=(MONDAY,)), content(**FOR_TWO_GROUPS)
    names = [
        [str(event["uid"]) for event in Calendar.from_ical(calendar(one)).walk("VEVENT")] for one in (plain, grouped)
    ]
    assert names[0] == [uid(1), uid(2), uid(3), uid(4)]
    assert names[1] == [uid("1"), uid("1-2"), uid(2), uid(3), uid(4), uid("4-2"), uid("4-3")]
    titles = [str(event["summary"]) for event in Calendar.from_ical(calendar(grouped)).walk("VEVENT")]
    assert [title[-7:] for title in titles if "group" in title] == [
        "group 1",
        "group 2",
        "group 1",
        "group 2",
        "group 3",
    ]


HISTORY = ({"dates": (MONDAY,)}, FOR_TWO_GROUPS, TWICE_A_DAY, {**FOR_TWO_GROUPS, "begins": ("08:00+10:00+13:00",)},
           {"lengths": (120,) * 3, "begins": ("09:00+14:00", "10:00", "10:00")}, FOR_TWO_GROUPS)  # fmt: skip


def test_whichever_files_were_imported_before_the_newest_leaves_what_is_held_for_each_group():
    changed, made, before = AS_PLANNED, [], ()
    for number, asked in enumerate({"dates": (MONDAY,), **one} for one in HISTORY):
        one = content(**asked)
        if number:
            changed = after(changed, before=before, now_held=one.days, at=NOW.replace(hour=8 + number))
            assert read_changed(write_changed(changed)) == changed
        made.append(replace(one, request=replace(one.request, changed=changed)))
        before = one.days
    files = [calendar(one) for one in made]
    for last, one in enumerate(made):
        held = sorted(day.starts_at for day in holdings(one.days))
        for taken in range(1 << last):
            program = Program()
            for number in range(last):
                if taken >> number & 1:
                    program.take(files[number])
            program.take(files[last])
            assert [begins for begins, _ends in program.shown()] == held
    notice = Program()
    notice.take(files[1])
    notice.take(cancellation(made[2]))
    assert set(notice.entries) == {uid(1), uid(2), uid(3), uid(4)}, "the groups that are no more, and nothing else"


def test_what_a_row_kept_before_there_were_groups_is_read_as_it_was():
    row = {
        "times": 1,
        "at": "2026-05-01T08:00:00+00:00",
        "gone": [[2, "Day two", "2026-05-05T08:30", "Asia/Amman", 510]],
    }
    changed = read_changed(row)
    assert [(one.number, one.group) for one in changed.gone] == [(2, 1)]
    assert write_changed(changed) == row
    two = replace(changed, gone=(replace(changed.gone[0], group=2),))
    assert isinstance(two.gone[0], Gone)
    assert read_changed(write_changed(two)) == two


def test_the_kit_has_a_sheet_and_times_for_each_group():
    one = content(dates=(MONDAY,), begins=("09:00+14:00", "10:00", "10:00", "10:00"))
    files = unpack(build_workshop_kit(one, kit_keys()))
    sheets = sorted(name for name in files if name.startswith("facilitator/attendance/1-"))
    assert [name.rpartition("group")[2] for name in sheets] == ["-1.pdf", "-2.pdf"]
    show = read_spreadsheet(files["facilitator/03-run-of-show.xlsx"], name="03-run-of-show.xlsx")
    assert len([sheet for sheet in show.sheets if sheet.name.startswith("1 ")]) == 2
    texts = files["facilitator/07-breakout-texts.txt"].decode()
    assert "Webinar 1, group 2, " in texts
    manifest = json.loads(files["manifest.json"])
    assert [day["again"] for day in manifest["plan"]][:2] == [[{"begins": "14:00", "ends": "16:00"}], []]
    letters = {letter.name: letter.text for letter in workshop_messages(one)}
    for name in ("invitation", "reminder-1"):
        assert "09:00–11:00 or 14:00–16:00" in letters[name]
        assert "the time of yours" in letters[name]
    assert "the time of yours" not in letters["reminder-2"]


def test_the_letter_before_the_second_sitting_of_a_day_goes_out_between_the_two():
    letters = {letter.name: letter.text for letter in workshop_messages(content(**TWICE_A_DAY))}
    for name, day in (("reminder-2", "Monday 4 May 2026"), ("reminder-4", "Tuesday 5 May 2026")):
        assert f"Send: {day} (some hours before" in letters[name]
        assert "Later today we meet online again" in letters[name]
        assert "What we agreed on for then" in letters[name]
    assert "Send: Monday 4 May 2026 (1 day before" in letters["reminder-3"]
    assert "Tomorrow we meet online: " in letters["reminder-3"]
