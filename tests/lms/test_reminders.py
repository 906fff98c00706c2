"""Reminders with a database: what is due is found, each letter is written once, whatever runs twice or breaks off."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from courses.loader import load_catalogue
from courses.resources import content_folder
from lms.db.engine import database, session, transaction
from lms.errors import Invalid
from lms.evidence.requirements import drop_requirement
from lms.http.holdings import holdings_of
from lms.http.letters import send_reminders, sender_for
from lms.institutions import service as institutions
from lms.institutions import tenures
from lms.reminders import service
from lms.reminders.facts import NoticeKind, Plan
from lms.reminders.rules import decide
from lms.reminders.stops import Stop
from lms.reports.reminders import list_notices, list_places, read_day
from lms.workflows import remind as remind_workflow

# The rules of the world are due on the first of April; letters begin a week before.
SOON = timedelta(days=24)
PLAN = Plan(is_on=True, digest_weekday=6, hour=8)


@pytest.fixture
def valley(app, world):
    with app.app_context(), transaction() as write:
        service.set_plan(write, institution_id=world.valley.id, plan=PLAN)
    return world.valley


def send(app, now, **asked):
    held = holdings_of(app)
    with app.app_context():
        done = send_reminders(
            settings=held.settings,
            catalogue=held.catalogue,
            now=now,
            **({"is_waiting": False} | asked),
        )
        database.session.rollback()
    return {one.slug: one.letters for one in done}


def outbox(app):
    with app.app_context():
        rows = database.session.execute(
            text("select to_address, subject, body, language, unsubscribe from outbox_message order by id")
        ).all()
        database.session.rollback()
    return rows


def write(app, change):
    with app.app_context(), transaction() as open_:
        change(open_)


def test_who_has_something_due_soon_gets_one_letter_with_a_link_that_stops_it(app, valley, now):
    assert send(app, now + SOON) == {"valley": 2}

    rows = outbox(app)
    assert [row.to_address for row in rows] == ["board@valley.example", "field@valley.example"]
    assert "1 April 2026" in rows[0].body
    assert "/training" in rows[0].body
    assert rows[0].unsubscribe in rows[0].body


def test_nobody_is_written_to_twice_a_day_nor_before_the_time(app, valley, now):
    assert send(app, now) == {"valley": 0}
    send(app, now + SOON)

    assert send(app, now + SOON + timedelta(hours=3)) == {"valley": 0}
    assert send(app, now + SOON + timedelta(days=1)) == {"valley": 0}
    assert len(outbox(app)) == 2


def test_an_institution_whose_plan_is_off_writes_nothing(app, world, now):
    assert send(app, now + SOON) == {}
    assert outbox(app) == []


def test_a_dry_run_counts_and_writes_nothing(app, valley, now):
    assert send(app, now + SOON, is_dry=True) == {"valley": 2}
    assert outbox(app) == []


def test_a_running_server_waits_for_the_hour_of_the_zone_and_is_done_for_the_day(app, valley, now):
    early = (now + SOON).replace(hour=4, minute=59)  # 7:59 in Nairobi

    assert send(app, early, is_waiting=True) == {}
    assert send(app, early + timedelta(minutes=1), is_waiting=True) == {"valley": 2}
    assert send(app, early + timedelta(hours=2), is_waiting=True) == {}


def test_who_stopped_left_or_was_merged_or_erased_gets_nothing(app, valley, now):
    day = (now + SOON).date()
    people = valley.people

    def stop_and_leave(open_):
        service.stop(open_, Stop(valley.id, "board@valley.example"), now=now)
        tenures.leave(open_, institution_id=valley.id, member_id=people["field"].member_id, on=day, now=now)

    write(app, stop_and_leave)
    assert send(app, now + SOON) == {"valley": 0}


@pytest.mark.parametrize("column", ["erased_at = :now", "merged_into_id = :other"])
def test_who_is_merged_or_erased_is_not_written_to(app, valley, now, column):
    values = {"now": now.isoformat(), "other": valley.people["board"].member_id, "id": valley.people["field"].member_id}
    used = {name: value for name, value in values.items() if f":{name}" in column or name == "id"}
    write(app, lambda open_: open_.execute(text(f"update member set {column} where id = :id"), used))

    send(app, now + SOON)

    assert [row.to_address for row in outbox(app)] == ["board@valley.example"]


def test_after_a_crash_in_the_middle_the_rest_is_written_and_nobody_gets_a_second_letter(app, valley, now, monkeypatch):
    monkeypatch.setattr(remind_workflow, "AT_ONCE", 1)
    written = []
    whole = remind_workflow.write_letter

    def breaks(letter, house, **rest):
        if written:
            raise RuntimeError("the power went")
        written.append(letter)
        return whole(letter, house, **rest)

    monkeypatch.setattr(remind_workflow, "write_letter", breaks)
    with pytest.raises(RuntimeError):
        send(app, now + SOON)
    assert len(outbox(app)) == 1

    monkeypatch.setattr(remind_workflow, "write_letter", whole)
    assert send(app, now + SOON, is_waiting=True) == {"valley": 1}
    assert sorted(row.to_address for row in outbox(app)) == ["board@valley.example", "field@valley.example"]


def test_two_servers_at_once_write_each_letter_once(app, valley, now):
    moment = now + SOON
    held = holdings_of(app)
    with app.app_context():
        (place,) = list_places(session(), now=moment, is_waiting=False)
        day = read_day(
            session(),
            institution_id=place.id,
            zone=place.zone,
            language="en",
            module_ids=("complaints",),
            plan=PLAN,
            on=place.today,
        )
        sender = sender_for(place, settings=held.settings, catalogue=held.catalogue)
        database.session.rollback()
    letters, ready, counts = decide(day), threading.Barrier(2), []

    def serve():
        with app.app_context():
            ready.wait()
            counts.append(remind_workflow.remind(transaction, sender, letters, today=place.today, now=moment))

    threads = [threading.Thread(target=serve) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counts) == 2
    assert len(outbox(app)) == 2


def test_the_language_is_the_members_else_the_accounts_else_the_institutions(app, valley, now):
    def speak(open_):
        ids = {name: valley.people[name].member_id for name in ("board", "field")}
        open_.execute(text("update member set language = 'ar' where id = :id"), {"id": ids["board"]})
        open_.execute(
            text("update account set language = 'fr' where id = :id"), {"id": valley.people["field"].account_id}
        )

    write(app, speak)
    send(app, now + SOON)

    assert [row.language for row in outbox(app)] == ["ar", "fr"]
    assert "2026 أبريل" not in outbox(app)[0].body
    assert "أبريل 2026" in outbox(app)[0].body


def test_managers_hear_of_who_is_late_for_long_and_coordinators_get_the_week(app, valley, now):
    send(app, now + SOON)
    late = now.replace(month=4, day=15)

    send(app, late)

    (letter,) = [row for row in outbox(app) if row.to_address == "middle.management@valley.example"]
    assert "Field of Valley" in letter.body
    assert "Board of Valley" not in letter.body
    assert "%" not in letter.body
    sunday = now.replace(month=4, day=19)
    send(app, sunday)
    assert "coordinator@valley.example" in {row.to_address for row in outbox(app)}


def test_what_is_no_longer_asked_is_no_longer_reminded_of(app, valley, now):
    write(
        app,
        lambda open_: drop_requirement(
            open_,
            institution_id=valley.id,
            tier="field",
            module_id="complaints",
            from_on=now.date(),
            now=now,
        ),
    )

    send(app, now + SOON)

    assert [row.to_address for row in outbox(app)] == ["board@valley.example"]


def test_the_log_lists_what_was_sent_and_nothing_else(app, valley, now):
    send(app, now + SOON)

    with app.app_context():
        found = list_notices(session(), institution_id=valley.id, limit=10, offset=0)
        database.session.rollback()
    assert found.total == 2
    assert {row.kind for row in found.rows} == {NoticeKind.REMINDER}
    assert found.rows[0].subjects == ("complaints@2026-04-01",)


def test_a_plan_that_cannot_be_is_named(session):
    with pytest.raises(Invalid) as caught:
        service.set_plan(session, institution_id=1, plan=Plan(days_before=91, hour=24))

    assert set(caught.value.fields) == {"days_before", "hour"}


def test_who_has_no_address_is_nobodys_letter(app, valley, now):
    def add(open_):
        member = institutions.add_member(
            open_, institution_id=valley.id, staff_code="V900", name="No Mail", email="", now=now
        )
        tenures.start_tenure(
            open_,
            institution_id=valley.id,
            member_id=member.id,
            tier="field",
            branch_id=valley.branch_id,
            starts_on=date(2025, 1, 1),
            now=now,
        )

    write(app, add)

    assert send(app, now + SOON) == {"valley": 2}


def test_a_letter_calls_every_module_by_its_title(app, valley, now):
    held = holdings_of(app)
    with app.app_context():
        (place,) = list_places(session(), now=now, is_waiting=False)
        house = sender_for(place, settings=held.settings, catalogue=held.catalogue).house
        database.session.rollback()

    for module in load_catalogue((content_folder(),)).modules:
        assert house.title(module.id, "sw") == module.title
