"""Inviting many by a program: the page's workflow, told who was written to and who was passed over, once a day."""

from datetime import timedelta

import pytest

from lms.db.engine import transaction
from lms.http import moment
from lms.workflows.add_member import NewMember, add_member
from tests.api.conftest import ask

VALLEY = "/institutions/valley"
HERE = f"{VALLEY}/invitations"


@pytest.fixture
def clock(monkeypatch, now):
    """A clock that stands still, and where it stands."""
    held = [now]
    monkeypatch.setattr(moment, "read_clock", lambda: held[0])
    return held


@pytest.fixture
def people(app, world, now, clock):
    """Two in two branches with an address and no login, one without an address, one who begins later."""
    with app.app_context(), transaction() as write:
        return {
            code: add_member(
                write,
                institution_id=world.valley.id,
                new=NewMember(code, f"Person {code}", email, "field", branch_id, starts_on),
                now=now,
            ).id
            for code, email, branch_id, starts_on in (
                ("N1", "nadia@valley.example", world.valley.branch_id, now.date()),
                ("N2", "omar@valley.example", world.valley.other_branch_id, now.date()),
                ("N3", "", world.valley.branch_id, now.date()),
                ("N4", "later@valley.example", world.valley.branch_id, now.date() + timedelta(days=40)),
            )
        }


def test_each_is_told_of_and_said_again_on_the_same_day_nobody_is_written_to(app, coordinator, people):
    body = {"members": list(people.values())}

    first = coordinator.post(HERE, body)
    second = coordinator.post(HERE, body)

    assert {one["staff_code"]: one["outcome"] for one in first["sent"]} == {"N1": "sent", "N2": "sent"}
    assert {one["staff_code"]: one["outcome"] for one in first["passed_over"]} == {
        "N3": "no_address",
        "N4": "not_here",
    }
    assert second["sent"] == []
    assert {one["staff_code"]: one["outcome"] for one in second["passed_over"]} == {
        "N1": "written_to_today",
        "N2": "written_to_today",
        "N3": "no_address",
        "N4": "not_here",
    }
    assert all(one["why"] for one in second["passed_over"])
    assert ask(app, "select to_address from outbox_message order by id") == [
        "nadia@valley.example",
        "omar@valley.example",
    ]
    assert "/links/" not in str(first)


def test_on_the_next_day_a_letter_goes_only_where_it_is_asked_for_again(app, coordinator, people, clock):
    coordinator.post(HERE, {"branch": None})
    clock[0] += timedelta(days=1)

    assert coordinator.post(HERE)["sent"] == [], "their links still work"
    again = coordinator.post(HERE, {"again": True})

    assert {"N1", "N2"} <= {one["staff_code"] for one in again["sent"]}
    clock[0] += timedelta(days=15)
    assert {"N1", "N2"} <= {one["staff_code"] for one in coordinator.post(HERE)["sent"]}, "their links ran out"


def test_the_list_says_who_holds_a_link(coordinator, people, world):
    coordinator.post(HERE, {"members": [people["N1"]]})

    found = coordinator.get(f"{HERE}?branch={world.valley.other_branch_id}")

    assert [(one["staff_code"], one["invited_at"], one["holds_link"]) for one in found["items"]] == [
        ("N2", None, False)
    ]
    rows = {one["staff_code"]: one["holds_link"] for one in coordinator.get(HERE)["items"]}
    assert rows["N1"] is True
    assert rows["N2"] is False


def test_a_person_of_another_institution_stops_it_before_anybody_is_written_to(app, coordinator, people, world):
    stranger = world.harbour.people["field"].member_id

    coordinator.post(HERE, {"members": [people["N1"], stranger]}, 404)

    assert ask(app, "select count(*) from outbox_message") == [0]


@pytest.mark.parametrize("body", [{"members": []}, {"members": ["x"]}, {"branch": 99999}, {"who": "all"}])
def test_what_cannot_be_is_refused(coordinator, people, body):
    coordinator.post(HERE, body, 422)


@pytest.mark.parametrize("who", ["field", "middle_management", "facilitator"])
def test_only_who_may_edit_people_invites(program, world, clock, who):
    somebody = program(world.valley.people[who])

    somebody.get(HERE, 404)
    somebody.post(HERE, {}, 404)
