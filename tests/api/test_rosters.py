"""Lists of people by the API: rows or a file in, a plan to look at, applied once; doubles proposed and merged."""

import io

import pytest
from sqlalchemy import text

from lms.db.engine import database
from lms.errors import Invalid
from lms.http import roster_work
from tests.api.conftest import ask
from webinar_kits.errors import KitError
from webinar_kits.sheet_reader import read_spreadsheet

HOME = "/institutions/valley/roster-imports"
ROW = {
    "staff_code": "N1", "name": "Wanjiru Odhiambo", "branch": "Main Street", "tier": "loan officer",
    "since": "2026-02-01",
}  # fmt: skip


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    def read(_, data, *, name, **__):
        try:
            return read_spreadsheet(data, name=name)
        except KitError as error:
            raise Invalid({error.field: error.text}) from None

    monkeypatch.setattr(roster_work, "read_upload", read)


def send(program, *rows):
    return program.post(HOME, {"rows": list(rows)}, 201)


def test_rows_are_looked_at_and_applied_once(app, coordinator):
    made = send(coordinator, ROW, {"staff_code": "V005", "tier": "branch manager", "since": "2026-03-01"})
    path = f"{HOME}/{made['id']}"
    changes = coordinator.get(f"{path}/changes")
    before = ask(app, "select count(*) from member where staff_code = 'N1'")
    body = {"fingerprint": made["plan"]["fingerprint"]}

    done = coordinator.post(f"{path}/application", body)
    again = coordinator.post(f"{path}/application", body)

    assert (made["state"], made["plan"]["changes"], before) == ("read", 2, [0])
    assert [one["changes"] for one in changes["items"]] == [["new"], ["tier"]]
    assert changes["items"][1]["differences"][0] == {"field": "tier", "old": "field", "new": "middle_management"}
    assert (done["state"], done["summary"]["new"], done["summary"]["tier"]) == ("applied", 1, 1)
    assert again == done
    assert ask(app, "select count(*) from member where staff_code = 'N1'") == [1]


def test_a_file_comes_as_a_form(coordinator):
    data = "Code;Name;Agence;Fonction\nN1;Zoé;Main Street;Caissière\n".encode("cp1252")

    made = coordinator.ask("POST", HOME, 201, data={"file": (io.BytesIO(data), "staff.csv")})

    assert (made["file_name"], made["plan"]["counts"]["new"]) == ("staff.csv", 1)
    assert {one["field"] for one in made["columns"]} == {"staff_code", "name", "branch", "tier"}


def test_a_file_that_is_no_list_and_a_body_without_rows_are_refused(coordinator):
    pdf = coordinator.ask("POST", HOME, 422, data={"file": (io.BytesIO(b"%PDF-1.7"), "staff.pdf")})
    none = coordinator.post(HOME, {}, 422)
    form = coordinator.ask("POST", HOME, 422, data={"other": (io.BytesIO(b"x"), "x")})

    assert "This is a PDF." in pdf["errors"]["file"]
    assert set(none["errors"]) == set(form["errors"]) == {"rows"}
    coordinator.ask("POST", "/institutions/valley/branches", 415, data={"name": (io.BytesIO(b"x"), "x")})


def test_what_a_list_asks_is_answered_bit_by_bit(coordinator):
    made = send(coordinator, ROW | {"branch": "Lake Side", "tier": "Astronaut", "since": "03/02/2026"})
    path = f"{HOME}/{made['id']}"

    asked = coordinator.ask("PATCH", path, 200, json={"tiers": {"Astronaut": "field"}})
    planned = coordinator.ask("PATCH", path, 200, json={"orders": {"since": "mdy"}})
    refused = coordinator.post(f"{path}/application", {"fingerprint": planned["plan"]["fingerprint"]}, 422)
    ready = coordinator.ask("PATCH", path, 200, json={"branches": ["lake side"]})

    assert (made["plan"], [one["field"] for one in made["date_questions"]]) == (None, ["since"])
    assert [one["tier"] for one in made["tier_words"]] == [None]
    assert asked["tier_words"] == []
    assert planned["plan"]["faults"] == [{"kind": "branch", "number": 1}]
    assert set(refused["errors"]) == {"faults_are_left_out"}
    assert coordinator.get(f"{path}/changes")["items"][0]["differences"][-1]["new"] == "2026-03-02"
    assert (ready["plan"]["hindrances"], ready["plan"]["new_branches"][0]["is_wanted"]) == ({}, True)


def test_faults_are_listed_with_their_cure(coordinator):
    made = send(coordinator, *(ROW | {"staff_code": f"N{number}", "email": "nobody"} for number in range(3)))

    found = coordinator.get(f"{HOME}/{made['id']}/faults?size=2")

    assert (found["total"], len(found["items"])) == (3, 2)
    assert found["items"][0]["cell"] == "C2"


def test_a_plan_that_is_no_longer_true_is_refused(coordinator):
    made = send(coordinator, {"staff_code": "V005", "name": "New Name"})
    member = next(
        one for one in coordinator.get("/institutions/valley/members")["items"] if one["staff_code"] == "V005"
    )
    coordinator.ask("PATCH", f"/institutions/valley/members/{member['id']}", 200, json={"name": "Another Name"})

    body = {"fingerprint": made["plan"]["fingerprint"]}
    problem = coordinator.post(f"{HOME}/{made['id']}/application", body, 409)

    assert "changed since" in problem["detail"]


def test_a_list_is_dropped_and_the_others_are_listed(coordinator):
    first, second = send(coordinator, ROW), send(coordinator, ROW)
    coordinator.ask("DELETE", f"{HOME}/{first['id']}", 204)

    states = {one["id"]: one["state"] for one in coordinator.get(HOME)["items"]}

    assert states == {first["id"]: "dropped", second["id"]: "read"}
    assert coordinator.get(f"{HOME}/{first['id']}")["plan"] is None
    coordinator.get(f"{HOME}/{first['id']}/changes", 404)


def test_the_roster_fetched_and_sent_back_changes_nothing(coordinator):
    response = coordinator.raw("GET", "/institutions/valley/roster.csv")

    made = coordinator.ask("POST", HOME, 201, data={"file": (io.BytesIO(response.data), "roster.csv")})

    assert (made["plan"]["changes"], made["plan"]["counts"]["unchanged"], made["plan"]["faults"]) == (0, 5, [])


def test_doubles_are_proposed_and_merged_or_told_apart(app, world, coordinator):
    made = send(coordinator, ROW, ROW | {"staff_code": "N2", "name": "Odhiambo Wanjiru"})
    coordinator.post(f"{HOME}/{made['id']}/application", {"fingerprint": made["plan"]["fingerprint"]})
    pair = next(one for one in coordinator.get("/institutions/valley/duplicates")["items"] if "order" in one["reasons"])
    one, other = pair["first"]["id"], pair["second"]["id"]
    path = f"/institutions/valley/members/{one}"

    coordinator.ask("POST", f"{path}/distinction", 204, json={"other": other})
    pairs = coordinator.get("/institutions/valley/duplicates")["items"]
    merged = coordinator.post(f"{path}/merger", {"other": other})
    coordinator.post(f"{path}/merger", {"other": other}, 409)

    assert {one, other} not in [{found["first"]["id"], found["second"]["id"]} for found in pairs]
    assert (merged["id"], merged["merged"], len(merged["tenures"])) == (one, other, 1)
    with app.app_context():
        found = database.session.execute(text("select merged_into_id from member where id = :id"), {"id": other})
        assert found.scalar_one() == one


@pytest.mark.parametrize("who", ["harbour", "officer", "field"])
def test_another_institutions_coordinator_finds_no_list(world, program, coordinator, who):
    made = send(coordinator, ROW)
    people = {"harbour": world.harbour.people["coordinator"], "officer": world.officer}
    stranger = program(people.get(who) or world.valley.people["field"])

    stranger.get(f"{HOME}/{made['id']}", 404)
    stranger.post(HOME, {"rows": [ROW]}, 404)
    assert stranger.raw("GET", "/institutions/valley/roster.csv").status_code == 404


def test_a_branch_is_joined_to_another_and_its_name_means_that_one(coordinator, world):
    path = f"/institutions/valley/branches/{world.valley.branch_id}/joining"

    plan = coordinator.get(f"{path}?into={world.valley.other_branch_id}")
    coordinator.get(path, 422)
    coordinator.post(path, {"into": world.valley.other_branch_id, "fingerprint": "0" * 64}, 409)
    done = coordinator.post(path, {"into": world.valley.other_branch_id, "fingerprint": plan["fingerprint"]}, 200)
    made = send(coordinator, ROW)

    assert (plan["closed"], plan["kept"], plan["now"], plan["ever"]) == ("Main Street", "Market Square", 5, 5)
    assert done == plan
    assert [one["name"] for one in coordinator.get("/institutions/valley/branches")["branches"]] == ["Market Square"]
    assert (made["plan"]["new_branches"], made["plan"]["counts"]["new"]) == ([], 1)


def test_a_name_that_is_nearly_a_branch_is_said_to_be_that_one(coordinator):
    made = send(coordinator, ROW | {"branch": "Main Street Branch"})

    (asked,) = made["plan"]["new_branches"]
    told = coordinator.ask(
        "PATCH", f"{HOME}/{made['id']}", 200, json={"same_branches": {"Main Street Branch": "Main Street"}}
    )

    assert (asked["similar"], asked["is_wanted"], asked["taken_as"]) == ("Main Street", False, "")
    assert told["plan"]["new_branches"][0]["taken_as"] == "Main Street"
    assert (told["plan"]["hindrances"], told["plan"]["changes"]) == ({}, 1)
