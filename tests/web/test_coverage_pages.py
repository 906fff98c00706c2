"""The coverage pages: what they show, that every way to take it away says the same, and that they stay quick."""

import csv
import io
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import openpyxl
import pytest
from sqlalchemy import event, insert, update

from lms.attempts.models import Attempt, Score
from lms.db.engine import database, transaction
from lms.evidence import service as evidence
from lms.evidence.models import Completion
from lms.http import moment
from lms.institutions import service as institutions
from lms.institutions.models import Member, Tenure

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
COVERAGE = "/institutions/valley/coverage"
MARK = "\ufeff"


class Cells(HTMLParser):
    """The words of each cell of the one table of a page; a time element counts as its machine-readable day."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[list[str]]] = []
        self._in_cell = False
        self._day = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append([])
            self._in_cell = True
        if tag == "time":
            self._day = dict(attrs)["datetime"]

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data):
        words = " ".join(data.replace("\xa0", " ").split())
        if self._in_cell and words:
            self.rows[-1][-1].append(self._day or words)
            self._day = ""


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


@pytest.fixture
def people(app, world, now):
    """One complete, one whose completion ended, one with a name that looks like a formula."""
    field, board = (world.valley.people[tier].member_id for tier in ("field", "board"))
    with app.app_context(), transaction() as write:
        add_completion(write, world, field, date(2026, 3, 1), until=None)
        add_completion(write, world, board, date(2025, 1, 10), until=date(2026, 1, 10))
        institutions.change_member(
            write,
            institution_id=world.valley.id,
            member_id=world.valley.people["support"].member_id,
            staff_code="-7",
            name="=SUM(A1)",
            email="",
            now=now,
        )


def add_completion(write, world, member_id, on, *, until):
    evidence.add_completion(
        write,
        institution_id=world.valley.id,
        member_id=member_id,
        module_id="complaints",
        edition="e",
        language="en",
        source="quiz",
        source_id=f"{member_id}-{on}",
        percent=91,
        completed_at=NOON,
        completed_on=on,
        valid_until=until,
    )


def table_of(response):
    return Cells(response.get_data(as_text=True)).rows


def lines_of(response):
    return list(csv.reader(io.StringIO(response.get_data(as_text=True).removeprefix(MARK))))


def sheet_of(response):
    """The rows of a workbook from its head on, a day as it is written, nothing as nothing."""
    sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
    rows = [[written(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(rows) if all(row))
    return rows[head:]


def written(value):
    if value is None:
        return ""
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def test_the_tiers_show_n_of_m(coordinator, people):
    rows = {row[0][0]: row for row in table_of(coordinator.get(COVERAGE))[1:]}

    assert rows["Field"][1] == ["100 %", "1 of 1"]
    assert rows["Board"][1] == ["0 %", "0 of 1"]
    assert rows["Support"][1] == ["nothing asked"]
    assert rows["Support"][-1] == ["0 %", "0 of 1", "not asked"]
    assert rows["Everybody"][-1] == ["20 %", "1 of 5", "asked of 2"]


def test_a_day_in_the_past_has_the_figures_of_that_day(coordinator, people):
    rows = {row[0][0]: row for row in table_of(coordinator.get(COVERAGE + "?on=2025-06-30"))[1:]}

    assert rows["Board"][-1][:2] == ["100 %", "1 of 1"]
    assert rows["Field"][-1][:2] == ["0 %", "0 of 1"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("on=2026-02-30", "There is no 2026-02-30: February 2026 has 28 days."),
        ("on=2031-03-03", "Coverage can be foreseen up to 2 March 2031, five years from today."),
        ("on=2024-12-31", "the first place that anybody held began on 1 January 2025"),
        ("on=soon", "is not a date we can read"),
        ("branch=999", "There is no such branch in this institution."),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(coordinator, people, asked, sentence):
    response = coordinator.get(f"{COVERAGE}?{asked}")

    assert response.status_code == 422
    assert sentence in response.get_data(as_text=True)
    assert coordinator.get(f"{COVERAGE}/table.csv?{asked}").status_code == 422


def test_people_say_why_they_are_not_complete(coordinator, people):
    rows = {row[0][0]: row for row in table_of(coordinator.get(COVERAGE + "/people?module=complaints"))[1:]}

    assert rows["Field of Valley"][2] == ["Complete", "2026-03-01"]
    assert rows["Board of Valley"][2] == ["Expired", "2025-01-10", "–", "2026-01-09", "Expired on 10 January 2026."]
    assert rows["=SUM(A1)"][2] == ["Not asked"]


def test_filters_narrow_the_people(coordinator, people):
    found = table_of(coordinator.get(COVERAGE + "/people?status=expired"))

    assert [row[0][0] for row in found[1:]] == ["Board of Valley"]


def test_a_name_narrows_the_people_on_the_screen_in_files_and_for_programs_alike(app, world, coordinator, people):
    with app.app_context(), transaction() as write:
        write.execute(
            update(Member).where(Member.id == world.valley.people["field"].member_id).values(name="Aïssatou Diallo")
        )
    asked = "?q=DIALLO+aissatou&module=complaints"

    page = coordinator.get(COVERAGE + "/people" + asked)

    names = [row[0][0] for row in table_of(page)[1:]]
    assert names == ["Aïssatou Diallo"]
    assert "people.xlsx?module=complaints&amp;q=DIALLO+aissatou" in page.get_data(as_text=True)
    assert "named like “DIALLO aissatou”" in page.get_data(as_text=True)
    lines = lines_of(coordinator.get(COVERAGE + "/people.csv" + asked + "&for=machines"))
    assert [line[0] for line in lines[1:]] == names
    assert "Aïssatou Diallo" in str(sheet_of(coordinator.get(COVERAGE + "/people.xlsx" + asked)))
    answer = coordinator.get("/api/v1" + COVERAGE + "/people" + asked).get_json()
    assert ([item["name"] for item in answer["items"]], answer["total"]) == (names, 1)


def test_nobody_in_a_state_is_an_answer(coordinator, people):
    assert "Nobody is in that state" in coordinator.get(COVERAGE + "/people?status=late").get_data(as_text=True)


def test_screen_csv_workbook_and_api_show_the_same_figures(coordinator, people):
    screen = table_of(coordinator.get(COVERAGE))
    lines = lines_of(coordinator.get(COVERAGE + "/table.csv"))
    sheet = sheet_of(coordinator.get(COVERAGE + "/table.xlsx"))
    answer = coordinator.get("/api/v1" + COVERAGE).get_json()

    assert sheet == lines
    for shown, line, told in zip(screen[1:], lines[1:], [*answer["tiers"], answer], strict=True):
        figures = told["everybody"] if told is answer else told["figures"]
        label, members, complete, asked, *cells = line
        assert (shown[0][0], shown[0][1].split()[0]) == (label, members)
        assert shown[1][-1] == (f"{complete} of {asked}" if int(asked) else "nothing asked")
        assert (figures["members"], figures["complete"], figures["asked"]) == (int(members), int(complete), int(asked))
        for place, cell in enumerate(figures["cells"]):
            done, asked_of = cells[2 * place : 2 * place + 2]
            assert shown[2 + place][1] == f"{done} of {members}"
            assert (cell["done"], cell["total"], cell["asked"]) == (int(done), int(members), int(asked_of))


def test_screen_csv_workbook_and_api_show_the_same_people(coordinator, people):
    screen = table_of(coordinator.get(COVERAGE + "/people"))
    lines = lines_of(coordinator.get(COVERAGE + "/people.csv?for=machines"))
    sheet = sheet_of(coordinator.get(COVERAGE + "/people.xlsx"))
    answer = coordinator.get("/api/v1" + COVERAGE + "/people").get_json()

    assert sheet[1:] == lines[1:]
    assert len(screen) == len(lines) == 6
    for shown, line, told in zip(screen[1:], lines[1:], answer["items"], strict=True):
        name, code, branch, tier, *cells = line
        assert shown[:2] == [[name, code], [tier, branch]]
        assert (told["name"], told["staff_code"], told["branch"]) == (name, code, branch)
        for place, module in enumerate(told["modules"]):
            state, completed_on, last_day, why = cells[4 * place : 4 * place + 4]
            days = [completed_on, *(["–", last_day] if last_day else [])] if completed_on else []
            assert shown[2 + place] == [state, *days, *([why] if why else [])]
            assert (module["completed_on"] or "") == completed_on
            assert (module["valid_until"] is None) == (last_day == "")


def test_a_spreadsheet_gets_titles_a_mark_and_no_formulas(coordinator, people):
    response = coordinator.get(COVERAGE + "/people.csv")

    assert response.get_data(as_text=True).startswith(MARK + "Name,Staff code,")
    assert ["'=SUM(A1)", "'-7"] in [line[:2] for line in lines_of(response)]


def test_a_program_gets_keys_no_mark_and_every_text_as_it_is(coordinator, people):
    response = coordinator.get(COVERAGE + "/people.csv?for=machines")

    assert response.get_data(as_text=True).startswith("name,staff_code,branch,tier,")
    assert ["=SUM(A1)", "-7"] in [line[:2] for line in lines_of(response)]


def test_a_workbook_holds_names_as_text_and_days_as_days(coordinator, people):
    book = openpyxl.load_workbook(io.BytesIO(coordinator.get(COVERAGE + "/people.xlsx").data))

    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "s" in {cell.data_type for cell in cells if cell.value == "=SUM(A1)"}
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell for cell in cells if cell.value == datetime(2026, 3, 1)]  # noqa: DTZ001


def test_a_file_is_named_by_institution_report_and_day(coordinator, people):
    for path, name in (
        ("/table.csv?on=2026-02-01", "valley-coverage-2026-02-01.csv"),
        ("/people.xlsx", "valley-people-2026-03-02.xlsx"),
    ):
        assert coordinator.get(COVERAGE + path).headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_link_keeps_what_was_asked_for(coordinator, world, people):
    asked = f"on=2025-06-30&branch={world.valley.branch_id}"

    page = coordinator.get(f"{COVERAGE}?{asked}").get_data(as_text=True).replace("&amp;", "&")

    assert f"{COVERAGE}/people?{asked}&tier=field" in page
    assert f"{COVERAGE}/table.csv?{asked}&for=machines" in page


def test_an_officer_sees_her_network_by_counts_only(world, sign_in, people):
    officer = sign_in(world.officer)

    page = officer.get("/networks/lakes/coverage")

    rows = {row[0][0]: row for row in table_of(page)[1:]}
    assert rows["Valley Microfinance (invented)"][-1] == ["20 %", "1 of 5", "asked of 2"]
    assert rows["All institutions"][-1] == ["10 %", "1 of 10", "asked of 4"]
    assert "Board of Valley" not in page.get_data(as_text=True)
    assert sheet_of(officer.get("/networks/lakes/coverage.xlsx")) == lines_of(
        officer.get("/networks/lakes/coverage.csv")
    )


def test_a_network_can_be_seen_by_tier(world, sign_in, people):
    rows = table_of(sign_in(world.officer).get("/networks/lakes/coverage?tier=field"))

    assert rows[-1][-1] == ["50 %", "1 of 2"]


@pytest.mark.parametrize("who", ["coordinator", "field", "facilitator"])
def test_a_network_is_not_found_by_who_is_no_officer_of_it(world, sign_in, who):
    assert sign_in(world.valley.people[who]).get("/networks/lakes/coverage").status_code == 404


@pytest.mark.parametrize("path", ["", "/people", "/table.csv", "/people.csv", "/people.xlsx"])
def test_an_officer_finds_no_institution_behind_the_counts(world, sign_in, path):
    assert sign_in(world.officer).get(COVERAGE + path).status_code == 404


@pytest.mark.parametrize("path", ["", "/people", "/table.csv", "/people.csv"])
def test_the_number_of_questions_to_the_database_does_not_grow_with_the_members(app, world, coordinator, path):
    few = count_questions(app, coordinator, COVERAGE + path)
    with app.app_context(), transaction() as write:
        add_members(write, world.valley, 200)

    assert count_questions(app, coordinator, COVERAGE + path) == few


def add_members(write, house, count):
    base = {"institution_id": house.id}
    rows = [
        base
        | {"id": 1000 + number, "name": f"Person {number}", "staff_code": f"P{number}"}
        | {"person_key": f"{number:032x}"}
        for number in range(count)
    ]
    write.execute(insert(Member), [row | {"account_id": None, "email": "", "created_at": NOON} for row in rows])
    held = base | {"branch_id": house.branch_id, "tier": "field", "starts_on": date(2025, 1, 1), "ends_on": None}
    write.execute(insert(Tenure), [held | {"member_id": row["id"]} for row in rows])
    done = base | {"module_id": "complaints", "edition": "e", "language": "en", "source": "quiz", "percent": 90}
    done |= {"completed_at": NOON, "completed_on": date(2026, 1, 1), "valid_until": None}
    write.execute(
        insert(Completion), [done | {"member_id": row["id"], "source_id": f"x{row['id']}"} for row in rows[::2]]
    )


def count_questions(app, browser, path):
    asked = []

    def note(*values):
        asked.append(values[2])

    with app.app_context():
        engine = database.engine
    event.listen(engine, "before_cursor_execute", note)
    response = browser.get(path)
    assert response.status_code == 200
    assert response.get_data()
    event.remove(engine, "before_cursor_execute", note)
    return len([one for one in asked if one.startswith("SELECT")])


def test_a_day_to_come_says_that_it_is_one(coordinator, people):
    page = coordinator.get(COVERAGE + "?on=2028-03-02").get_data(as_text=True)

    assert "That day has not come yet." in page
    assert "That day has not come yet." not in coordinator.get(COVERAGE).get_data(as_text=True)


def test_the_branches_stand_side_by_side_and_lead_to_their_people(coordinator, world, people):
    page = coordinator.get(COVERAGE + "/branches")

    rows = {row[0][0]: row for row in table_of(page)[1:]}
    assert rows["Main Street"][-1] == ["20 %", "1 of 5", "asked of 2"]
    assert rows["Market Square"][1] == ["nobody"]
    assert f"{COVERAGE}/people?branch={world.valley.branch_id}&amp;module=complaints" in page.get_data(as_text=True)
    lines = lines_of(coordinator.get(COVERAGE + "/branches.csv"))
    assert sheet_of(coordinator.get(COVERAGE + "/branches.xlsx")) == lines


@pytest.mark.parametrize("path", ["/people", "/people.csv", "/people.csv?for=machines"])
def test_nobody_is_told_what_the_quiz_of_another_was_worth(app, world, coordinator, path, now):
    with app.app_context(), transaction() as write:
        add_attempt(write, world.valley.people["field"].member_id, percent=58)

    said = coordinator.get(COVERAGE + path).get_data(as_text=True)
    member = coordinator.get(f"/institutions/valley/members/{world.valley.people['field'].member_id}")

    assert "Tried, not yet passed: last on 28 February 2026, 80 % needed." in said
    for text in (said, member.get_data(as_text=True), coordinator.get("/api/v1" + COVERAGE + "/people").text):
        # Hashes and tokens hold any two digits, but never as a number by itself.
        assert not re.search(r"(?<![\w.-])58(?![\w-])", text)


def add_attempt(write, member_id, *, percent):
    at = datetime(2026, 2, 28, 12, tzinfo=UTC)
    attempt = {"id": "a", "member_id": member_id, "module_id": "complaints", "edition": "e", "language": "en"}
    attempt |= {"tier": "field", "seed": "s", "form": [], "pass_percent": 80, "started_at": at, "submitted_at": at}
    score = {"attempt_id": "a", "edition": "e", "points_numerator": percent, "points_denominator": 1}
    write.execute(insert(Attempt), [attempt])
    write.execute(insert(Score), [score | {"possible": 100, "is_passed": False, "scored_at": at}])


def test_a_trend_is_drawn_told_in_words_and_stands_in_a_table(coordinator, people):
    page = coordinator.get(COVERAGE + "/trend?since=2025-12-01").get_data(as_text=True)

    assert '<title id="trend-title">Members who have completed all that is asked of them, in percent</title>' in page
    assert "Everybody: from 50 % to 50 %." in page
    assert [row[0][0] for row in Cells(page).rows[1:]] == [
        *("2025-12-07", "2025-12-14", "2025-12-21", "2025-12-28", "2026-01-04", "2026-01-11", "2026-01-18"),
        *("2026-01-25", "2026-02-01", "2026-02-08", "2026-02-15", "2026-02-22", "2026-03-01", "2026-03-02"),
    ]
    assert Cells(page).rows[-1][1:3] == [["50 %", "1 of 2"], ["0 %", "0 of 1"]]


def test_a_trend_of_one_tier_and_one_module_shows_that_beside_everybody(coordinator, people):
    page = coordinator.get(COVERAGE + "/trend?tier=field&module=complaints&every=quarter").get_data(as_text=True)

    assert Cells(page).rows[0] == [["As of"], ["Everybody"], ["Field"]]
    assert Cells(page).rows[-1][1:] == [["20 %", "1 of 5"], ["100 %", "1 of 1"]]
    assert page.count('<g class="line"') == 2


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("until=2026-03-03", "That day has not come yet."),
        ("since=2026-03-02", "Give a day before the last one."),
        ("since=2024-12-31", "the first place that anybody held began on 1 January 2025"),
        ("since=soon", "is not a date we can read"),
        ("every=day", "Choose weeks, months or quarters."),
        ("module=astrology", "Choose a module from the list."),
        ("tier=boss", "Choose one of the five tiers."),
        ("branch=999", "There is no such branch in this institution."),
    ],
)
def test_what_a_trend_cannot_show_is_said_at_its_field(coordinator, asked, sentence):
    response = coordinator.get(f"{COVERAGE}/trend?{asked}")

    assert response.status_code == 422
    assert sentence in response.get_data(as_text=True)
    assert coordinator.get(f"{COVERAGE}/trend.csv?{asked}").status_code == 422


def test_an_institution_may_keep_its_name_from_its_network(world, sign_in, coordinator, people):
    setting = "/institutions/valley/settings/network"
    assert "Lakes Network (invented) sees" in coordinator.get(setting).get_data(as_text=True)

    assert coordinator.send(setting, name="hidden").status_code == 303

    officer = sign_in(world.officer)
    page, lines = officer.get("/networks/lakes/coverage"), lines_of(officer.get("/networks/lakes/coverage.csv"))
    told = officer.get("/api/v1/networks/lakes/coverage").get_json()["institutions"]
    assert [row[0][0] for row in table_of(page)[1:]] == [
        *("Harbour Microfinance (invented)", "Institution A", "All institutions"),
    ]
    assert [(one["institution"], one["name"], one["letter"]) for one in told][1] == ("", "", "A")
    for text in (page.get_data(as_text=True), repr(lines), repr(told)):
        assert "valley" not in text.casefold()


def test_few_people_of_an_anonymous_institution_are_withheld_on_every_way(world, sign_in, coordinator, people):
    coordinator.send("/institutions/valley/settings/network", name="hidden")
    officer = sign_in(world.officer)

    page = officer.get("/networks/lakes/coverage?tier=board")
    lines = lines_of(officer.get("/networks/lakes/coverage.csv?tier=board"))
    told = officer.get("/api/v1/networks/lakes/coverage?tier=board").get_json()

    assert "under 5" in table_of(page)[2][1][0]
    assert "One institution is not in the last line" in page.get_data(as_text=True)
    assert lines[2][1] == "under 5"
    assert not any(lines[2][2:])
    assert sheet_of(officer.get("/networks/lakes/coverage.xlsx?tier=board")) == lines
    assert (told["institutions"][1]["figures"], told["withheld"]) == (None, 1)


@pytest.mark.parametrize("who", ["field", "facilitator"])
def test_what_the_network_sees_is_for_the_coordinator_to_choose(world, sign_in, who):
    client = sign_in(world.valley.people[who])

    assert client.get("/institutions/valley/settings/network").status_code == 404
    assert client.send("/institutions/valley/settings/network", name="hidden").status_code == 404
