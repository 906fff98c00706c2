"""Random worlds: the screen (which is what is printed), the CSV, the workbook and the API show what the query says."""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import insert

from lms.accounts.models import Account, Grant
from lms.db.engine import session, transaction
from lms.http import moment
from lms.http.holdings import holdings_of
from lms.reports.coverage import CoverageQuery, read_branch_coverage, read_coverage
from lms.reports.network_coverage import NetworkQuery, read_network_coverage
from lms.reports.trend import TrendQuery, read_trend
from lms.tables import METADATA
from tests.lms.histories import MOMENT, days, histories, load
from tests.web.test_coverage_pages import lines_of, sheet_of, table_of
from tests.worlds import Person

# A world takes a second to make, so a failing one is not made smaller.
SOME = settings(max_examples=3, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate))
HERE = "/institutions/house-1/coverage"
SEER = Person(1, 0, "seer@example.org")


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


@pytest.fixture
def world_of(app):
    """Put one history in place of what is there, with somebody who may see all of it."""

    def make(history):
        with app.app_context(), transaction() as write:
            for table in reversed(METADATA.sorted_tables):
                if not table.name.startswith("ledger"):
                    write.execute(table.delete())
            load(write, history)
            account = {"id": SEER.account_id, "email": SEER.email, "name": "Seer", "created_at": MOMENT}
            write.execute(insert(Account), [account | {"password_hash": "x", "language": "en", "zone": "UTC"}])
            grants = (("coordinator", 1, None), ("network_officer", None, 1))
            write.execute(
                insert(Grant),
                [
                    {
                        "account_id": 1,
                        "role": role,
                        "institution_id": house,
                        "network_id": network,
                        "granted_at": MOMENT,
                    }
                    for role, house, network in grants
                ],
            )

    return make


def asked_of(app, read):
    with app.app_context():
        return read(session(), tuple(module.id for module in holdings_of(app).catalogue.modules))


def figures_of(row):
    return [row.members, row.complete, row.asked, *(number for cell in row.cells for number in (cell.done, cell.asked))]


def figures_told(row):
    cells = [number for cell in row["cells"] for number in (cell["done"], cell["asked"])]
    return [row["members"], row["complete"], row["asked"], *cells]


def figures_shown(row):
    """What the cells of a line of a page say; how many a module is asked of is said only where it is not all."""
    label, complete, *cells = row
    members = int(label[-1].split()[0])
    done_all = [int(word) for word in complete[-1].split(" of ")] if " of " in complete[-1] else [0, 0]
    found = [members, *done_all]
    for cell in cells:
        if not members:
            found += [0, 0]
            continue
        said = cell[-1]
        asked = 0 if said == "not asked" else int(said.split()[-1]) if said.startswith("asked of") else members
        found += [int(cell[1].split(" of ")[0]), asked]
    return found


def assert_all_say(browser, path, as_of, expected, *, labels=1):
    """Compare what the page and the files of an address show with the figures, line by line."""
    screen = table_of(browser.get(f"{path}?on={as_of}"))[1:]
    lines = lines_of(browser.get(f"{path}{'/table' if path == HERE else ''}.csv?on={as_of}"))
    assert sheet_of(browser.get(f"{path}{'/table' if path == HERE else ''}.xlsx?on={as_of}")) == lines
    assert [[int(value) for value in line[labels:]] for line in lines[1:]] == expected
    # A page of nobody says so in a sentence.
    assert [figures_shown(row) for row in screen] == (expected if screen else [])
    assert screen or not any(map(any, expected))


@SOME
@given(history=histories(), on=days)
def test_tiers_and_branches_are_the_same_everywhere(app, sign_in, world_of, history, on: date):
    world_of(history)
    browser = sign_in(SEER)
    tiers = asked_of(app, lambda s, modules: read_coverage(s, CoverageQuery(1, modules, on)))
    branches = asked_of(app, lambda s, modules: read_branch_coverage(s, CoverageQuery(1, modules, on)))
    answer = browser.get(f"/api/v1{HERE}?as_of={on}")
    if answer.status_code == 422:  # a day before anybody held a place
        assert tiers.everybody.members == 0
        assert browser.get(f"{HERE}?on={on}").status_code == 422
        return

    by_tier = [figures_of(row) for row in (*(one.figures for one in tiers.tiers), tiers.everybody)]
    assert_all_say(browser, HERE, on, by_tier)
    told = answer.get_json()
    assert [figures_told(row) for row in (*(one["figures"] for one in told["tiers"]), told["everybody"])] == by_tier

    by_branch = [figures_of(row) for row in (*(one.figures for one in branches.branches), branches.everybody)]
    assert_all_say(browser, f"{HERE}/branches", on, by_branch)
    told = browser.get(f"/api/v1{HERE}/branches?as_of={on}").get_json()
    assert [
        figures_told(row) for row in (*(one["figures"] for one in told["branches"]), told["everybody"])
    ] == by_branch


@SOME
@given(history=histories(), on=days)
def test_a_network_is_the_same_everywhere(app, sign_in, world_of, history, on: date):
    world_of(history)
    browser = sign_in(SEER)
    found = asked_of(app, lambda s, modules: read_network_coverage(s, NetworkQuery(1, modules, on)))
    answer = browser.get(f"/api/v1/networks/net/coverage?as_of={on}")
    if answer.status_code == 422:
        assert found.everybody.members == 0
        return

    expected = [figures_of(row) for row in (*(one.figures for one in found.institutions), found.everybody)]
    assert_all_say(browser, "/networks/net/coverage", on, expected, labels=2)
    told = answer.get_json()
    assert [
        figures_told(row) for row in (*(one["figures"] for one in told["institutions"]), told["everybody"])
    ] == expected


@SOME
@given(history=histories())
def test_a_trend_is_the_same_everywhere(app, sign_in, world_of, history):
    world_of(history)
    browser = sign_in(SEER)
    asked = "since=2025-06-01&until=2025-12-15"
    answer = browser.get(f"/api/v1{HERE}/trend?{asked}")
    if answer.status_code == 422:  # nobody held a place as early
        assert browser.get(f"{HERE}/trend?{asked}").status_code == 422
        return
    on = tuple(date.fromisoformat(point["as_of"]) for point in answer.get_json()["points"])
    found = asked_of(app, lambda s, modules: read_trend(s, TrendQuery(1, modules, on)))

    expected = [[figures_of(row) for row in (*point.tiers.values(), point.everybody)] for point in found.points]
    told = answer.get_json()["points"]
    assert [
        [figures_told(row) for row in (*(one["figures"] for one in point["tiers"]), point["everybody"])]
        for point in told
    ] == expected
    lines = lines_of(browser.get(f"{HERE}/trend.csv?{asked}"))
    assert sheet_of(browser.get(f"{HERE}/trend.xlsx?{asked}")) == lines
    assert [[int(value) for value in line[2:]] for line in lines[1:]] == [row for point in expected for row in point]
    screen = table_of(browser.get(f"{HERE}/trend?{asked}"))[1:]
    for shown, point in zip(screen, found.points, strict=True):
        rows = (point.everybody, *point.tiers.values())
        said = [f"{row.complete} of {row.asked}" if row.asked else "nobody to count" for row in rows]
        assert [cell[-1] for cell in shown[1:]] == said
