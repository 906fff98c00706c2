"""An institution by its coordinator's program: figures, people, requirements, kits; and nobody else's."""

import io
import zipfile
from uuid import uuid4

import pytest

from tests.api.conftest import ask

VALLEY = "/institutions/valley"


def test_coverage_counts_and_tiers_add_up_to_everybody(coordinator):
    found = coordinator.get(f"{VALLEY}/coverage?as_of=2026-03-02")

    assert (found["institution"], found["as_of"], found["branch"]) == ("valley", "2026-03-02", None)
    assert found["everybody"]["members"] == sum(row["figures"]["members"] for row in found["tiers"]) == 5
    assert {row["tier"]: row["modules_asked"] for row in found["tiers"] if row["modules_asked"]} == {
        "field": 1,
        "board": 1,
    }


@pytest.mark.parametrize(
    ("as_of", "sentence"),
    [
        ("2024-12-31", "the first place that anybody held began on 1 January 2025"),
        ("2100-01-01", "five years from today"),
    ],
)
def test_a_day_of_which_nothing_is_known_is_refused_rather_than_counted_as_nobody(coordinator, as_of, sentence):
    for path in ("coverage", "coverage/branches", "coverage/people"):
        assert sentence in coordinator.get(f"{VALLEY}/{path}?as_of={as_of}", 422)["errors"]["as_of"]
    assert coordinator.get(f"{VALLEY}/coverage?as_of=2025-01-01")["everybody"]["members"] == 5


def test_a_trend_tells_each_day_what_coverage_tells_of_it(coordinator):
    trend = coordinator.get(f"{VALLEY}/coverage/trend?since=2025-12-01&until=2026-03-01&every=month")

    assert [point["as_of"] for point in trend["points"]] == ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-01"]
    for point in trend["points"]:
        told = coordinator.get(f"{VALLEY}/coverage?as_of={point['as_of']}")
        assert point["everybody"] == told["everybody"]
        assert [(one["tier"], one["figures"]) for one in point["tiers"]] == [
            (one["tier"], one["figures"]) for one in told["tiers"]
        ]


def test_a_program_keeps_the_name_of_an_institution_from_its_network(coordinator):
    path = f"{VALLEY}/settings/network"
    assert coordinator.get(path) == {"network": "Lakes Network (invented)", "is_anonymous": False}

    assert coordinator.ask("PUT", path, 200, json={"is_anonymous": True})["is_anonymous"] is True
    assert set(coordinator.ask("PUT", path, 422, json={"is_anonymous": "maybe"})["errors"]) == {"is_anonymous"}


def test_a_branch_that_is_not_ours_is_refused_rather_than_counted_as_nobody(coordinator, world):
    assert coordinator.get(f"{VALLEY}/coverage?branch={world.valley.branch_id}")["everybody"]["members"] == 5
    for path in ("coverage", "coverage/people", "members"):
        said = coordinator.get(f"{VALLEY}/{path}?branch={world.harbour.branch_id}", 422)
        assert set(said["errors"]) == {"branch"}


def test_the_people_come_in_pages_by_name_with_where_each_stands(coordinator):
    first = coordinator.get(f"{VALLEY}/coverage/people?as_of=2026-03-02&size=2")
    pages = [first, *(coordinator.get(f"{VALLEY}/coverage/people?as_of=2026-03-02&size=2&page={n}") for n in (2, 3))]

    names = [row["name"] for page in pages for row in page["items"]]
    assert names == sorted(names)
    assert len(names) == 5
    assert (first["page"], first["pages"], first["total"]) == (1, 3, 5)
    late = coordinator.get(f"{VALLEY}/coverage/people?as_of=2026-05-01&module=complaints&status=late")
    assert [row["tier"] for row in late["items"]] == ["board", "field"]
    assert late["items"][0]["modules"][0]["due_on"] == "2026-04-01"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("as_of=yesterday", "as_of"),
        ("as_of=2026-02-30", "as_of"),
        ("as_of=0001-01-01", "as_of"),
        ("as_of=", "as_of"),
        ("tier=boss", "tier"),
        ("status=happy", "status"),
        ("module=astrology", "module"),
        ("branch=0", "branch"),
        ("branch=9999999999999999999999", "branch"),
        ("as_off=2026-01-01", "as_off"),
        ("tier=%00", "tier"),
    ],
)
def test_what_cannot_be_asked_is_named(coordinator, query, field):
    assert set(coordinator.get(f"{VALLEY}/coverage/people?{query}", 422)["errors"]) == {field}


def test_a_person_comes_moves_leaves_and_comes_again(coordinator, world):
    new = {
        "staff_code": "V900",
        "name": "Nadia New",
        "tier": "field",
        "branch_id": world.valley.branch_id,
        "starts_on": "2026-01-01",
    }
    nadia = coordinator.post(f"{VALLEY}/members", new, 201)
    here = f"{VALLEY}/members/{nadia['id']}"
    coordinator.ask("PATCH", here, 200, json={"name": "Nadia Newman"})
    move = {"tier": "middle_management", "branch_id": world.valley.other_branch_id, "on": "2026-02-01"}
    coordinator.post(f"{here}/tenures", move, 201)
    coordinator.post(f"{here}/departure", {"on": "2026-03-01"})
    back = {"tier": "field", "branch_id": world.valley.branch_id, "on": "2026-04-01"}
    coordinator.post(f"{here}/tenures", back, 201)

    found = coordinator.get(here)

    assert (found["name"], found["staff_code"], found["login"]) == ("Nadia Newman", "V900", "none")
    assert [(one["tier"], one["starts_on"], one["ends_on"]) for one in found["tenures"]] == [
        ("field", "2026-01-01", "2026-02-01"),
        ("middle_management", "2026-02-01", "2026-03-01"),
        ("field", "2026-04-01", None),
    ]
    on_the_day = coordinator.get(f"{VALLEY}/members?as_of=2026-03-15&presence=here")
    assert nadia["id"] not in {row["id"] for row in on_the_day["items"]}


def test_a_branch_is_added_and_renamed_and_its_name_is_its_own(coordinator, world):
    made = coordinator.post(f"{VALLEY}/branches", {"name": "Hill  Top"}, 201)
    assert made["name"] == "Hill Top"
    taken = coordinator.post(f"{VALLEY}/branches", {"name": "Hill Top"}, 422)
    renamed = coordinator.ask("PUT", f"{VALLEY}/branches/{made['id']}", 200, json={"name": "Hilltop"})

    assert set(taken["errors"]) == {"name"}
    assert renamed in coordinator.get(f"{VALLEY}/branches")["branches"]
    theirs = f"{VALLEY}/branches/{world.harbour.branch_id}"
    coordinator.ask("PUT", theirs, 404, json={"name": "Mine now"})


def test_the_list_of_members_is_searched_by_name_code_and_address(coordinator):
    for words, tiers in (("BOARD of", ["board"]), ("v005", ["field"]), ("field@valley", ["field"]), ("zebra", [])):
        found = coordinator.get(f"{VALLEY}/members?q={words}&as_of=2026-03-02")
        assert [row["tier"] for row in found["items"]] == tiers
    assert set(coordinator.get(f"{VALLEY}/members?q=%00", 422)["errors"]) == {"q"}


def test_a_change_that_names_nothing_changes_nothing(coordinator, world):
    here = f"{VALLEY}/members/{world.valley.people['field'].member_id}"
    before = coordinator.get(here)

    assert coordinator.ask("PATCH", here, 200, json={}) == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"staff_code": "V001"}, "staff_code"),
        ({"staff_code": " "}, "staff_code"),
        ({"email": "nobody"}, "email"),
        ({"tier": "boss"}, "tier"),
        ({"branch_id": 999_999}, "branch_id"),
        ({"language": "xx"}, "language"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"salary": 1}, "salary"),
    ],
)
def test_a_person_who_cannot_be_added_is_told_by_the_field_and_nothing_is_written(
    app, coordinator, world, change, field
):
    new = {
        "staff_code": "V901",
        "name": "Omar Other",
        "tier": "field",
        "branch_id": world.valley.branch_id,
        "starts_on": "2026-01-01",
    }
    before = ask(app, "select count(*) from member")

    said = coordinator.post(f"{VALLEY}/members", {**new, **change}, 422)

    assert set(said["errors"]) == {field}
    assert ask(app, "select count(*) from member") == before


def test_an_invitation_posts_one_letter_and_never_shows_its_link(app, coordinator, world):
    new = {
        "staff_code": "V902",
        "name": "Ines Invited",
        "email": "ines@valley.example",
        "tier": "field",
        "branch_id": world.valley.branch_id,
        "starts_on": "2026-01-01",
    }
    ines = coordinator.post(f"{VALLEY}/members", new, 201)

    invited = coordinator.post(f"{VALLEY}/members/{ines['id']}/invitation", status=202)

    assert invited["login"] == "invited"
    letters = ask(app, "select body from outbox_message")
    assert len(letters) == 1
    assert "/links/" in letters[0]
    assert "/links/" not in str(invited)


def test_requirements_are_set_read_and_dropped(coordinator):
    here = f"{VALLEY}/requirements/support/complaints"
    coordinator.get(here, 404)
    rule = {"pass_percent": 70, "valid_months": None, "due_on": None, "due_days": 45, "track": "full"}

    put = coordinator.ask("PUT", here, 200, json=rule)

    held = {"branch": None, "renewal_days": 60, "from_on": put["from_on"], "ends_on": None}
    assert put == coordinator.get(here) == {**rule, **held, "tier": "support", "module": "complaints"}
    assert put in coordinator.get(f"{VALLEY}/requirements")["requirements"]
    coordinator.ask("DELETE", here, 204)
    coordinator.ask("DELETE", here, 204)
    coordinator.get(here, 404)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"pass_percent": 101}, "pass_percent"), ({"due_on": "2026-05-01", "due_days": -3}, "due_days")],
)
def test_a_requirement_that_cannot_be_is_named(coordinator, change, field):
    said = coordinator.ask("PUT", f"{VALLEY}/requirements/field/complaints", 422, json={"pass_percent": 80, **change})

    assert set(said["errors"]) == {field}


def test_a_requirement_is_for_a_tier_and_a_module_that_exist(coordinator):
    coordinator.ask("PUT", f"{VALLEY}/requirements/boss/complaints", 404, json={"pass_percent": 80})
    coordinator.ask("PUT", f"{VALLEY}/requirements/field/astrology", 404, json={"pass_percent": 80})


def test_a_running_order_sums_to_its_minutes_and_keeps_nothing(app, coordinator):
    body = {"module": "complaints", "mode": "webinar", "tier": "field", "minutes": 60}

    plan = coordinator.post("/kit-plans", body)

    assert sum(step["minutes"] for step in plan["steps"]) == plan["minutes"] == 60
    assert ask(app, "select count(*) from kit") == [0]
    assert set(coordinator.post("/kit-plans", {**body, "minutes": 20}, 422)["errors"]) == {"minutes"}
    assert set(coordinator.post("/kit-plans", {**body, "module": "astrology"}, 422)["errors"]) == {"module"}


def test_a_kit_is_asked_for_fetched_and_dropped(world, program):
    facilitator = program(world.valley.people["facilitator"])
    body = {
        "module": "complaints",
        "mode": "in_person",
        "tier": "field",
        "minutes": 90,
        "starts_at": "2026-04-14T09:00:00+03:00",
    }
    made = facilitator.post(f"{VALLEY}/kits", body, 201)
    here = f"{VALLEY}/kits/{made['kit']['id']}"
    assert (made["kit"]["starts_at"], made["kit"]["zone"]) == ("2026-04-14T06:00:00+00:00", "Africa/Nairobi")
    assert facilitator.get(here) == made
    assert facilitator.get(f"{VALLEY}/kits")["items"] == [made["kit"]]

    sent = facilitator.raw("GET", f"{here}/file")

    assert (sent.status_code, sent.mimetype) == (200, "application/zip")
    assert zipfile.ZipFile(io.BytesIO(sent.data)).testzip() is None
    sent.close()
    facilitator.ask("DELETE", here, 204)
    facilitator.get(here, 404)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_at": "2026-04-14T09:00:00"}, "starts_at"),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, "starts_at"),
        ({"starts_at": "9999-12-31T23:59:59-14:00"}, "starts_at"),
        ({"zone": "Atlantis/Poseidon"}, "zone"),
        ({"mode": "by_post"}, "mode"),
    ],
)
def test_a_kit_that_cannot_be_is_named(coordinator, change, field):
    body = {"module": "complaints", "mode": "webinar", "tier": "field", "minutes": 60, **change}

    assert set(coordinator.post(f"{VALLEY}/kits", body, 422)["errors"]) == {field}


def test_a_network_is_counted_by_its_officer_alone(world, program, coordinator):
    officer = program(world.officer)

    found = officer.get("/networks/lakes/coverage?as_of=2026-03-02")

    assert [row["institution"] for row in found["institutions"]] == ["harbour", "valley"]
    assert found["everybody"]["members"] == 10
    officer.get("/networks/oceans/coverage", 404)
    coordinator.get("/networks/lakes/coverage", 404)


def test_another_institution_is_not_found_by_any_route(world, program):
    stranger, facilitator = (program(house) for house in (world.harbour.people["coordinator"], world.officer))
    member = world.valley.people["field"].member_id
    paths = [
        "coverage",
        "coverage/people",
        "branches",
        "members",
        f"members/{member}",
        "requirements",
        "requirements/field/complaints",
        "kits",
        f"kits/{uuid4()}",
    ]
    for path in paths:
        stranger.get(f"{VALLEY}/{path}", 404)
    for path in ("coverage/people", "members", f"members/{member}"):
        facilitator.get(f"{VALLEY}/{path}", 404)
    stranger.get(f"/institutions/harbour/members/{member}", 404)
    move = {"tier": "board", "branch_id": world.harbour.branch_id, "on": "2026-02-01"}
    stranger.post(f"/institutions/harbour/members/{member}/tenures", move, 404)
    stranger.post(f"/institutions/harbour/members/{member}/departure", {"on": "2026-02-01"}, 404)
    stranger.post(f"/institutions/harbour/members/{member}/invitation", status=404)
    stranger.ask("PATCH", f"/institutions/harbour/members/{member}", 404, json={"name": "Mine"})


def test_a_member_sees_no_list_of_colleagues(learner):
    for path in ("coverage", "coverage/people", "members", "requirements", "kits"):
        learner.get(f"{VALLEY}/{path}", 404)
