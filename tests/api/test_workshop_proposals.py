"""A proposal for programs: parts, history, versions of the whole, checks, handing in."""

import json
import uuid

import pytest

from lms.db.engine import transaction
from lms.workshops import teams
from tests.workshops import open_hall

SUMMARY = "section:summary"


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=now)
        teams.deal_teams(write, workshop_id=made.id, size=3, seed=1, called="Team", now=now)
    return made


def edit(base, content, **more):
    return {"json": {"id": str(uuid.uuid4()), "base_version": base, "content": content, **more}}


def test_a_team_writes_goes_back_and_hands_in(program, hall):
    amina, binta = program(hall.trainees["amina"]), program(hall.trainees["binta"])
    proposal = f"/workshops/{hall.id}/proposal"
    part = f"{proposal}/parts/{SUMMARY}"
    amina.ask("PUT", part, 200, **edit(0, "Sandrel works in 12 branches."))
    binta.ask("PUT", part, 200, **edit(1, "Sandrel works in 12 branches. Nobody counts."))
    merged = amina.ask("PUT", part, 200, **edit(1, "Truly, Sandrel works in 12 branches."))

    assert merged["content"] == "Truly, Sandrel works in 12 branches. Nobody counts."
    assert "12 branches" in next(one["text"] for one in merged["warnings"] if one["kind"] == "wrong")
    assert binta.get(f"{proposal}/locks")["items"][0]["name"] == "Field of Valley"
    assert binta.get(part)["saved_by"] == "Field of Valley"
    assert [one["version"] for one in binta.get(f"{proposal}/edits?key={SUMMARY}")["items"]] == [3, 2, 1]
    assert binta.get(f"{part}/versions/1")["content"] == "Sandrel works in 12 branches."
    kept = binta.post(f"{proposal}/versions", {"label": "Before the pitch"}, status=201)["items"][0]
    assert (kept["label"], kept["taken_by"], kept["parts"]) == ("Before the pitch", "Support of Valley", 1)
    assert amina.post(f"{part}/restore", {"version": 1})["version"] == 4
    assert amina.post(f"{proposal}/versions/{kept['id']}/restore")["changed"] == 1
    assert amina.ask("PUT", f"{proposal}/hand-in", 200)["handed_in_at"]
    amina.ask("PUT", part, 409, **edit(5, "Too late."))
    amina.ask("PUT", f"{proposal}/order", 409, json={"keys": [SUMMARY]})
    assert amina.ask("DELETE", f"{proposal}/hand-in", 200)["handed_in_at"] is None


def test_findings_are_ordered_taken_out_and_checked(program, hall):
    amina, proposal = program(hall.trainees["amina"]), f"/workshops/{hall.id}/proposal"
    keys = [f"finding:{uuid.uuid4()}" for _ in range(2)]
    for key in keys:
        finding = json.dumps({"text": "No box.", "limb": "a", "facts": [39]})
        amina.ask("PUT", f"{proposal}/parts/{key}", 200, **edit(0, finding))
    whole = amina.ask("PUT", f"{proposal}/order", 200, json={"keys": keys[::-1]})
    assert [part["key"] for part in whole["parts"]] == keys[::-1]

    amina.ask("PUT", f"{proposal}/parts/{keys[0]}", 200, **edit(1, "{}", out=True))
    checks = amina.get(f"{proposal}/checks")
    assert [row["finding"] for row in checks["matrix"]] == [keys[1]]
    assert len(checks["parts"]) == 18
    assert any(one["part"] == keys[1] and one["field"] == "text" for one in checks["warnings"])
    assert amina.ask("PUT", f"{proposal}/parts/{keys[1]}/lock", 200) == {"items": []}


def test_what_is_not_there_is_said(program, hall):
    amina, proposal = program(hall.trainees["amina"]), f"/workshops/{hall.id}/proposal"
    amina.get(f"{proposal}/parts/{SUMMARY}", status=404)
    amina.get(f"{proposal}/parts/{SUMMARY}/versions/4", status=404)
    amina.ask("PUT", f"{proposal}/parts/review:x", 404, **edit(0, "x"))
    amina.ask("PUT", f"{proposal}/parts/section:nowhere", 404, **edit(0, "x"))
    amina.ask("PUT", f"{proposal}/parts/{SUMMARY}", 422, **edit(3, "x"))
    amina.post(f"{proposal}/versions/7/restore", status=404)
    program(hall.trainer).get(proposal, status=409)
    program(None).get(proposal, status=401)


def test_what_nobody_could_read_again_is_not_kept_and_the_board_goes_on(program, hall):
    amina, proposal = program(hall.trainees["amina"]), f"/workshops/{hall.id}/proposal"
    for content in ("[" * 30_000, '{"text": "\\ud800"}', '{"text": "a\\u0000b"}'):
        amina.ask("PUT", f"{proposal}/parts/finding:{uuid.uuid4()}", 422, **edit(0, content))

    assert amina.get(proposal)["parts"] == []
    assert program(hall.trainer).get(f"/workshops/{hall.id}/board")["items"]


def test_who_wrote_alone_before_the_team_takes_it_along_once(app, world, program, now):
    with app.app_context(), transaction() as write:
        hall = open_hall(write, world, now=now)
    amina, proposal = program(hall.trainees["amina"]), f"/workshops/{hall.id}/proposal"
    amina.ask("GET", f"{proposal}/alone", 404)
    amina.ask("PUT", f"{proposal}/parts/{SUMMARY}", 200, **edit(0, "Nobody complains."))
    with app.app_context(), transaction() as write:
        teams.deal_teams(write, workshop_id=hall.id, size=3, seed=1, called="Team", now=now)

    assert [part["key"] for part in amina.get(f"{proposal}/alone")["items"]] == [SUMMARY]
    assert amina.ask("POST", f"{proposal}/alone", 200)["taken"] == 1
    assert amina.get(f"{proposal}/parts/{SUMMARY}")["content"] == "Nobody complains."
    assert amina.get(f"{proposal}/alone")["items"] == []
    amina.ask("POST", f"{proposal}/alone", 409)
    program(hall.trainees["binta"]).ask("GET", f"{proposal}/alone", 404)
