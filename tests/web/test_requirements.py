"""Requirements: the grid, the dates before anything is saved, and what saving writes."""

import html
import re

import pytest
from sqlalchemy import text

from lms.db.engine import database
from lms.http import moment

REQUIREMENTS = "/institutions/valley/requirements"
TERMS = {"pass_percent": "75", "valid_months": "24", "due_days": "30", "due_on": ""}
WRONG = re.compile(r'<span class="wrong" id="f-([a-z_]+)-wrong">([^<]+)</span>')


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


def stored(app, house):
    question = (
        "select tier, module_id, pass_percent, valid_months, due_on, due_days from requirement "
        "where institution_id = :id and ends_on is null order by tier, module_id"
    )
    with app.app_context():
        rows = [tuple(row) for row in database.session.execute(text(question), {"id": house.id})]
        database.session.rollback()
    return rows


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def test_the_grid_says_what_is_asked_of_whom(coordinator):
    page = words(coordinator.get(REQUIREMENTS))

    assert "80 % by 1 Apr 2026 for 12 months" in page
    assert "not asked : Support" in page


def test_the_form_begins_with_what_stands(coordinator):
    page = coordinator.get(REQUIREMENTS + "/set?tier=field&module=complaints").get_data(as_text=True)

    assert 'value="2026-04-01"' in page
    assert "Take this requirement away" in page


def test_dates_are_worked_out_before_anything_is_saved(app, world, coordinator):
    before = stored(app, world.valley)

    page = words(coordinator.get(REQUIREMENTS + "/set", query_string={"tier": "field", "module": "complaints"} | TERMS))

    assert "Who joins on Monday 9 March 2026 has until 8 April 2026; is late from 9 April 2026" in page
    assert "is complete until 1 March 2028; may renew from 2 January 2028; is asked anew from 2 March 2028" in page
    assert "Whom it asks on 2 March 2026 1 member" in page
    assert "Late 1" in page
    assert "Late as soon as it holds 1 of 1: Field of Valley" in page
    assert "Not due before 1 April 2026: show the dates" in page
    assert stored(app, world.valley) == before


def test_a_rule_from_a_later_day_holds_from_then_and_is_told_of_as_to_come(app, world, coordinator):
    asked = {"tier": "field", "module": "complaints", "from_on": "2026-05-01"} | TERMS
    assert "Whom it asks on 1 May 2026" in words(coordinator.get(REQUIREMENTS + "/set", query_string=asked))

    assert coordinator.send(REQUIREMENTS + "/set", **asked).status_code == 303

    page = words(coordinator.get(REQUIREMENTS))
    assert "80 % by 1 Apr 2026 for 12 months" in page
    assert "1 May 2026 to come" in page
    cell = words(coordinator.get(REQUIREMENTS + "/set?tier=field&module=complaints"))
    assert "1 Jan 2020 30 Apr 2026" in cell


def test_a_rule_of_one_branch_stands_beside_that_of_all(app, world, coordinator):
    asked = {"tier": "field", "module": "complaints", "branch": world.valley.other_branch_id} | TERMS

    coordinator.send(REQUIREMENTS + "/set", **asked)

    page = words(coordinator.get(REQUIREMENTS))
    assert "80 % by 1 Apr 2026 for 12 months" in page
    assert "1 branch differs" in page
    assert "Market Square 75 %, within 30 days, for 24 months, renewed from 60 days before the end" in page
    form = {"tier": "field", "module": "complaints", "branch": world.valley.other_branch_id}
    coordinator.send(REQUIREMENTS + "/drop", **form)
    assert "branch differs" not in words(coordinator.get(REQUIREMENTS))


def test_days_that_make_people_late_at_once_lead_to_a_date_before_which_nobody_is(app, world, coordinator):
    asked = {"tier": "support", "module": "complaints"} | TERMS
    first = coordinator.get(REQUIREMENTS + "/set", query_string=asked).get_data(as_text=True)
    assert "1 of 1" in first

    [cure] = re.findall(r'href="([^"]+)">Not due before 1 April 2026: show the dates<', first)
    second = words(coordinator.get(html.unescape(cure).partition("#")[0]))

    assert "0 of 1" in second
    assert "Not due before" not in second
    assert "Who joins on Monday 9 March 2026 has until 8 April 2026" in second
    assert "Who joins after that date, on Monday 6 April 2026 has until 6 May 2026" in second
    coordinator.send(REQUIREMENTS + "/set", **asked | {"due_on": "2026-04-01"})
    assert ("support", "complaints", 75, 24, "2026-04-01", 30) in [
        (*row[:4], str(row[4]), row[5]) for row in stored(app, world.valley)
    ]
    assert "75 % within 30 days not before 1 Apr 2026" in words(coordinator.get(REQUIREMENTS))


def test_days_saved_before_without_a_date_are_offered_one_too(coordinator):
    asked = {"tier": "support", "module": "complaints"} | TERMS
    coordinator.send(REQUIREMENTS + "/set", **asked)

    form = coordinator.get(REQUIREMENTS + "/set?tier=support&module=complaints").get_data(as_text=True)
    page = words(coordinator.get(REQUIREMENTS + "/set", query_string=asked))

    assert 'name="due_days" type="text" value="30"' in form
    assert 'name="due_on" type="date" value=""' in form
    assert "0 of 1" in page, "nobody is made late anew"
    assert "Not due before 1 April 2026: show the dates" in page
    with_date = words(coordinator.get(REQUIREMENTS + "/set", query_string=asked | {"due_on": "2026-03-20"}))
    assert "has until 20 March 2026; is late from 21 March 2026" in with_date
    assert "Not due before 1 April" not in with_date


def test_rules_stand_from_board_to_field_and_as_the_curriculum_orders_them(app, world, coordinator):
    modules = [one.id for one in known_modules(app)]
    tiers = ["field", "support", "middle_management", "senior_management", "board"]
    branch = str(world.valley.other_branch_id)
    coordinator.send(REQUIREMENTS + "/set", tier=tiers, module=[modules[3], modules[0]], branch=branch, **TERMS)

    page = words(coordinator.get(REQUIREMENTS))
    page = page[page.index("Branches that are asked something else") :]

    titles = {one.id: one.title for one in known_modules(app)}
    told = [
        page.index(f"{tier} {titles[module]} Market Square")
        for tier in ("Board", "Senior management", "Middle management", "Support", "Field")
        for module in (modules[0], modules[3])
    ]
    assert told == sorted(told)


def test_a_past_day_says_that_it_replaces_what_was_set_for_later(coordinator):
    asked = {"tier": "field", "module": "complaints", "from_on": "2026-01-01"} | TERMS

    assert "This day is past" in words(coordinator.get(REQUIREMENTS + "/set", query_string=asked))


def test_one_save_sets_several_tiers_and_modules(app, world, coordinator):
    modules = [one.id for one in known_modules(app)][:2]

    response = coordinator.send(REQUIREMENTS + "/set", tier=["support", "board"], module=modules, **TERMS)

    assert response.status_code == 303
    found = stored(app, world.valley)
    for tier in ("board", "support"):
        for module_id in modules:
            assert (tier, module_id, 75, 24, None, 30) in found
    assert [row[0] for row in stored(app, world.harbour)] == ["board", "field"]


def known_modules(app):
    with app.app_context():
        return app.extensions["lms"].catalogue.modules


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"pass_percent": ""}, "pass_percent", "whole number from 1 to 100"),
        ({"pass_percent": "101"}, "pass_percent", "whole number from 1 to 100"),
        ({"pass_percent": "eighty"}, "pass_percent", "Give a whole number in digits."),
        ({"valid_months": "0"}, "valid_months", "give a number from 1 to 120"),
        ({"valid_months": "999"}, "valid_months", "give a number from 1 to 120"),
        ({"due_on": "2026-13-01", "due_days": ""}, "due_on", "There is no month 13."),
        ({"due_days": "99999"}, "due_days", "from 0 to 3650"),
        ({"renewal_days": "4000"}, "renewal_days", "from 0 to 3650"),
        ({"from_on": "1999-12-31"}, "from_on", "between 2000-01-01 and 2100-01-01"),
        ({"branch": "99999"}, "branch", "Choose a branch from the list"),
        ({"tier": []}, "tier", "Choose at least one tier."),
        ({"module": ["nonsense"]}, "module", "Choose at least one module."),
    ],
)
def test_a_mistake_is_said_at_its_field_when_looking_and_when_saving(app, world, coordinator, changed, field, sentence):
    asked = {"tier": ["field"], "module": ["complaints"]} | TERMS | changed
    before = stored(app, world.valley)

    for response in (
        coordinator.get(REQUIREMENTS + "/set", query_string=asked),
        coordinator.send(REQUIREMENTS + "/set", **asked),
    ):
        assert response.status_code == 422
        assert sentence in dict(WRONG.findall(response.get_data(as_text=True)))[field]
    assert stored(app, world.valley) == before


def test_a_requirement_can_be_taken_away(app, world, coordinator):
    response = coordinator.send(REQUIREMENTS + "/drop", tier="field", module="complaints")

    assert response.status_code == 303
    assert [row[0] for row in stored(app, world.valley)] == ["board"]
    assert [row[0] for row in stored(app, world.harbour)] == ["board", "field"]


@pytest.mark.parametrize("who", ["field", "facilitator"])
def test_who_is_no_coordinator_finds_no_requirements(world, sign_in, who):
    assert sign_in(world.valley.people[who]).get(REQUIREMENTS).status_code == 404


def test_another_institutions_requirements_are_not_found(coordinator):
    assert coordinator.get("/institutions/harbour/requirements").status_code == 404
    assert (
        coordinator.send("/institutions/harbour/requirements/drop", tier="field", module="complaints").status_code
        == 404
    )
