"""The people of an institution: found, added, changed, moved, gone and back; every mistake said at its field."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, insert, text

from lms.db.engine import database, transaction
from lms.http import moment
from lms.institutions.models import Member, Tenure

MEMBERS = "/institutions/valley/members"
NEW = {
    "name": "Wanjiru Odhiambo",
    "staff_code": "V100",
    "email": "wanjiru@valley.example",
    "tier": "field",
    "starts_on": "2026-02-01",
}
WRONG = re.compile(r'<span class="wrong" id="f-([a-z_]+)-wrong">([^<]+)</span>')
SHOWN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


@pytest.fixture
def new(world):
    return NEW | {"branch_id": str(world.valley.branch_id)}


@pytest.fixture
def field(world):
    return f"{MEMBERS}/{world.valley.people['field'].member_id}"


def page_after(browser, response):
    assert response.status_code == 303, response.get_data(as_text=True)
    return browser.get(response.headers["Location"]).get_data(as_text=True)


def faults(response):
    assert response.status_code == 422
    return dict(WRONG.findall(response.get_data(as_text=True)))


def ask(app, question, **values):
    with app.app_context():
        found = [tuple(row) for row in database.session.execute(text(question), values)]
        database.session.rollback()
    return found


def tenures(app, member_href):
    question = "select tier, branch_id, starts_on, ends_on from tenure where member_id = :id order by starts_on"
    rows = ask(app, question, id=int(member_href.rsplit("/", 1)[1]))
    return [(tier, branch, str(starts), str(ends) if ends else None) for tier, branch, starts, ends in rows]


def test_the_list_shows_who_stands_where(coordinator):
    page = coordinator.get(MEMBERS).get_data(as_text=True)

    assert "Field of Valley" in page
    assert "Field of Harbour" not in page


@pytest.mark.parametrize("asked", ["q=field", "q=FIELD%40valley", "q=V005", "tier=field"])
def test_a_search_finds_by_name_code_address_and_tier(coordinator, asked):
    page = coordinator.get(f"{MEMBERS}?{asked}").get_data(as_text=True)

    assert "Field of Valley" in page
    assert "Board of Valley" not in page


@pytest.mark.parametrize("asked", ["q=%25", "q=_____________________________________", "presence=gone", "q=nobody"])
def test_a_search_that_finds_nobody_says_so(coordinator, asked):
    assert "Nobody found" in coordinator.get(f"{MEMBERS}?{asked}").get_data(as_text=True)


def test_a_member_is_added_with_her_first_place_and_invited(app, world, coordinator, new):
    page = page_after(coordinator, coordinator.send(MEMBERS, **new, invite="yes"))

    assert "Wanjiru Odhiambo is added." in page
    assert "invited" in page
    assert ask(app, "select to_address from outbox_message") == [("wanjiru@valley.example",)]
    found = ask(app, "select id from member where staff_code = 'V100'")
    assert tenures(app, f"/{found[0][0]}") == [("field", world.valley.branch_id, "2026-02-01", None)]


def test_without_the_tick_nobody_is_written_to(app, coordinator, new):
    page_after(coordinator, coordinator.send(MEMBERS, **new))

    assert ask(app, "select to_address from outbox_message") == []


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": " "}, "name", "Write the name as it should stand on a certificate."),
        ({"staff_code": ""}, "staff_code", "Write the code that your institution knows her by"),
        ({"staff_code": "V001"}, "staff_code", "The staff code V001 belongs to someone else here."),
        ({"email": "not an address"}, "email", "This is not an e-mail address."),
        ({"email": "field@valley.example"}, "email", "belongs to Field of Valley"),
        ({"tier": "boss"}, "tier", "Choose one of the five tiers."),
        ({"branch_id": ""}, "branch_id", "Choose a branch from the list."),
        ({"branch_id": "999999"}, "branch_id", "There is no such branch in this institution."),
        ({"starts_on": "2026-02-30"}, "starts_on", "There is no 2026-02-30: February 2026 has 28 days."),
        ({"starts_on": ""}, "starts_on", "Give a day as year-month-day"),
        ({"email": "", "invite": "yes"}, "email", "has no e-mail address"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_written(app, coordinator, new, changed, field, sentence):
    before = ask(app, "select count(*) from member")

    response = coordinator.send(MEMBERS, **(new | changed))

    assert sentence in faults(response)[field]
    assert f'href="#f-{field}"' in response.get_data(as_text=True)
    assert ask(app, "select count(*) from member") == before


def test_what_was_typed_is_still_there_after_a_mistake(coordinator, new):
    page = coordinator.send(MEMBERS, **(new | {"tier": ""})).get_data(as_text=True)

    for typed in ("Wanjiru Odhiambo", "V100", "wanjiru@valley.example", "2026-02-01"):
        assert f'value="{typed}"' in page


def test_another_institutions_branch_is_no_branch_here(world, coordinator, new):
    response = coordinator.send(MEMBERS, **(new | {"branch_id": str(world.harbour.branch_id)}))

    assert "no such branch" in faults(response)["branch_id"]


def test_all_faults_are_said_at_once(coordinator):
    assert set(faults(coordinator.send(MEMBERS))) == {"name", "staff_code", "tier", "branch_id", "starts_on"}


def test_a_member_shows_her_places_and_why_she_is_not_complete(coordinator, field):
    page = coordinator.get(field).get_data(as_text=True)

    assert "Not begun." in page
    assert "1 Jan 2025" in page
    assert "can sign in" in page or "invited" in page


def test_name_code_and_address_can_be_changed(coordinator, field):
    changed = {"name": "Field Renamed", "staff_code": "V555", "email": ""}

    page = page_after(coordinator, coordinator.send(field + "/edit", **changed))

    assert "Field Renamed is changed." in page
    assert "V555" in page


def test_a_second_name_and_a_language_can_be_given_and_found_and_taken_away(coordinator, field):
    who = {"name": "Field of Valley", "staff_code": "V005", "email": ""}

    page = page_after(coordinator, coordinator.send(field + "/edit", **who, name_other="حقل الوادي", language="ar"))
    assert "<bdi>حقل الوادي</bdi>" in page
    assert "<bdi>العربية</bdi>" in page
    assert "Field of Valley" in coordinator.get(f"{MEMBERS}?q=حقل").get_data(as_text=True)

    wrong = coordinator.send(field + "/edit", **who, name_other="حقل", language="xx")
    assert "Choose one of en, fr, es, ru, ar, pt" in faults(wrong)["language"]

    page = page_after(coordinator, coordinator.send(field + "/edit", **who, name_other="", language=""))
    assert "حقل" not in page
    assert "العربية" not in page


@pytest.mark.parametrize("typed", ["мария", "МАРИЯ", "chloe", "Traoré Chloé", "т-001", "traore маРИЯ"])
def test_people_are_found_whatever_capitals_accents_and_order_are_typed(coordinator, field, typed):
    who = {"name": "Chloé Traoré", "name_other": "Мария Траоре", "staff_code": "Т-001", "email": "", "language": ""}
    coordinator.send(field + "/edit", **who)

    page = coordinator.get(MEMBERS, query_string={"q": typed}).get_data(as_text=True)

    assert "Chloé Traoré" in page
    assert "1 person" in page


def test_a_change_keeps_an_address_that_is_her_own(coordinator, field):
    same = {"name": "Field of Valley", "staff_code": "V005", "email": "field@valley.example"}

    page_after(coordinator, coordinator.send(field + "/edit", **same))


def test_a_code_of_someone_else_is_refused_on_change(coordinator, field):
    response = coordinator.send(field + "/edit", name="X", staff_code="V001", email="")

    assert "belongs to someone else" in faults(response)["staff_code"]


def test_a_move_closes_one_place_and_opens_the_next(app, world, coordinator, field):
    here, there = world.valley.branch_id, world.valley.other_branch_id

    page = page_after(
        coordinator, coordinator.send(field + "/move", tier="support", branch_id=str(there), on="2026-02-01")
    )

    assert "is moved" in page
    assert tenures(app, field) == [
        ("field", here, "2025-01-01", "2026-02-01"),
        ("support", there, "2026-02-01", None),
    ]


def test_a_move_to_where_she_is_changes_nothing(coordinator, world, field):
    response = coordinator.send(field + "/move", tier="field", branch_id=str(world.valley.branch_id), on="2026-02-01")

    assert "Nothing changes" in faults(response)["tier"]


def test_a_move_on_a_day_without_a_place_says_so(coordinator, world, field):
    response = coordinator.send(field + "/move", tier="support", branch_id=str(world.valley.branch_id), on="2024-01-01")

    assert "No place covers 1 January 2024" in faults(response)["on"]


def test_leaving_is_confirmed_before_it_is_recorded(app, coordinator, field):
    asked = coordinator.get(field + "/leave?on=2026-03-01").get_data(as_text=True)

    assert "Her last day is 28 February 2026." in asked
    assert tenures(app, field)[0][3] is None

    page = page_after(coordinator, coordinator.send(field + "/leave", on="2026-03-01"))
    assert "Has no place here today" in page
    assert tenures(app, field)[0][3] == "2026-03-01"


@pytest.mark.parametrize("on", ["2026-02-31", "", "yesterday"])
def test_a_day_of_leaving_that_does_not_exist_is_said_before_anything_else(coordinator, field, on):
    response = coordinator.get(f"{field}/leave?on={on}")

    assert "on" in faults(response)


def test_leaving_before_she_came_is_refused(coordinator, field):
    response = coordinator.send(field + "/leave", on="2024-06-01")

    assert response.status_code == 422
    assert 'id="f-on-wrong"' in response.get_data(as_text=True)


def test_who_left_can_come_back(app, coordinator, world, field):
    coordinator.send(field + "/leave", on="2026-01-01")

    page = page_after(
        coordinator,
        coordinator.send(
            field + "/rejoin", tier="support", branch_id=str(world.valley.branch_id), starts_on="2026-02-01"
        ),
    )

    assert "has a place again" in page
    assert [row[0] for row in tenures(app, field)] == ["field", "support"]


def test_places_that_overlap_are_refused_in_words(coordinator, world, field):
    response = coordinator.send(
        field + "/rejoin", tier="support", branch_id=str(world.valley.branch_id), starts_on="2026-02-01"
    )

    assert "overlaps another one" in faults(response)["starts_on"]


def test_an_invitation_needs_an_address(coordinator, field):
    coordinator.send(field + "/edit", name="Field of Valley", staff_code="V005", email="")

    assert "has no e-mail address" in page_after(coordinator, coordinator.send(field + "/invite"))


def test_an_invitation_is_sent_again_on_request(app, coordinator, field):
    assert "on its way" in page_after(coordinator, coordinator.send(field + "/invite"))
    assert ask(app, "select to_address from outbox_message") == [("field@valley.example",)]


@pytest.mark.parametrize("path", ["", "/edit", "/move", "/leave", "/rejoin"])
def test_another_institutions_people_are_not_found(world, coordinator, path):
    other = world.harbour.people["field"].member_id

    assert coordinator.get(f"{MEMBERS}/{other}{path}").status_code == 404
    assert coordinator.get(f"/institutions/harbour/members/{other}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/edit", "/move", "/leave", "/rejoin", "/invite"])
def test_another_institutions_people_cannot_be_changed(app, world, coordinator, path):
    other = world.harbour.people["field"].member_id
    fields = {"tier": "board", "branch_id": str(world.valley.branch_id), "on": "2026-02-01", "starts_on": "2026-02-01"}

    response = coordinator.send(f"{MEMBERS}/{other}{path}", **fields, name="X", staff_code="X1", email="")

    assert response.status_code == 404
    assert tenures(app, f"/{other}") == [("field", world.harbour.branch_id, "2025-01-01", None)]


@pytest.mark.parametrize("who", ["field", "facilitator"])
def test_who_is_no_coordinator_finds_no_people(world, sign_in, who):
    assert sign_in(world.valley.people[who]).get(MEMBERS).status_code == 404


def test_a_branch_is_added_and_renamed(coordinator, world):
    branches = "/institutions/valley/branches"

    assert "The branch Harbour Road is added." in page_after(
        coordinator, coordinator.send(branches, branch="Harbour Road")
    )
    renamed = coordinator.send(f"{branches}/{world.valley.branch_id}", branch="High Street")
    assert "The branch is called High Street now." in page_after(coordinator, renamed)


@pytest.mark.parametrize("name", ["", "Main Street", "x" * 201])
def test_a_branch_without_a_name_of_its_own_is_refused(coordinator, name):
    assert "branch" in faults(coordinator.send("/institutions/valley/branches", branch=name))


def test_renaming_to_a_taken_name_is_said_at_that_branch(coordinator, world):
    response = coordinator.send(f"/institutions/valley/branches/{world.valley.branch_id}", branch="Market Square")

    assert response.status_code == 422
    assert f'id="f-branch-{world.valley.branch_id}-wrong"' in response.get_data(as_text=True)


def test_another_institutions_branch_is_not_renamed(coordinator, world):
    assert (
        coordinator.send(f"/institutions/valley/branches/{world.harbour.branch_id}", branch="Mine").status_code == 404
    )


@pytest.mark.parametrize("path", ["", "?tier=field&q=person"])
def test_the_number_of_questions_does_not_grow_with_the_members(app, world, coordinator, path):
    few = count_questions(app, coordinator, MEMBERS + path)
    add_members(app, world.valley, 200)

    assert count_questions(app, coordinator, MEMBERS + path) == few


def add_members(app, house, count):
    base = {"institution_id": house.id}
    rows = [
        base | {"id": 1000 + number, "name": f"Person {number}", "staff_code": f"P{number}", "person_key": f"{number}"}
        for number in range(count)
    ]
    held = base | {"branch_id": house.branch_id, "tier": "field", "starts_on": date(2025, 1, 1), "ends_on": None}
    with app.app_context(), transaction() as write:
        write.execute(insert(Member), [row | {"account_id": None, "email": "", "created_at": SHOWN} for row in rows])
        write.execute(insert(Tenure), [held | {"member_id": row["id"]} for row in rows])


def count_questions(app, browser, path):
    asked = []

    def note(*values):
        asked.append(values[2])

    with app.app_context():
        engine = database.engine
    event.listen(engine, "before_cursor_execute", note)
    assert browser.get(path).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len([one for one in asked if one.startswith("SELECT")])
