"""Reviews for programs: the rubric, the example, what one has to review, flags, the trainer's list."""

import uuid

import pytest

from lms.db.engine import transaction
from lms.workshops import seats
from lms.workshops.parts import Edit, save_part
from tests.workshops import open_hall

CRITERIA = ("diagnosis", "completeness", "access", "feasibility", "data-and-governance")
SCORES = [{"criterion": one, "level": 3, "reason": "The second sentence."} for one in CRITERIA]
WHOLE = {"summary": "Strong on facts.", "scores": SCORES, "submit": True}


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=now)
        for name, seat_id in made.seat_ids.items():
            edit = Edit(str(uuid.uuid4()), "section:summary", 0, f"What {name[0]} proposes.")
            save_part(write, proposal_id=made.proposal_ids[name], edit=edit, seat_id=seat_id, now=now)
        return made


def put(program, address, body, status=200):
    return program.ask("PUT", address, status, json=body)


def test_a_program_goes_from_the_rubric_to_a_flag(app, program, hall, now):
    one = f"/workshops/{hall.id}"
    trainer, people = program(hall.trainer), {name: program(person) for name, person in hall.trainees.items()}
    amina = people["amina"]
    assert len(amina.get(f"{one}/rubric")["criteria"]) == 5
    assert amina.get(f"{one}/reviews") == {"items": []}
    assert trainer.post(f"{one}/reviews", {"each": 2}) == {"made": 6, "proposals": 3, "readers": 3, "short": 0}

    given = amina.get(f"{one}/reviews")["items"]
    assert [(line["letter"], line["state"]) for line in given] == [("A", "open"), ("B", "open")]
    address = f"{one}/reviews/{given[0]['id']}"
    draft = put(amina, address, {"scores": [{"criterion": "access", "reason": "No phone."}]})
    assert draft["parts"][0]["content"].startswith("What ")
    assert put(amina, address, {"submit": True}, status=422)["errors"]
    assert put(amina, address, WHOLE)["is_submitted"]
    assert put(people["binta"], address, WHOLE, status=404)

    board = trainer.get(f"{one}/reviews/board")
    found = next(item for item in board["proposals"] for line in item["reviews"] if line["id"] == given[0]["id"])
    with app.app_context(), transaction() as write:
        seats.release(write, workshop_id=hall.id, now=now)
    name = next(name for name, proposal_id in hall.proposal_ids.items() if proposal_id == found["id"])
    author = people[name]
    read = author.get(address)
    assert (read["summary"], read["parts"], read["is_flagged"]) == ("Strong on facts.", [], False)
    author.post(f"{address}/flag", {"reason": "It is about another case."}, status=204)
    assert author.get(address)["is_flagged"]
    trainer.post(f"{address}/decision", {"decision": "set_aside"}, status=204)
    author.get(address, status=404)
    put(amina, address, WHOLE, status=409)


def test_a_program_gets_the_reference_only_for_scores_of_its_own(program, hall):
    amina, address = program(hall.trainees["amina"]), f"/workshops/{hall.id}/calibration"

    assert amina.get(address)["references"] == []
    assert put(amina, address, {**WHOLE, "submit": False})["references"] == []
    told = put(amina, address, WHOLE)["references"]
    assert [one["apart"] for one in told] == [0, 1, -1, 0, 2]
    put(amina, address, WHOLE, status=409)
    line = program(hall.trainer).get(f"/workshops/{hall.id}/reviews/board")["calibrations"][0]
    assert (line["distance"], line["lean"]) == (4, 2)
