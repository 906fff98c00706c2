"""The API of the board: a meeting director by director, and the resolution with its file."""

import io
from uuid import uuid4

import pytest
from pypdf import PdfWriter

from lms.db.engine import transaction
from tests.api.conftest import ask
from tests.lms.boards_and_sessions import director

VALLEY = "/institutions/valley"
MEETINGS = f"{VALLEY}/board/meetings"


@pytest.fixture
def amina(app, world, now):
    with app.app_context(), transaction() as write:
        return director(write, world.valley, "D-1", "Amina Board", from_on=now.date().replace(year=2025), now=now)


def body(**more):
    return {"id": str(uuid4()), "held_on": "2026-03-02", "modules": ["introduction", "complaints"], **more}


@pytest.fixture
def meeting(coordinator, amina):
    return f"{MEETINGS}/{coordinator.post(MEETINGS, body(), 201)['id']}"


def test_a_meeting_is_opened_attested_and_closed_each_sent_twice(app, coordinator, amina, meeting):
    for _sent in range(2):
        seated = coordinator.ask("PUT", f"{meeting}/roll/{amina}", 200, json={"is_present": True, "has_attested": True})
    assert [(one["name"], one["is_present"]) for one in seated["roll"]] == [
        ("Amina Board", True),
        ("Board of Valley", False),
    ]

    for _sent in range(2):
        closed = coordinator.post(f"{meeting}/closing")

    assert closed["closed_at"]
    assert ask(app, "select member_id from completion") == [amina, amina]
    listed = coordinator.get(MEETINGS)["meetings"]
    assert [(one["present"], one["attested"]) for one in listed] == [(1, 1)]
    assert [one["is_commitment"] for one in listed[0]["modules"]] == [True, False]


def test_a_meeting_is_opened_once_and_taken_away_while_it_is_open(coordinator, amina):
    asked = body()
    first = coordinator.post(MEETINGS, asked, 201)
    assert coordinator.post(MEETINGS, asked, 200) == first

    coordinator.ask("DELETE", f"{MEETINGS}/{first['id']}", 204)

    coordinator.get(f"{MEETINGS}/{first['id']}", 404)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"modules": []}, "modules"),
        ({"held_on": "2999-01-01"}, "held_on"),
        ({"held_on": "soon"}, "held_on"),
        ({"id": "one"}, "id"),
        ({"salary": 1}, "salary"),
    ],
)
def test_a_meeting_that_cannot_be_is_named(coordinator, amina, change, field):
    assert set(coordinator.post(MEETINGS, body(**change), 422)["errors"]) == {field}


def test_only_directors_have_a_seat_and_only_those_present_attest(world, coordinator, amina, meeting):
    staff = world.valley.people["field"].member_id

    coordinator.ask("PUT", f"{meeting}/roll/{staff}", 409, json={"is_present": True})
    seat = {"is_present": False, "has_attested": True}
    assert coordinator.ask("PUT", f"{meeting}/roll/{amina}", 200, json=seat)["roll"][0]["attested_at"] is None
    coordinator.post(f"{meeting}/closing", status=409)


def pdf(pages):
    held, writer = io.BytesIO(), PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    writer.write(held)
    return held.getvalue()


def send(program, content, status, key="", **query):
    path = f"{VALLEY}/board/endorsements/{key or uuid4()}/file"
    asked = {"number": "2026/14", "resolved_on": "2026-03-02", **query}
    return program.ask("PUT", path, status, query_string=asked, data=content, content_type="application/pdf")


def test_a_resolution_is_recorded_fetched_and_withdrawn(coordinator):
    content = pdf(3)
    made = send(coordinator, content, 200)
    here = f"{VALLEY}/board/endorsements/{made['id']}"

    assert coordinator.raw("GET", f"{here}/file").data == content
    assert coordinator.get(f"{VALLEY}/board/endorsements")["endorsements"] == [made]
    assert coordinator.ask("DELETE", here, 200)["withdrawn_on"]
    assert coordinator.get(here)["withdrawn_on"]


def test_a_file_that_is_not_a_resolution_is_refused(coordinator):
    assert "this file has 40" in send(coordinator, pdf(40), 422)["errors"]["file"]
    assert "empty" in send(coordinator, b"", 422)["errors"]["file"]
    assert set(send(coordinator, pdf(1), 422, place="perhaps")["errors"]) == {"place"}
    assert coordinator.get(f"{VALLEY}/board/endorsements")["endorsements"] == []


def test_who_has_committed_herself_is_listed(coordinator):
    found = coordinator.get(f"{VALLEY}/commitments?state=missing&size=2")

    assert (found["given"], found["here"], found["total"], len(found["items"])) == (0, 5, 5, 2)
    assert set(coordinator.get(f"{VALLEY}/commitments?module=complaints", 422)["errors"]) == {"module"}


def test_nobody_else_finds_the_board_by_any_route(world, program, coordinator, meeting, amina):
    kept = send(coordinator, pdf(1), 200)["id"]
    own = [meeting.removeprefix(f"{VALLEY}/"), f"board/endorsements/{kept}", f"board/endorsements/{kept}/file"]
    neighbour, *others = (
        program(person)
        for person in (world.harbour.people["coordinator"], world.valley.people["facilitator"], world.officer)
    )
    for stranger in (neighbour, *others):
        for path in (*own, "board/meetings", "board/endorsements", "commitments"):
            stranger.get(f"{VALLEY}/{path}", 404)
        stranger.ask("PUT", f"{meeting}/roll/{amina}", 404, json={"is_present": True})
        stranger.ask("DELETE", f"{VALLEY}/board/endorsements/{kept}", 404)
    for path in own:
        neighbour.get(f"/institutions/harbour/{path}", 404)
