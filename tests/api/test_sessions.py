"""The API of training sessions and their registers."""

from uuid import uuid4

import pytest

from tests.api.conftest import ask

SESSIONS = "/institutions/valley/sessions"


def body(**more):
    return {
        "id": str(uuid4()),
        "module": "complaints",
        "mode": "in_person",
        "starts_at": "2026-03-02T09:30:00+03:00",
        "minutes": 90,
        **more,
    }


@pytest.fixture
def facilitator(world, program):
    return program(world.valley.people["facilitator"])


@pytest.fixture
def session(facilitator):
    return f"{SESSIONS}/{facilitator.post(SESSIONS, body(), 201)['id']}"


def test_a_session_is_planned_once_changed_and_cancelled(facilitator):
    asked = body()
    made = facilitator.post(SESSIONS, asked, 201)
    assert facilitator.post(SESSIONS, asked, 200) == made
    assert (made["minimum_minutes"], made["zone"], made["state"]) == (72, "Africa/Nairobi", "open")
    here = f"{SESSIONS}/{made['id']}"

    changed = facilitator.ask("PUT", here, 200, json={**asked, "minutes": 60, "minimum_minutes": 30})
    assert (changed["minutes"], changed["minimum_minutes"]) == (60, 30)
    assert facilitator.ask("DELETE", here, 200)["state"] == "cancelled"
    facilitator.ask("PUT", here, 409, json=asked)
    assert [one["id"] for one in facilitator.get(f"{SESSIONS}?state=cancelled")["items"]] == [made["id"]]


def test_a_register_is_kept_corrected_and_said_twice_is_once(app, world, facilitator, session):
    key = world.valley.people["field"].member_id
    lines = {"lines": [{"member_id": key, "minutes": 85, "test_percent": 90}]}
    for _sent in range(2):
        kept = facilitator.ask("PATCH", f"{session}/register", 200, json=lines)
    assert [(one["outcome"], one["source"]) for one in kept["lines"]] == [("complete", "api")]
    assert ask(app, "select count(*) from completion") == [1]

    lines["lines"][0]["minutes"] = 10
    kept = facilitator.ask("PATCH", f"{session}/register", 200, json=lines)

    assert [one["outcome"] for one in kept["lines"]] == ["too_little"]
    assert ask(app, "select count(*) from completion where valid_until > completed_on") == [0]
    assert kept == facilitator.get(f"{session}/register")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ({"minutes": 91}, 422),
        ({"minutes": -1}, 422),
        ({"test_percent": 101}, 422),
        ({"member_id": 2_000_000_000}, 422),
        ({"member_id": 0}, 422),
    ],
)
def test_a_line_that_cannot_be_leaves_the_whole_register_as_it_was(app, world, facilitator, session, line, status):
    good = {"member_id": world.valley.people["board"].member_id, "minutes": 90}
    wrong = {"member_id": world.valley.people["field"].member_id, "minutes": 90, **line}

    facilitator.ask("PATCH", f"{session}/register", status, json={"lines": [good, wrong]})

    assert ask(app, "select count(*) from attendance") == [0]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"minutes": 601}, "minutes"),
        ({"minimum_minutes": 91}, "minimum_minutes"),
        ({"starts_at": "2026-03-02T09:30:00"}, "starts_at"),
        ({"zone": "Atlantis/Poseidon"}, "zone"),
        ({"mode": "by_post"}, "mode"),
        ({"id": "one"}, "id"),
    ],
)
def test_a_session_that_cannot_be_is_named(facilitator, change, field):
    assert set(facilitator.post(SESSIONS, body(**change), 422)["errors"]) == {field}


def test_sessions_of_another_institution_are_not_found(world, program, session):
    for person in (world.harbour.people["facilitator"], world.valley.people["field"], world.officer):
        stranger = program(person)
        for path in (SESSIONS, session, f"{session}/register"):
            stranger.get(path, 404)
        stranger.get(session.replace("valley", "harbour"), 404)
        stranger.ask("DELETE", session, 404)
        stranger.ask("PATCH", f"{session}/register", 404, json={"lines": [{"member_id": 1, "minutes": 1}]})


def test_a_member_of_another_institution_cannot_be_ticked(world, facilitator, session):
    theirs = world.harbour.people["field"].member_id

    facilitator.ask("PATCH", f"{session}/register", 422, json={"lines": [{"member_id": theirs, "minutes": 90}]})
