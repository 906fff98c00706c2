"""A workshop that is held in less time: its page, board, exercises, kit, calendar, API and command say the same."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from courses.model import Mode
from lms.db.engine import transaction
from lms.http import access
from lms.web import workshop_agenda, workshops
from tests.workshops import open_hall
from webinar_kits.archive import unpack

ZONE = ZoneInfo("Africa/Nairobi")


@pytest.fixture
def hall(app, world, now, monkeypatch):
    monkeypatch.setattr(access, "now", lambda: now)
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now)


def agenda(browser, hall):
    return browser.get(f"/api/v1/workshops/{hall.id}/agenda").get_json()["sittings"]


def held(items):
    return [(item["id"], item["minutes"]) for item in items]


def at_clock(monkeypatch, moment):
    for module in (access, workshop_agenda, workshops):
        monkeypatch.setattr(module, "now", lambda: moment)


def test_a_workshop_cut_to_one_day_is_one_day_everywhere(hall, sign_in, now, monkeypatch):
    browser, one = sign_in(hall.trainer), f"/workshops/{hall.id}"
    at_clock(monkeypatch, now - timedelta(days=2))

    assert "They were changed on" not in browser.get(one).get_data(as_text=True)
    preview = browser.get(f"{one}/dates/agenda?lengths=400&begins=09:00").get_data(as_text=True)
    assert "Nothing is changed yet" in preview
    assert len(agenda(browser, hall)) == 2, "looking changes nothing"
    assert browser.send(f"{one}/dates/agenda", lengths="400", begins="09:00").status_code == 303

    (sitting,) = agenda(browser, hall)
    assert sum(item["minutes"] for item in sitting["items"]) == 400
    assert "T09:00" in sitting["starts_at"]
    today = browser.get(one).get_data(as_text=True)
    assert "09:00–15:40" in today
    plan = browser.get(f"/api/v1{one}/kit/plan").get_json()["sittings"]
    assert [held(day["items"]) for day in plan] == [held(sitting["items"])]
    with browser.get(f"{one}/kit/trainees.zip") as response:
        calendar = unpack(response.data)["trainees/calendar.ics"].decode()
    trainee = sign_in(hall.trainees["amina"])
    assert "They were changed on" in trainee.get(one).get_data(as_text=True)
    for path in (f"{one}/calendar.ics", f"/api/v1{one}/calendar.ics"):
        with trainee.get(path) as response:
            assert response.data.decode() == calendar, "everybody takes it herself"
    assert calendar.count("BEGIN:VEVENT") == 2
    assert calendar.count("STATUS:CANCELLED") == 1, "the second day leaves the calendars it stood in"
    assert calendar.count("SEQUENCE:1") == 2
    assert "T090000" in calendar
    assert "T154000" in calendar
    exercises = [item for item in sitting["items"] if item["exercise"]]
    page = browser.get(f"{one}/exercises/{exercises[0]['exercise']}").get_data(as_text=True)
    assert f"{exercises[0]['minutes']} " in page


def test_each_webinar_begins_at_its_own_time_everywhere_and_only_those_to_come_change(
    app, world, sign_in, now, monkeypatch
):
    monkeypatch.setattr(access, "now", lambda: now)
    with app.app_context(), transaction() as write:
        hall = open_hall(write, world, now=now, mode=Mode.WEBINAR)
    browser, one = sign_in(hall.trainer), f"/workshops/{hall.id}"
    at_clock(monkeypatch, now - timedelta(days=2))
    days = [(now + timedelta(days=day)).date().isoformat() for day in (1, 3, 8, 10)]
    typed = {"dates": ", ".join(days), "begins": "9:00, 14:00, 09:00, 14:00"}

    refused = browser.send(f"{one}/dates/agenda", **{**typed, "begins": "09:00, 14:00"})
    assert "2 clock times for 4 sittings" in refused.get_data(as_text=True)
    assert browser.send(f"{one}/dates/agenda", **typed).status_code == 303
    sittings = agenda(browser, hall)
    clocks = ["09:00", "14:00", "09:00", "14:00"]
    assert [sitting["starts_at"][:16] for sitting in sittings] == [
        f"{day}T{clock}" for day, clock in zip(days, clocks, strict=True)
    ]
    today = browser.get(one).get_data(as_text=True)
    assert "09:00–11:00" in today
    assert "14:00–16:00" in today
    form = browser.get(f"{one}/dates/agenda").get_data(as_text=True)
    assert 'value="09:00, 14:00, 09:00, 14:00"' in form
    with browser.get(f"{one}/kit/trainees.zip") as response:
        calendar = unpack(response.data)["trainees/calendar.ics"].decode()
    assert calendar.count("T140000") == 2

    at_clock(monkeypatch, datetime.fromisoformat(sittings[0]["ends_at"]) + timedelta(hours=1))
    late = browser.send(f"{one}/dates/agenda", begins="10:00, 14:00, 09:00, 14:00")
    assert "is over: it stays as it was held" in late.get_data(as_text=True)
    assert browser.send(f"{one}/dates/agenda", begins="09:00, 16:00, 09:00, 14:00").status_code == 303
    assert agenda(browser, hall)[1]["starts_at"][11:16] == "16:00"


def test_a_sitting_that_runs_late_keeps_what_was_done_and_fits_the_rest(hall, sign_in, now, monkeypatch):
    browser, one = sign_in(hall.trainer), f"/workshops/{hall.id}"
    before = agenda(browser, hall)[0]
    begins, ends = (datetime.fromisoformat(before[name]) for name in ("starts_at", "ends_at"))
    moment = datetime.fromisoformat(before["items"][4]["starts_at"]) + timedelta(minutes=7)
    at_clock(monkeypatch, moment)
    until = (ends - timedelta(minutes=45)).astimezone(ZONE)

    page = browser.get(f"{one}/dates/agenda").get_data(as_text=True)
    assert "It is running late" in page
    assert browser.send(f"{one}/dates/agenda", until=f"{until:%H:%M}").status_code == 303

    after = agenda(browser, hall)[0]
    assert datetime.fromisoformat(after["ends_at"]) == until
    assert held(after["items"][:4]) == held(before["items"][:4])
    assert after["items"][4]["id"] == before["items"][4]["id"]
    plan = browser.get(f"/api/v1{one}/kit/plan").get_json()["sittings"][0]["items"]
    assert held(plan) == held(after["items"])
    assert datetime.fromisoformat(after["starts_at"]) == begins
    early = browser.send(f"{one}/dates/agenda", until=f"{(moment + timedelta(minutes=5)).astimezone(ZONE):%H:%M}")
    assert early.status_code == 422
    assert "the least that is possible now is" in early.get_data(as_text=True)
    for refused in ({"lengths": "400"}, {"begins": "10:00"}, {"dates": "2031-01-01"}):
        assert browser.send(f"{one}/dates/agenda", **refused).status_code == 422, refused


def test_a_day_that_is_over_stays_and_the_next_can_still_be_shorter(hall, sign_in, monkeypatch):
    browser, one = sign_in(hall.trainer), f"/workshops/{hall.id}"
    days = agenda(browser, hall)
    at_clock(monkeypatch, datetime.fromisoformat(days[0]["ends_at"]) + timedelta(hours=1))

    assert browser.send(f"{one}/dates/agenda", lengths="500, 510").status_code == 422
    assert browser.send(f"{one}/dates/agenda", until="23:00").status_code == 422
    assert browser.send(f"{one}/dates/agenda", lengths="510, 450").status_code == 303
    changed = agenda(browser, hall)
    assert changed[0] == days[0]
    assert sum(item["minutes"] for item in changed[1]["items"]) == 450


def test_a_workshop_is_opened_with_less_time_on_the_page(sign_in, world, now):
    browser = sign_in(world.valley.people["coordinator"])
    form = {
        "title": "Three webinars",
        "place": f"institution:{world.valley.id}",
        "case": "sandrel",
        "mode": "webinar",
        "language": "en",
        "zone": "Africa/Nairobi",
        "starts_on": now.date().isoformat(),
    }
    refused = browser.send("/workshops/new", **form, lengths="30, 120, 140")
    assert refused.status_code == 422
    assert "the least that is possible is 105 minutes" in refused.get_data(as_text=True)

    made = browser.send("/workshops/new", **form, lengths="150, 120, 140", begins="14:00")
    workshop_id = made.headers["Location"].split("/")[2]
    sittings = browser.get(f"/api/v1/workshops/{workshop_id}/agenda").get_json()["sittings"]
    assert [sum(item["minutes"] for item in one["items"]) for one in sittings] == [150, 120, 140]
    assert "14:00–16:30" in browser.get(f"/workshops/{workshop_id}").get_data(as_text=True)


def test_trainees_do_not_change_the_agenda(hall, sign_in):
    browser = sign_in(hall.trainees["amina"])
    assert browser.get(f"/workshops/{hall.id}/dates/agenda").status_code == 404
    assert browser.send(f"/workshops/{hall.id}/dates/agenda", lengths="400").status_code == 404


def test_a_webinar_for_two_groups_stands_twice_everywhere_and_each_is_on_at_its_time(
    app, world, sign_in, now, monkeypatch
):
    monkeypatch.setattr(access, "now", lambda: now)
    with app.app_context(), transaction() as write:
        hall = open_hall(write, world, now=now, mode=Mode.WEBINAR)
    browser, one = sign_in(hall.trainer), f"/workshops/{hall.id}"
    at_clock(monkeypatch, now - timedelta(days=2))
    day, other = ((now + timedelta(days=days)).date().isoformat() for days in (1, 3))
    typed = {"dates": f"{day}, {day}, {other}, {other}", "begins": "09:00+13:00, 16:00, 09:00, 14:00"}

    preview = browser.get(f"{one}/dates/agenda", query_string=typed).get_data(as_text=True)
    assert "09:00–11:00 or 13:00–15:00" in preview
    assert browser.send(f"{one}/dates/agenda", **typed, seen="0").status_code == 303
    sittings = agenda(browser, hall)
    assert [sitting["starts_at"][:16] for sitting in sittings] == [
        f"{day}T09:00", f"{day}T13:00", f"{day}T16:00", f"{other}T09:00", f"{other}T14:00"
    ]  # fmt: skip
    assert sittings[0]["id"] == sittings[1]["id"]
    assert sittings[1]["title"].endswith(", group 2")
    form = browser.get(f"{one}/dates/agenda").get_data(as_text=True)
    assert 'value="09:00+13:00, 16:00, 09:00, 14:00"' in form
    trainee = sign_in(hall.trainees["amina"])
    with trainee.get(f"{one}/calendar.ics") as response:
        assert response.data.decode().count("BEGIN:VEVENT") == 5
    at_clock(monkeypatch, datetime.fromisoformat(sittings[1]["starts_at"]) + timedelta(minutes=1))
    assert sittings[1]["items"][0]["title"] in trainee.get(one).get_data(as_text=True).partition("<h2>Agenda")[0]
    late = browser.send(f"{one}/dates/agenda", until="14:30")
    assert "is held for several groups" in late.get_data(as_text=True)
    assert browser.send(f"{one}/dates/agenda", begins="09:00+13:00, 16:30, 09:00, 14:00").status_code == 303
    assert agenda(browser, hall)[2]["starts_at"][11:16] == "16:30"


def test_the_second_of_two_trainers_is_told_what_the_first_changed_and_decides_again(hall, sign_in, now, monkeypatch):
    browser, page = sign_in(hall.trainer), f"/workshops/{hall.id}/dates/agenda"
    at_clock(monkeypatch, now - timedelta(days=2))
    assert browser.send(page, begins="09:00", seen="0").status_code == 303
    second = browser.send(page, lengths="400", seen="0")
    assert second.status_code == 303
    assert len(agenda(browser, hall)) == 2, "nothing of it was done"
    shown = browser.get(second.location).get_data(as_text=True)
    assert "Somebody changed days or times since you looked" in shown
    assert "09:00–15:40" in shown
    assert 'name="seen" value="1"' in shown
    assert browser.send(page, lengths="400", seen="1").status_code == 303
    assert len(agenda(browser, hall)) == 1
