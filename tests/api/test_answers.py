"""Answers: the same one twice is one, a cookie alone changes nothing, and the way there is short."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from lms.db.engine import database
from quizzes.documents import read_response
from tests.answering import response_for
from tests.api.conftest import ask, assert_is_well_formed, form_of


@pytest.fixture
def attempt_id(learner):
    return learner.post("/modules/complaints/attempts", status=201)["id"]


@pytest.fixture
def answer(app, attempt_id):
    item, entry = form_of(app, attempt_id)[0]
    return {"id": str(uuid4()), "item": item.id, "response": response_for(item, entry, right=True)}


def test_the_same_answer_twice_is_one(app, learner, attempt_id, answer):
    first = learner.post(f"/attempts/{attempt_id}/answers", answer, 201)
    second = learner.post(f"/attempts/{attempt_id}/answers", answer, 200)

    assert first == second == {"id": answer["id"], "saved": True}
    assert ask(app, "select count(*) from answer") == [1]


def test_the_number_is_the_same_however_it_is_written(app, learner, attempt_id, answer):
    learner.post(f"/attempts/{attempt_id}/answers", answer, 201)

    learner.post(f"/attempts/{attempt_id}/answers", {**answer, "id": UUID(answer["id"]).hex.upper()}, 200)

    assert ask(app, "select count(*) from answer") == [1]


def test_the_newest_answer_to_a_question_counts(app, learner, attempt_id, answer):
    item, entry = form_of(app, attempt_id)[0]
    learner.post(f"/attempts/{attempt_id}/answers", answer, 201)
    changed = {"id": str(uuid4()), "item": item.id, "response": response_for(item, entry, right=False)}
    learner.post(f"/attempts/{attempt_id}/answers", changed, 201)

    (kept,) = learner.get(f"/attempts/{attempt_id}")["answers"].values()
    assert read_response(item, kept) == read_response(item, changed["response"])
    assert ask(app, "select count(*) from answer") == [2]


def test_a_number_used_for_another_question_is_a_conflict(app, learner, attempt_id, answer):
    learner.post(f"/attempts/{attempt_id}/answers", answer, 201)
    item, entry = form_of(app, attempt_id)[1]

    other = {"id": answer["id"], "item": item.id, "response": response_for(item, entry, right=True)}

    learner.post(f"/attempts/{attempt_id}/answers", other, 409)


def test_after_handing_in_an_old_answer_is_still_acknowledged_and_a_new_one_refused(learner, attempt_id, answer):
    learner.post(f"/attempts/{attempt_id}/answers", answer, 201)
    learner.post(f"/attempts/{attempt_id}/submission")

    learner.post(f"/attempts/{attempt_id}/answers", answer, 200)
    learner.post(f"/attempts/{attempt_id}/answers", {**answer, "id": str(uuid4())}, 409)


def test_an_answer_to_what_is_not_asked_names_the_field(app, learner, attempt_id, answer):
    unknown = learner.post(f"/attempts/{attempt_id}/answers", {**answer, "item": "astrology"}, 422)
    unfit = learner.post(f"/attempts/{attempt_id}/answers", {**answer, "response": {"sign": "lion"}}, 422)

    assert (set(unknown["errors"]), set(unfit["errors"])) == ({"item"}, {"response"})
    assert ask(app, "select count(*) from answer") == [0]


def test_a_cookie_needs_the_token_of_our_own_pages(app, world, sign_in, program):
    person = world.valley.people["field"]
    attempt_id = program(person).post("/modules/complaints/attempts", status=201)["id"]
    item, entry = form_of(app, attempt_id)[0]
    answer = {"id": str(uuid4()), "item": item.id, "response": response_for(item, entry, right=True)}
    browser = sign_in(person)

    forged = browser.post(f"/api/v1/attempts/{attempt_id}/answers", json=answer)
    assert forged.status_code == 400
    assert_is_well_formed(forged)
    assert ask(app, "select count(*) from answer") == [0]

    browser.get("/account")
    own = browser.post(f"/api/v1/attempts/{attempt_id}/answers", json=answer, headers={"X-CSRFToken": browser.token})
    assert own.status_code == 201


def test_a_cookie_without_a_token_cannot_make_a_key_either(world, sign_in):
    browser = sign_in(world.valley.people["field"])

    said = browser.post("/api/v1/tokens", json={"email": "a@b.example", "password": "x", "label": "x"})

    assert said.status_code == 400


def test_an_answer_takes_one_question_before_its_transaction_and_two_in_it(app, learner, attempt_id, answer):
    asked = []
    with app.app_context():
        engine = database.engine
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2].split()[0]))
    learner.post(f"/attempts/{attempt_id}/answers", answer, 201)

    questions = [word for word in asked if word in ("SELECT", "INSERT", "UPDATE", "DELETE")]
    assert questions == ["SELECT", "SELECT", "INSERT"]
