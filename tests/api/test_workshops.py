"""Workshops for programs: opened, joined, their people and teams, the case, the board."""

import pytest
from sqlalchemy import text

from lms.db.engine import database, transaction
from tests.workshops import open_hall


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now)


def test_a_program_opens_a_workshop_and_others_join_by_its_code(program, world):
    officer, field = program(world.officer), program(world.valley.people["field"])
    body = {"title": "March", "network": "lakes", "case": "sandrel", "mode": "webinar", "starts_on": "2026-03-02"}
    made = officer.post("/workshops", body, status=201)

    assert (made["role"], made["zone"]) == ("trainer", "UTC")
    joined = field.post("/workshops/join", {"code": made["code"].lower()})
    assert (joined["id"], joined["role"], joined["code"]) == (made["id"], "trainee", "")
    assert [one["id"] for one in field.get("/workshops")["items"]] == [made["id"]]
    sittings = field.get(f"/workshops/{made['id']}/agenda")["sittings"]
    assert [one["starts_at"][:10] for one in sittings] == ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"]


def test_a_program_holds_a_workshop_in_less_time_and_changes_it(program, world):
    officer = program(world.officer)
    body = {"title": "March", "network": "lakes", "case": "sandrel", "mode": "webinar", "starts_on": "2031-03-02"}
    made = officer.post("/workshops", {**body, "lengths": [150, 120, 140], "begins": "14:00"}, status=201)
    agenda = f"/workshops/{made['id']}/agenda"

    def lengths(shown):
        return [sum(item["minutes"] for item in one["items"]) for one in shown["sittings"]]

    assert lengths(officer.get(agenda)) == [150, 120, 140]
    dates = ["2031-03-03", "2031-03-05", "2031-03-20"]
    changed = officer.ask("PUT", agenda, 200, json={"lengths": [120, 120, 120], "dates": dates})
    assert lengths(changed) == [120, 120, 120]
    assert [one["starts_at"][:16] for one in changed["sittings"]] == [f"{day}T14:00" for day in dates]
    clocks = officer.ask("PUT", agenda, 200, json={"begins": "09:00, 14:00, 16:30"})
    assert [one["starts_at"][11:16] for one in clocks["sittings"]] == ["09:00", "14:00", "16:30"]
    assert officer.get(f"/workshops/{made['id']}")["starts_on"] == dates[0]
    problem = officer.ask("PUT", agenda, 422, json={"lengths": [120, 120, 20]})
    assert "the least that is possible is" in str(problem)
    officer.post(f"/workshops/{made['id']}/stage", {"stage": "close"})
    officer.ask("PUT", agenda, 409, json={"lengths": [150, 150, 150]})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"network": "moon"}, "network"),
        ({"institution": "valley"}, "institution"),
        ({"network": "", "institution": "valley"}, "institution"),
        ({"case": "nowhere"}, "case"),
        ({"language": "xx"}, "language"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"mode": "tent"}, "mode"),
        ({"lengths": [30, 30]}, "lengths"),
        ({"begins": "late"}, "begins"),
    ],
)
def test_what_cannot_be_opened_is_named(program, world, change, field):
    body = {"title": "March", "network": "lakes", "case": "sandrel", "mode": "webinar", "starts_on": "2026-03-02"}
    problem = program(world.officer).post("/workshops", body | change, status=422)

    assert field in str(problem)


def test_a_trainer_deals_and_moves(program, hall):
    trainer = program(hall.trainer)
    dealt = trainer.post(f"/workshops/{hall.id}/teams/deal", {"size": 3, "seed": 7})
    assert [team["name"] for team in dealt["teams"]] == ["Team 1"]
    assert {one["team"] for one in dealt["people"] if one["role"] == "trainee"} == {dealt["teams"][0]["id"]}

    apart = trainer.post(f"/workshops/{hall.id}/teams/apart", {})
    assert (apart["teams"], {one["team"] for one in apart["people"]}) == ([], {None})
    trainer.post(f"/workshops/{hall.id}/teams/apart", {}, status=409)

    place = f"/workshops/{hall.id}/people/{hall.seat_ids['amina']}/team"
    alone = trainer.ask("PUT", place, 200, json={"team": None})
    assert [one["team"] for one in alone["people"] if one["seat"] == hall.seat_ids["amina"]] == [None]
    trainer.post(f"/workshops/{hall.id}/stage", {"stage": "reviews"})
    trainer.post(f"/workshops/{hall.id}/teams", {"name": "Late"}, status=409)
    closed = trainer.post(f"/workshops/{hall.id}/stage", {"stage": "close"})
    assert closed["closed_at"]


def test_a_trainee_reads_the_case_and_not_the_board(program, hall):
    amina = program(hall.trainees["amina"])
    case = amina.get(f"/workshops/{hall.id}/case")

    assert [one["label"] for one in case["exhibits"]] == [f"E{number}" for number in range(1, 16)]
    facts = amina.get(f"/workshops/{hall.id}/case/facts")["items"]
    assert len(facts) == 82
    register = amina.get(f"/workshops/{hall.id}/case/exhibits/E1")
    assert (register["id"], len(register["rows"]), register["is_raw"]) == ("register", 9, True)
    amina.get(f"/workshops/{hall.id}/case/exhibits/E99", status=404)
    amina.get(f"/workshops/{hall.id}/board", status=404)
    amina.get(f"/workshops/{hall.id}/people", status=404)


def test_the_board_and_a_word_to_one(program, hall):
    trainer = program(hall.trainer)
    rows = trainer.get(f"/workshops/{hall.id}/board")["items"]

    assert {row["seat"] for row in rows} == set(hall.seat_ids.values())
    assert {row["parts_in_all"] for row in rows} == {18}
    sent = trainer.post(
        f"/workshops/{hall.id}/board/nudges", {"seats": [hall.seat_ids["amina"]], "text": "Look at F39."}
    )
    assert sent == {"sent": 1}


def test_a_program_finds_tools_as_a_person_does(program, world, hall):
    amina, tools = program(hall.trainees["amina"]), f"/workshops/{hall.id}/tools"

    found = amina.get(f"{tools}?principle=7&kind=example&language=ar")
    assert (found["total"], [one["label"] for one in found["items"]]) == (65, ["T54"])
    assert found["items"][0]["year"] is None
    assert [one["id"] for one in found["items"][0]["sources"]] == ["S18"]
    amina.get(f"{tools}?kind=moon", status=422)
    program(world.harbour.people["board"]).get(tools, status=404)


def test_a_trainer_invites_by_letter_and_a_trainee_does_not(app, program, hall):
    address, people = f"/workshops/{hall.id}/invitations", {"people": "Nadia, nadia@new.example"}
    program(hall.trainees["amina"]).ask("POST", address, 404, json=people)
    trainer = program(hall.trainer)
    trainer.ask("POST", address, 422, json={"people": "Nobody"})
    assert trainer.post(address, people) == {"sent": ["nadia@new.example"], "sent_before": [], "here": []}
    with app.app_context():
        waiting = database.session.execute(text("select to_address from outbox_message")).scalars().all()
    assert waiting == ["nadia@new.example"]


def test_a_program_reads_who_is_not_here_yet_and_takes_her_off(program, hall):
    address, trainer, amina = (
        f"/workshops/{hall.id}/invitations",
        program(hall.trainer),
        program(hall.trainees["amina"]),
    )
    people = {"people": f"Nadia, nadia@new.example\nAmina, {hall.trainees['amina'].email}"}
    assert trainer.post(address, people)["here"] == [hall.trainees["amina"].email]
    assert trainer.post(address, people)["sent_before"] == ["nadia@new.example"]

    [one] = trainer.get(address)["items"]
    assert (one["email"], one["letters"], one["asked_by"]) == ("nadia@new.example", 1, "Oluchi Officer")
    trainer.post(f"{address}/{one['id']}/again", status=409)
    for method, path in (("GET", ""), ("DELETE", f"/{one['id']}"), ("POST", f"/{one['id']}/again")):
        amina.ask(method, address + path, 404)
    trainer.ask("DELETE", f"{address}/{one['id']}", 204)
    assert trainer.get(address)["items"] == []
    trainer.ask("DELETE", f"{address}/{one['id']}", 404)


def test_a_program_takes_somebody_out_and_back(program, hall):
    trainer, seat = program(hall.trainer), hall.seat_ids["amina"]
    place = f"/workshops/{hall.id}/people/{seat}"

    out = trainer.ask("DELETE", place, 200)
    assert seat not in [one["seat"] for one in out["people"]]
    assert [(one["seat"], one["team"]) for one in out["taken_out"]] == [(seat, "")]
    program(hall.trainees["amina"]).get(f"/workshops/{hall.id}", status=404)
    program(hall.trainees["binta"]).post(f"{place}/back", status=404)
    back = trainer.post(f"{place}/back")
    assert seat in [one["seat"] for one in back["people"]]
    assert back["taken_out"] == []
