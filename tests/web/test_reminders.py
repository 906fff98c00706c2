"""Reminders on pages: the plan and who would get what today, the log, short texts, and the link that stops letters."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from lms.cli.reminders import remind_once
from lms.db.engine import database, transaction
from lms.http import moment
from lms.http.holdings import holdings_of
from lms.reminders.stops import Stop, write_token

REMINDERS = "/institutions/valley/reminders"
PLAN = {
    "is_on": "yes",
    "days_before": "7",
    "every_days": "7",
    "escalate_days": "14",
    "digest_weekday": "6",
    "hour": "0",
}


@pytest.fixture(autouse=True)
def soon(monkeypatch, now):
    """A week before what the world asks is due."""
    later = now + timedelta(days=24)
    monkeypatch.setattr(moment, "read_clock", lambda: later)
    monkeypatch.setattr("lms.cli.reminders.read_clock", lambda: later)
    return later


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def outbox(app):
    with app.app_context():
        rows = database.session.execute(text("select to_address, unsubscribe from outbox_message order by id")).all()
        database.session.rollback()
    return rows


def test_who_would_get_what_today_is_shown_before_it_is_switched_on(app, coordinator):
    page = words(coordinator.get(REMINDERS))

    assert "are off" in page
    assert "Who would get what today, 26 March 2026 Reminder: 2" in page
    assert "Field of Valley field@valley.example Reminder Mechanisms for complaint resolution, by 1 April 2026" in page
    assert outbox(app) == []


def test_letters_that_bring_a_link_are_counted_before_they_are_sent(app, world, coordinator):
    with app.app_context(), transaction() as write:
        write.execute(text("update account set password_hash = 'set'"))
    assert "of today's letters" not in words(coordinator.get(REMINDERS)).replace("&#39;", "'")
    with app.app_context(), transaction() as write:
        shut_out = {"id": world.valley.people["field"].account_id}
        write.execute(text("update account set password_hash = '' where id = :id"), shut_out)

    page = words(coordinator.get(REMINDERS)).replace("&#39;", "'")

    assert "1 person with an address cannot sign in yet" in page
    assert "1 of today's letters brings a link to choose a password; it works once, for 14 days." in page
    assert "by 1 April 2026; with a link to choose a password" in page


def test_other_numbers_are_tried_out_without_saving(coordinator):
    page = words(coordinator.get(REMINDERS, query_string=PLAN | {"days_before": "3"}))

    assert "Nobody: no one reached a new step today" in page
    assert 'value="7"' in coordinator.get(REMINDERS).get_data(as_text=True)


def test_switched_on_the_server_writes_and_the_log_has_it(app, coordinator):
    assert coordinator.send(REMINDERS, **PLAN).status_code == 303
    assert "Reminders are on." in words(coordinator.get(REMINDERS))

    remind_once(app)
    remind_once(app)

    assert [row.to_address for row in outbox(app)] == ["board@valley.example", "field@valley.example"]
    log = words(coordinator.get(f"{REMINDERS}/log"))
    assert "2 letters" in log
    assert "Field of Valley field@valley.example Reminder 1" in log
    assert "letters are written already" in words(coordinator.get(REMINDERS))


def test_while_it_is_off_the_server_writes_nothing(app, world):
    remind_once(app)

    assert outbox(app) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"days_before": ""}, "Give a whole number"), ({"hour": "24"}, "from 0 to 23"), ({"every_days": "-1"}, "digits")],
)
def test_a_mistake_is_said_when_looking_and_when_saving(coordinator, changed, sentence):
    for response in (
        coordinator.get(REMINDERS, query_string=PLAN | changed),
        coordinator.send(REMINDERS, **(PLAN | changed)),
    ):
        assert response.status_code == 422
        assert sentence in words(response)
    assert "are off" in words(coordinator.get(REMINDERS))


def test_short_texts_are_there_for_those_whom_no_letter_reaches(app, world, coordinator):
    member = world.valley.people["field"].member_id
    with app.app_context(), transaction() as write:
        write.execute(text("update member set email = '', account_id = null where id = :id"), {"id": member})

    page = coordinator.get(f"{REMINDERS}/texts")

    assert "Field of Valley, your training at Valley Microfinance (invented):" in words(page)
    assert f'data-copy="t-p{member}"' in page.get_data(as_text=True)
    assert "Main Street, open in training:" in words(page)


def test_many_short_texts_stand_on_pages_and_the_group_is_told_of_all(app, world, coordinator, monkeypatch):
    monkeypatch.setattr("lms.web.reminder_pages.ROWS", 1)
    ids = tuple(world.valley.people[one].member_id for one in ("board", "field"))
    with app.app_context(), transaction() as write:
        for member in ids:
            write.execute(text("update member set email = '', account_id = null where id = :id"), {"id": member})

    pages = [words(coordinator.get(f"{REMINDERS}/texts?page={number}")) for number in (1, 2)]

    assert [one.count("Copy : ") for one in pages] == [2, 2], "one person and the group of her branch"
    assert [("Board of Valley" in one, "Field of Valley" in one) for one in pages] == [(True, False), (False, True)]
    assert all("Page" in one for one in pages)


def test_who_stopped_is_reached_by_a_short_text(coordinator, sign_in, app, world):
    assert "Nobody" in words(coordinator.get(f"{REMINDERS}/texts"))
    coordinator.send(REMINDERS, **PLAN)
    remind_once(app)
    link = outbox(app)[1].unsubscribe.removeprefix(holdings_of(app).settings.base_url)

    stranger = sign_in(None)
    assert "Stop these letters" in words(stranger.get(link))
    assert "field@valley.example" in words(stranger.get(link))
    assert "Nobody" in words(coordinator.get(f"{REMINDERS}/texts")), "opening a link changes nothing"
    assert "writes no more reminders" in words(stranger.post(link, data={"List-Unsubscribe": "One-Click"}))

    assert "Field of Valley" in words(coordinator.get(f"{REMINDERS}/texts"))
    assert "Stop these letters" in words(stranger.send(link, again="yes"))


def test_a_link_that_was_not_made_here_stops_nothing(app, world, sign_in):
    stranger = sign_in(None)
    forged = write_token(Stop(world.valley.id, "field@valley.example"), secret="another")

    assert stranger.get(f"/reminders/stop/{forged}").status_code == 404
    assert stranger.post(f"/reminders/stop/{forged}").status_code == 404


@pytest.mark.parametrize("who", ["field", "middle_management", "facilitator"])
@pytest.mark.parametrize("page", ["", "/log", "/texts"])
def test_who_is_no_coordinator_finds_nothing(world, sign_in, who, page):
    assert sign_in(world.valley.people[who]).get(REMINDERS + page).status_code == 404


@pytest.mark.parametrize("page", ["", "/log", "/texts"])
def test_another_institutions_reminders_are_not_found(world, sign_in, page):
    assert sign_in(world.harbour.people["coordinator"]).get(REMINDERS + page).status_code == 404
