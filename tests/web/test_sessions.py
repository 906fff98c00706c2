"""The pages of training sessions and registers: planned, kept by ticks or from a list, corrected, taken away."""

import csv
import io
import re
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from lms.db.engine import database

SESSIONS = "/institutions/valley/sessions"


@pytest.fixture
def facilitator(world, sign_in):
    return sign_in(world.valley.people["facilitator"])


def text_of(response, status=200):
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def rows(app, query):
    with app.app_context():
        found = [tuple(row) for row in database.session.execute(text(query))]
        database.session.rollback()
    return found


FORM = {
    "module": "complaints",
    "title": "Complaints, for the field",
    "mode": "in_person",
    "date": "2026-03-02",
    "time": "09:30",
    "zone": "Africa/Nairobi",
    "minutes": "90",
    "minimum_minutes": "",
    "place": "Main Street",
    "facilitator_name": "Farida Facilitator",
}


@pytest.fixture
def session(facilitator):
    facilitator.get(f"{SESSIONS}/new")
    sent = facilitator.send(SESSIONS, session_id=str(uuid4()), **FORM)
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return sent.headers["Location"]


def ticked(client, session, **more):
    """Return the form of the register as the page shows it, some of it changed."""
    page = text_of(client.get(f"{session}/register/edit"))
    shown = re.findall(r'name="shown" value="(\d+)"', page)
    form = {"shown": shown}
    for key in shown:
        form[f"was-{key}"] = re.search(rf'name="was-{key}" value="([^"]*)"', page)[1]
        for name in ("minutes", "percent"):
            form[f"{name}-{key}"] = re.search(rf'name="{name}-{key}"[^>]*value="([^"]*)"', page)[1]
        if re.search(rf'name="present-{key}" value="yes" checked', page):
            form[f"present-{key}"] = "yes"
    return client.send(f"{session}/register/edit", **(form | more))


def test_a_session_is_planned_listed_and_shown_with_its_own_clock(facilitator, session):
    page = text_of(facilitator.get(session))

    assert "2 March 2026, 09:30 (Africa/Nairobi)" in page
    assert "72 min" in page
    assert "Register to keep" in page
    assert "Complaints, for the field" in text_of(facilitator.get(SESSIONS))
    assert "No session found" in text_of(facilitator.get(f"{SESSIONS}?module=pricing"))
    assert facilitator.get(f"{SESSIONS}?state=happy").status_code == 422


def test_a_register_is_kept_by_ticks_and_kept_twice_counts_once(app, world, facilitator, session):
    key = world.valley.people["field"].member_id
    line = {f"present-{key}": "yes", f"minutes-{key}": "85", f"percent-{key}": "90"}
    assert ticked(facilitator, session, **line).headers["Location"] == session

    page = text_of(facilitator.get(session))

    assert "Field of Valley" in page
    assert "Complete" in page
    assert "Facilitator of Valley, ticked" in page
    assert ticked(facilitator, session).headers["Location"] == session
    assert "Nothing was changed" in text_of(facilitator.get(session))
    assert rows(app, "select count(*) from completion") == [(1,)]
    assert rows(app, "select kind from certificate order by kind") == [("attendance",), ("competence",)]


def test_a_tick_taken_away_is_a_correction_that_stays_on_record(app, world, facilitator, session):
    key = world.valley.people["field"].member_id
    ticked(facilitator, session, **{f"present-{key}": "yes"})

    ticked(facilitator, session, **{f"present-{key}": ""})

    assert "Was not there" in text_of(facilitator.get(session))
    assert rows(app, "select minutes from attendance") == [(0,)]


def test_what_somebody_else_kept_in_between_is_not_undone_by_an_old_page(app, world, facilitator, session):
    key = world.valley.people["field"].member_id
    old = {"shown": [str(key)], f"was-{key}": "", f"minutes-{key}": "90", f"percent-{key}": ""}
    ticked(facilitator, session, **{f"present-{key}": "yes"})

    facilitator.send(f"{session}/register/edit", **old)

    assert rows(app, "select minutes from attendance") == [(90,)]


def test_minutes_that_cannot_be_are_named_at_their_line_and_nothing_is_kept(app, world, facilitator, session):
    field, board = (world.valley.people[name].member_id for name in ("field", "board"))
    line = {f"present-{field}": "yes", f"minutes-{field}": "95", f"present-{board}": "yes", f"minutes-{board}": "44"}

    said = text_of(ticked(facilitator, session, **line), status=422)

    assert "Give minutes from 1 to 90" in said
    assert 'value="44"' in said
    assert rows(app, "select count(*) from attendance") == [(0,)]


def test_a_whole_branch_is_ticked_at_once(world, facilitator, session):
    page = text_of(facilitator.get(f"{session}/register/edit?branch={world.valley.branch_id}&tick=all"))
    assert page.count(" checked") == 5
    page = text_of(facilitator.get(f"{session}/register/edit?branch={world.valley.other_branch_id}"))
    assert "Nobody found" in page
    assert text_of(facilitator.get(f"{session}/register/edit?q=v005")).count('name="shown"') == 1


def test_a_pasted_list_is_shown_first_and_written_when_every_line_is_right(app, facilitator, session):
    facilitator.get(f"{session}/register/list")
    wrong = text_of(facilitator.send(f"{session}/register/list", list="V005, 85, 90\nV999\n", apply="yes"))
    assert "One line to mend" in wrong
    assert rows(app, "select count(*) from attendance") == [(0,)]

    shown = text_of(facilitator.send(f"{session}/register/list", list="V005, 85, 90\nV004"))
    assert "2 lines are right" in shown
    assert rows(app, "select count(*) from attendance") == [(0,)]

    for _press in range(2):
        facilitator.send(f"{session}/register/list", list="V005, 85, 90\nV004", apply="yes")
    assert rows(app, "select minutes, test_percent, source from attendance order by minutes") == [
        (85, 90, "list"),
        (90, None, "list"),
    ]


@pytest.mark.parametrize(
    "content",
    ["Staff code;Minutes;Test\nV005;85;90\n", "﻿V005\t85\t90%\r\n", "V005,85,90"],
    ids=["head", "tab", "plain"],
)
def test_a_file_is_read_as_a_list(facilitator, session, content):
    facilitator.get(f"{session}/register/list")

    sent = facilitator.send(f"{session}/register/list", file=(io.BytesIO(content.encode()), "here.csv"))

    shown = text_of(sent)
    assert "1 line is right" in shown
    assert "Field of Valley" in shown


def test_the_screen_the_csv_and_the_workbook_say_the_same(world, facilitator, session):
    facilitator.get(f"{session}/register/list")
    facilitator.send(f"{session}/register/list", list="V005, 85, 90\nV004, 30\nV003", apply="yes")

    page = text_of(facilitator.get(session))
    kept = list(csv.reader(io.StringIO(text_of(facilitator.get(f"{session}/register.csv")).lstrip("\ufeff"))))
    book = load_workbook(io.BytesIO(facilitator.get(f"{session}/register.xlsx").data))
    cells = [row for row in book.active.iter_rows(values_only=True) if row[1] in ("V003", "V004", "V005")]

    assert [row[6] for row in kept[1:]] == ["Complete", "Attended", "Attended too little"]
    assert [["" if cell is None else str(cell) for cell in row] for row in cells] == kept[1:]
    for row in kept[1:]:
        assert all(cell in page for cell in row)


def test_a_session_is_changed_and_cancelled_while_it_has_no_register(facilitator, session):
    facilitator.get(f"{session}/edit")
    facilitator.send(f"{session}/edit", **{**FORM, "minutes": "60"})
    assert "48 min" in text_of(facilitator.get(session))
    facilitator.send(f"{session}/cancel")

    page = text_of(facilitator.get(session))

    assert "Cancelled" in page
    assert "register/edit" not in page
    assert "cancelled" in text_of(facilitator.send(f"{session}/edit", **FORM), status=422)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"minutes": "soon"}, "whole number"),
        ({"minimum_minutes": "91"}, "from 1 to 90"),
        ({"date": ""}, "Give the day"),
        ({"zone": "Atlantis/Poseidon"}, "zone"),
        ({"module": "astrology"}, "Choose a module"),
        ({"mode": ""}, "Choose in person or webinar"),
    ],
)
def test_a_session_that_cannot_be_says_what_to_change_and_keeps_what_was_typed(facilitator, change, words):
    facilitator.get(f"{SESSIONS}/new")

    said = text_of(facilitator.send(SESSIONS, **{**FORM, **change}), status=422)

    assert words in said
    assert 'value="Farida Facilitator"' in said


def test_the_calendar_file_has_the_time_of_the_page(facilitator, session):
    said = text_of(facilitator.get(f"{session}/calendar"))

    assert "DTSTART;TZID=Africa/Nairobi:20260302T093000" in said
    assert "DTEND;TZID=Africa/Nairobi:20260302T110000" in said


@pytest.mark.parametrize("who", ["field", "senior_management", "officer", "harbour"])
def test_who_keeps_no_registers_here_finds_none(world, sign_in, session, who):
    people = {**world.valley.people, "officer": world.officer, "harbour": world.harbour.people["facilitator"]}
    client = sign_in(people[who])

    for path in (SESSIONS, session, f"{session}/register/edit", f"{session}/register.csv", f"{session}/calendar"):
        assert client.get(path).status_code == 404
    assert client.get(session.replace("valley", "harbour")).status_code == 404
    assert client.send(f"{session}/register/list", list="V005", apply="yes").status_code == 404


def test_who_stands_in_the_register_comes_first_when_it_is_corrected(facilitator, session):
    before = re.findall(r'name="shown" value="(\d+)"', text_of(facilitator.get(f"{session}/register/edit")))

    ticked(facilitator, session, **{f"present-{before[-1]}": "yes"})

    after = re.findall(r'name="shown" value="(\d+)"', text_of(facilitator.get(f"{session}/register/edit")))
    assert after == [before[-1], *before[:-1]]
