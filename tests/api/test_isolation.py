"""What is another's is not found: attempts, certificates, kits, keys, whole institutions."""

from uuid import uuid4

import pytest

from tests.answering import response_for
from tests.api.conftest import form_of


@pytest.fixture
def attempt_id(learner):
    return learner.post("/modules/complaints/attempts", status=201)["id"]


@pytest.mark.parametrize(("house", "who"), [("valley", "board"), ("harbour", "field")])
def test_another_members_attempt_is_not_found_by_any_route(app, world, program, attempt_id, house, who):
    stranger = program(getattr(world, house).people[who])
    item, entry = form_of(app, attempt_id)[0]
    answer = {"id": str(uuid4()), "item": item.id, "response": response_for(item, entry, right=True)}

    theirs = stranger.get(f"/attempts/{attempt_id}", 404)
    stranger.post(f"/attempts/{attempt_id}/answers", answer, 404)
    stranger.post(f"/attempts/{attempt_id}/submission", status=404)
    stranger.get(f"/attempts/{attempt_id}/result", 404)

    assert theirs == stranger.get(f"/attempts/{uuid4()}", 404)


def test_a_certificate_is_seen_by_its_holder_and_her_coordinator_alone(app, world, program, learner, attempt_id):
    for item, entry in form_of(app, attempt_id):
        body = {"id": str(uuid4()), "item": item.id, "response": response_for(item, entry, right=True)}
        learner.post(f"/attempts/{attempt_id}/answers", body, 201)
    code = learner.post(f"/attempts/{attempt_id}/submission")["certificate"]

    learner.get(f"/certificates/{code}")
    program(world.valley.people["coordinator"]).get(f"/certificates/{code}")
    for stranger in (world.valley.people["board"], world.harbour.people["coordinator"], world.officer):
        program(stranger).get(f"/certificates/{code}", 404)


def test_without_a_key_there_is_nothing_but_the_description(program):
    nobody = program(None)

    for path in ("/me", "/me/training", "/modules", "/modules/complaints", "/tokens", "/certificates/ABCDEFGHJKLM"):
        assert nobody.raw("GET", path).headers["WWW-Authenticate"] == "Bearer"
        nobody.get(path, 401)
    nobody.post("/modules/complaints/attempts", status=401)
    nobody.get("/openapi.json")


def test_a_key_that_is_not_one_opens_nothing(app, program):
    nobody = program(None)
    nobody.headers = {"Authorization": "Bearer made-up"}

    nobody.get("/me", 401)
