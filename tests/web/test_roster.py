"""A coordinator sends a list: columns, questions, what would change, applied; and every trap said in words."""

import csv
import io
import re
import threading
from datetime import date

import openpyxl
import pytest
from flask import url_for
from sqlalchemy import text

from lms.db.engine import database, transaction
from lms.errors import Invalid
from lms.http import aside, moment, roster_work
from lms.http.press import Press
from lms.institutions import service
from webinar_kits.errors import KitError
from webinar_kits.sheet_reader import read_spreadsheet

HOME = "/institutions/valley/roster"
ROW = ("N1", "Wanjiru Odhiambo", "", "Main Street", "Loan officer", "2026-02-01")
HEADS = ("Code", "Name", "E-mail", "Branch", "Job title", "Since")
FINGERPRINT = re.compile(r'name="fingerprint" value="([0-9a-f]{64})"')


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


@pytest.fixture
def real_press():
    """Tests that ask for it read files in the document process, as the application does."""


@pytest.fixture(autouse=True)
def read_here(request, monkeypatch):
    if "real_press" in request.fixturenames:
        return
    monkeypatch.setattr(Press, "warm", lambda _: None)
    monkeypatch.setattr(roster_work, "read_upload", read_directly)


def read_directly(_, data, *, name, **__):
    try:
        return read_spreadsheet(data, name=name)
    except KitError as error:
        raise Invalid({error.field: error.text}) from None


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


def csv_of(*rows, heads=HEADS):
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    return out.getvalue().encode()


def send(browser, data, name="staff.csv"):
    """Send a list and return the address of its import."""
    browser.get(HOME)
    response = browser.send(HOME, file=(io.BytesIO(data), name))
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.headers["Location"]


def page(browser, path):
    response = browser.get(path, follow_redirects=True)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def apply(browser, href, **said):
    shown = page(browser, f"{href}/preview?look=now")
    return browser.send(f"{href}/apply", fingerprint=FINGERPRINT.search(shown)[1], **said)


def ask(app, question):
    with app.app_context():
        found = [tuple(row) for row in database.session.execute(text(question))]
        database.session.rollback()
    return found


def test_the_way_of_a_list_from_the_file_to_the_people(app, coordinator, real_press):
    href = send(coordinator, csv_of(ROW, ("V001", "Board of Valley", "", "", "", "")))
    columns = page(coordinator, href)
    preview = page(coordinator, f"{href}/preview")
    before = ask(app, "select count(*) from member where staff_code = 'N1'")
    result = page(coordinator, apply(coordinator, href).headers["Location"])

    assert "Which column is what?" in columns
    assert "Loan officer" in columns
    assert "1 person changes. Nothing is written yet." in preview
    assert "Wanjiru Odhiambo" in preview
    assert before == [(0,)]
    assert "The list is applied" in result
    assert "What now?" in result
    assert ask(app, "select count(*) from member where staff_code = 'N1'") == [(1,)]
    assert "staff.csv" in page(coordinator, HOME)


def test_pressing_apply_twice_shows_the_result_twice(app, coordinator):
    href = send(coordinator, csv_of(ROW))
    fingerprint = FINGERPRINT.search(page(coordinator, f"{href}/preview"))[1]

    for _ in range(2):
        response = coordinator.send(f"{href}/apply", fingerprint=fingerprint)
        assert "The list is applied" in page(coordinator, response.headers["Location"])

    assert ask(app, "select count(*) from member where staff_code = 'N1'") == [(1,)]


def test_a_preview_that_is_no_longer_true_is_shown_anew(app, world, coordinator, now):
    person = world.valley.people["field"]
    href = send(coordinator, csv_of(("V005", "New Name"), heads=("Code", "Name")))
    shown = page(coordinator, f"{href}/preview")
    with app.app_context(), transaction() as write:
        service.change_member(
            write, institution_id=world.valley.id, member_id=person.member_id, staff_code="V005", name="X", email="",
            now=now,
        )  # fmt: skip

    response = coordinator.send(f"{href}/apply", fingerprint=FINGERPRINT.search(shown)[1])

    assert "The roster has changed since this preview was made." in page(coordinator, response.headers["Location"])
    assert ask(app, "select name from member where staff_code = 'V005'") == [("X",)]


def test_ambiguous_dates_are_asked_about_where_their_column_is(app, coordinator):
    href = send(coordinator, csv_of((*ROW[:5], "03/02/2026")))
    asked = coordinator.get(f"{href}/preview")
    chosen = re.compile(r'<select id="f-\w+" name="column-(\w+)".*?value="(\d+)" selected', re.DOTALL)
    columns = dict(chosen.findall(page(coordinator, href)))
    told = coordinator.send(
        f"{href}/columns", **{f"column-{key}": value for key, value in columns.items()}, **{"order-since": "mdy"}
    )

    assert asked.status_code == 422
    assert "Say how to read the dates of “Since”" in asked.get_data(as_text=True)
    assert "These dates can be read in two ways (03/02/2026)" in asked.get_data(as_text=True)
    assert told.status_code == 303
    assert "2026-03-02" in page(coordinator, told.headers["Location"])


def test_a_column_chosen_twice_is_said_at_its_field(coordinator):
    href = send(coordinator, csv_of(ROW))

    response = coordinator.send(f"{href}/columns", **{"column-staff_code": "0", "column-name": "0"})

    assert response.status_code == 422
    assert 'id="f-staff_code-wrong"' in response.get_data(as_text=True)


def test_faults_are_grouped_with_their_cure_and_can_be_taken_away(coordinator):
    rows = [(f"X{number}", "A", "no address", "Main Street", "Astronaut", "") for number in range(30)]
    href = send(coordinator, csv_of(*rows, ROW))

    preview = page(coordinator, f"{href}/preview")
    refused = apply(coordinator, href)
    taken = coordinator.get(f"{href}/faults.csv").get_data(as_text=True)

    assert "Rows that cannot be taken <bdi>30</bdi>" in preview
    assert preview.count("This is not an e-mail address.") == 5
    assert "and 25 more like these" in preview
    assert refused.status_code == 422
    assert "30 rows cannot be taken." in refused.get_data(as_text=True)
    assert taken.count("no address") == 30
    assert apply(coordinator, href, faults_are_left_out="yes").status_code == 303


def test_new_branches_are_ticked_and_people_who_left_can_be_back(app, world, coordinator):
    href = send(coordinator, csv_of((*ROW[:3], "Lake Side", *ROW[4:])))
    coordinator.get(f"{href}/preview")

    ticked = coordinator.send(f"{href}/wishes", branch="Lake Side", on="2026-02-15")
    preview = page(coordinator, ticked.headers["Location"])

    assert "Lake Side" in preview
    assert "1 person changes." in preview
    assert apply(coordinator, href).status_code == 303
    assert ask(app, "select count(*) from branch where name = 'Lake Side'") == [(1,)]


def test_the_first_list_of_a_house_asks_for_its_branches_above_everything_and_makes_all_by_one_press(coordinator):
    places = ("Main Stret", *(f"Quarter {number}" for number in range(1_100)))
    rows = [(f"X{number}", f"Person {number}", "", place, "field", "") for number, place in enumerate(places)]
    href = send(coordinator, csv_of(*rows))

    asked = page(coordinator, f"{href}/preview")
    form = re.findall(r'name="offered" value="([^"]+)"', asked)
    alike = {"listed": "Main Stret", "alike": "Main Street", "branch-0": "same"}
    told = coordinator.send(f"{href}/wishes", all_branches="yes", offered=form, on="2026-02-15", **alike)
    shown = page(coordinator, told.headers["Location"])

    assert "1,101 rows cannot be taken as they are. Nothing is written yet." in asked
    assert asked.index("Is it “Main Street”?") < asked.index("Make all 1,100 branches") < asked.index("Quarter 0")
    assert asked.index("Quarter 0") < asked.index("Rows that cannot be taken")
    assert "1,101 people change." in shown
    assert "Make all" not in shown
    assert 'value="2026-02-15"' in shown


def test_a_wrong_day_for_all_is_said_at_its_field(coordinator):
    href = send(coordinator, csv_of(ROW))
    coordinator.get(f"{href}/preview")

    response = coordinator.send(f"{href}/wishes", on="yesterday")

    assert response.status_code == 422
    assert "Give a day as year-month-day" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b"%PDF-1.4", "This is a PDF."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as XLSX"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_cure_and_leaves_nothing(app, coordinator, data, sentence):
    coordinator.get(HOME)

    response = coordinator.send(HOME, file=(io.BytesIO(data), "a.xls"))

    assert response.status_code == 422
    assert sentence in response.get_data(as_text=True)
    assert ask(app, "select count(*) from roster_import") == [(0,)]


def test_no_file_at_all_is_said(coordinator):
    coordinator.get(HOME)

    assert coordinator.send(HOME).status_code == 422


def test_the_files_that_came_in_are_gone_from_the_disk(settings, coordinator, real_press):
    send(coordinator, csv_of(ROW))

    assert list((settings.instance_dir / "store" / "passing").iterdir()) == []


def test_another_sheet_and_another_row_of_heads_can_be_chosen(coordinator):
    book = openpyxl.Workbook()
    book.active.append(("Code", "Name", "Branch", "Tier"))
    book.active.append(("A1", "A", "Main Street", "field"))
    other = book.create_sheet("Leavers")
    for row in (("Report",), ("Code", "Left on"), ("V005", date(2026, 2, 28))):
        other.append(row)
    data = io.BytesIO()
    book.save(data)
    href = send(coordinator, data.getvalue(), "staff.xlsx")
    page(coordinator, href)

    chosen = coordinator.send(f"{href}/sheet", sheet="Leavers")
    columns = page(coordinator, chosen.headers["Location"])
    preview = page(coordinator, f"{href}/preview")

    assert "2026-02-28" in columns
    assert "First day away" in preview
    assert coordinator.send(f"{href}/sheet", sheet="Leavers", header_row="0").status_code == 303


def test_a_list_is_dropped_and_nothing_is_kept_of_it(app, coordinator):
    href = send(coordinator, csv_of(ROW))
    page(coordinator, f"{href}/preview")

    response = coordinator.send(f"{href}/drop")

    assert "Nothing was changed." in page(coordinator, response.headers["Location"])
    assert coordinator.get(href).status_code == 422


@pytest.mark.parametrize("ending", ["csv", "csv?for=machines", "xlsx"])
def test_the_roster_taken_away_and_sent_back_changes_nothing(app, world, coordinator, now, ending):
    with app.app_context(), transaction() as write:
        for number, name in enumerate(("=1+1", "'=x", "@here", "+25", 'Zoé; "B"', "فاطمة")):
            service.add_member(
                write, institution_id=world.valley.id, staff_code=f"{name[:3]}{number}", name=name, now=now
            )
    data = coordinator.get(f"{HOME}/export.{ending}").get_data()
    href = send(coordinator, data, f"roster.{ending[:4].rstrip('?')}")

    preview = page(coordinator, f"{href}/preview")

    assert "no changes" in preview
    assert "Unchanged <bdi>11</bdi>" in preview
    assert "cannot be taken" not in preview


def test_the_example_can_be_sent_as_it_is(coordinator):
    for ending in ("csv", "xlsx"):
        href = send(coordinator, coordinator.get(f"{HOME}/sample.{ending}").get_data(), f"sample.{ending}")
        page(coordinator, f"{href}/preview")
        told = coordinator.send(f"{href}/wishes", branch=["Head office", "Riverside"])

        assert "3 people change." in page(coordinator, told.headers["Location"])


def test_a_long_list_is_read_and_written_aside_while_the_page_says_so(app, coordinator, monkeypatch):
    threads = []
    run = aside.run_aside
    monkeypatch.setattr(roster_work, "ASIDE_FROM_BYTES", 10)
    monkeypatch.setattr(roster_work, "ASIDE_FROM_ROWS", 1)
    monkeypatch.setattr(roster_work, "run_aside", lambda work: threads.append(work))

    href = send(coordinator, csv_of(ROW))
    reading = page(coordinator, href)
    waits = coordinator.get(f"{href}/state").get_json()
    with app.app_context():
        run(threads.pop()).join()
    comparing = page(coordinator, f"{href}/preview")
    response = apply(coordinator, href)
    writing = page(coordinator, response.headers["Location"])
    again = coordinator.send(f"{href}/apply", fingerprint="0" * 64)
    with app.app_context():
        run(threads.pop()).join()

    assert "Step 1 of 3" in reading
    assert 'http-equiv="refresh"' in reading
    assert waits == {"is_done": False}
    assert "Step 2 of 3: 1 row is being compared" in comparing
    assert f'content="0; url={href}/preview?look=now"' in comparing
    assert "Step 3 of 3: 1 row is being written" in writing
    assert (again.status_code, threads) == (303, [])
    assert coordinator.get(f"{href}/state").get_json() == {"is_done": True}
    assert "The list is applied" in page(coordinator, href)


def test_what_goes_wrong_aside_is_said_when_one_comes_back(app, coordinator, monkeypatch):
    works = []
    monkeypatch.setattr(roster_work, "ASIDE_FROM_BYTES", 3)
    monkeypatch.setattr(roster_work, "ASIDE_FROM_ROWS", 1)
    monkeypatch.setattr(roster_work, "run_aside", works.append)

    refused = send(coordinator, b"%PDF-1.7")
    kept = send(coordinator, csv_of(ROW))
    with app.app_context():
        for work in works:
            work()
    works.clear()
    coordinator.send(f"{kept}/apply", fingerprint="0" * 64)
    with app.app_context():
        works.pop()()

    assert "This is a PDF." in coordinator.get(refused).get_data(as_text=True)
    assert "Look at it anew." in page(coordinator, kept)
    assert ask(app, "select count(*) from member where staff_code = 'N1'") == [(0,)]


def test_work_aside_runs_in_a_thread_of_its_own(app):
    seen = []
    with app.app_context():
        thread = aside.run_aside(lambda: seen.append(threading.get_ident()))
    thread.join()

    assert len(seen) == 1
    assert seen[0] != threading.get_ident()


def test_paper_shows_all_rows_of_a_kind(coordinator):
    rows = [(f"X{number}", f"Person {number}", "", "Main Street", "field", "") for number in range(120)]
    href = send(coordinator, csv_of(*rows))

    assert page(coordinator, f"{href}/preview").count("<tr>") == 51
    assert page(coordinator, f"{href}/preview?page=3").count("<tr>") == 21
    assert page(coordinator, f"{href}/preview?show=new&paper=yes").count("<tr>") == 121


@pytest.mark.parametrize("who", ["facilitator", "field"])
def test_lists_are_for_those_who_look_after_the_people(world, sign_in, who):
    assert sign_in(world.valley.people[who]).get(HOME).status_code == 404


def test_nobody_of_another_institution_reaches_a_list_or_a_pair(app, world, sign_in, coordinator):
    href = send(coordinator, csv_of(ROW))
    things = {
        "institution": "valley",
        "import_id": href.rsplit("/", 1)[1],
        "member_id": world.valley.people["field"].member_id,
        "other_id": world.valley.people["support"].member_id,
    }
    before = ask(app, "select state, mapping from roster_import")
    reached = []
    for who, person in {**world.harbour.people, "officer": world.officer}.items():
        browser = sign_in(person)
        browser.get("/account")
        for rule in app.url_map.iter_rules():
            if rule.endpoint.partition(".")[0] not in ("roster", "roster_files", "duplicates", "together"):
                continue
            with app.test_request_context():
                path = url_for(rule.endpoint, **{name: things[name] for name in rule.arguments})
            for method in {"GET", "POST"} & (rule.methods or set()):
                sent = browser.send(path) if method == "POST" else browser.get(path)
                if sent.status_code != 404:
                    reached.append(f"{who}: {method} {path} gave {sent.status_code}")
    assert reached == []
    assert ask(app, "select state, mapping from roster_import") == before
