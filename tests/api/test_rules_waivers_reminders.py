"""Rules with their days and branches, waivers and reminders by a program; and nobody else's."""

import uuid
from datetime import date, timedelta

import pytest

from lms.http import moment

VALLEY = "/institutions/valley"
CELL = f"{VALLEY}/requirements/support/pricing"
TERMS = {"pass_percent": 75, "valid_months": 12, "due_days": 30}
PLAN = {"is_on": True, "days_before": 7, "every_days": 7, "escalate_days": 14, "digest_weekday": 6, "hour": 8}


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


@pytest.fixture
def coordinator(world, program):
    return program(world.valley.people["coordinator"])


def waiver(world, **changed):
    usual = {
        "id": str(uuid.uuid4()),
        "member_id": world.valley.people["field"].member_id,
        "module": "complaints",
        "reason": "Same course seen in May",
        "approver": "Joseph Okello",
        "last_day": "2027-02-28",
    }
    return usual | changed


def test_a_rule_has_its_days_and_its_history(coordinator):
    coordinator.ask("PUT", CELL, 200, json=TERMS | {"from_on": "2026-01-01", "renewal_days": 30})
    put = coordinator.ask("PUT", CELL, 200, json=TERMS | {"pass_percent": 90, "from_on": "2026-04-01"})

    assert (put["from_on"], put["ends_on"], put["pass_percent"]) == ("2026-04-01", None, 90)
    today = coordinator.get(CELL)
    assert (today["pass_percent"], today["renewal_days"], today["ends_on"]) == (75, 30, "2026-04-01")
    assert coordinator.get(f"{CELL}?as_of=2026-04-01") == put
    coordinator.get(f"{CELL}?as_of=2025-12-31", 404)
    history = coordinator.get(f"{VALLEY}/requirements/history?tier=support&module=pricing")["requirements"]
    assert history == [put, today]


def test_a_branch_has_a_rule_of_its_own_until_it_is_dropped(coordinator, world):
    branch = world.valley.branch_id
    coordinator.ask("PUT", CELL, 200, json=TERMS)
    coordinator.ask("PUT", CELL, 200, json=TERMS | {"branch": branch, "pass_percent": 95})

    assert coordinator.get(f"{CELL}?branch={branch}")["pass_percent"] == 95
    assert coordinator.get(CELL)["pass_percent"] == 75
    coordinator.ask("DELETE", f"{CELL}?branch={branch}", 204)
    coordinator.get(f"{CELL}?branch={branch}", 404)
    assert coordinator.get(CELL)["pass_percent"] == 75


def test_the_branch_of_another_institution_is_refused(coordinator, world):
    theirs = {"branch": world.harbour.branch_id}

    assert "branch" in coordinator.ask("PUT", CELL, 422, json=TERMS | theirs)["errors"]
    assert "branch" in coordinator.post(f"{CELL}/worked-dates", TERMS | theirs, 422)["errors"]
    coordinator.ask("DELETE", f"{CELL}?branch={world.harbour.branch_id}", 422)


def test_a_rule_is_dropped_from_a_day_on(coordinator):
    coordinator.ask("PUT", CELL, 200, json=TERMS | {"from_on": "2026-01-01"})

    coordinator.ask("DELETE", f"{CELL}?from_on=2026-05-01", 204)

    assert coordinator.get(CELL)["ends_on"] == "2026-05-01"
    coordinator.get(f"{CELL}?as_of=2026-05-01", 404)


def test_worked_dates_write_nothing(coordinator):
    found = coordinator.post(f"{CELL}/worked-dates", TERMS)

    newcomer = next(one for one in found["examples"] if one["case"] == "newcomer")
    assert (newcomer["day"], newcomer["due_on"], newcomer["late_from"]) == ("2026-03-09", "2026-04-08", "2026-04-09")
    assert found["effect"] == {
        "as_of": "2026-03-02",
        "members": 1,
        "complete": 0,
        "renew": 0,
        "due": 0,
        "late": 1,
        "expired": 0,
        "late_at_once": 1,
        "late_names": ["Support of Valley"],
        "keeps_own": 0,
    }
    coordinator.get(CELL, 404)


def test_with_a_date_before_which_nothing_is_due_nobody_is_late_at_once(coordinator):
    both = TERMS | {"due_on": "2026-04-01"}

    found = coordinator.post(f"{CELL}/worked-dates", both)

    days = {one["case"]: (one["day"], one["due_on"]) for one in found["examples"]}
    assert days["here"][1] == "2026-04-01"
    assert days["newcomer"] == ("2026-03-09", "2026-04-08")
    assert days["after_the_day"] == ("2026-04-06", "2026-05-06")
    assert (found["effect"]["due"], found["effect"]["late_at_once"]) == (1, 0)
    put = coordinator.ask("PUT", CELL, 200, json=both)
    assert (put["due_on"], put["due_days"]) == ("2026-04-01", 30)


def test_a_waiver_is_granted_once_read_and_withdrawn(coordinator, world, learner):
    body = waiver(world)
    made = coordinator.post(f"{VALLEY}/waivers", body, 201)

    assert coordinator.post(f"{VALLEY}/waivers", body, 201) == made
    assert (made["state"], made["approver"], made["last_day"]) == ("counts", "Joseph Okello", "2027-02-28")
    assert coordinator.get(f"{VALLEY}/waivers/{body['id']}") == made
    assert coordinator.get(f"{VALLEY}/waivers?state=counts")["items"] == [made]
    row = next(one for one in learner.get("/me/training")["modules"] if one["module"] == "complaints")
    assert (row["standing"], row["waived_by"], row["certificate"]) == ("complete", "Joseph Okello", None)

    ended = coordinator.post(f"{VALLEY}/waivers/{body['id']}/withdrawal", {"reason": "By mistake"})
    assert (ended["state"], ended["withdrawn_on"]) == ("withdrawn", "2026-03-02")
    coordinator.post(f"{VALLEY}/waivers/{body['id']}/withdrawal", {"reason": "By mistake"}, 409)


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"reason": ""}, 422, "reason"),
        ({"approver": "Field of Valley"}, 422, "approver"),
        ({"id": "x"}, 422, "id"),
        ({"last_day": "2020-01-01"}, 422, "until"),
        ({"module": "astrology"}, 404, ""),
        ({"member_id": 99999}, 404, ""),
    ],
)
def test_a_waiver_that_cannot_be_is_named(coordinator, world, changed, status, field):
    said = coordinator.post(f"{VALLEY}/waivers", waiver(world, **changed), status)

    assert not field or field in said["errors"]
    assert coordinator.get(f"{VALLEY}/waivers")["total"] == 0


def test_a_plan_is_set_tried_out_and_its_letters_are_listed(coordinator, monkeypatch, now):
    assert coordinator.get(f"{VALLEY}/reminders")["is_on"] is False
    assert coordinator.ask("PUT", f"{VALLEY}/reminders", 200, json=PLAN) == PLAN
    assert coordinator.get(f"{VALLEY}/reminders") == PLAN
    monkeypatch.setattr(moment, "read_clock", lambda: now + timedelta(days=24))

    found = coordinator.get(f"{VALLEY}/reminders/preview")

    assert [one["to"] for one in found["letters"]] == ["board@valley.example", "field@valley.example"]
    assert found["letters"][0]["items"] == [{"module": "complaints", "deadline": "2026-04-01"}]
    assert date.fromisoformat(found["as_of"]) == date(2026, 3, 26)
    assert coordinator.get(f"{VALLEY}/reminders/log")["total"] == 0


@pytest.mark.parametrize("changed", [{"hour": 24}, {"days_before": -1}, {"is_on": "maybe"}, {"every_days": None}])
def test_a_plan_that_cannot_be_is_named(coordinator, changed):
    said = coordinator.ask("PUT", f"{VALLEY}/reminders", 422, json=PLAN | changed)

    assert set(said["errors"]) == set(changed)


@pytest.mark.parametrize("path", ["waivers", "reminders", "reminders/preview", "reminders/log", "requirements/history"])
@pytest.mark.parametrize("who", ["field", "facilitator", "middle_management"])
def test_who_is_no_coordinator_finds_nothing(world, program, path, who):
    program(world.valley.people[who]).get(f"{VALLEY}/{path}", 404)
    program(world.harbour.people["coordinator"]).get(f"{VALLEY}/{path}", 404)
