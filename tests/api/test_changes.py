"""Commitments, changes and tracks through the API: the same records, the same answers as on the pages."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.answering import response_for
from tests.api.conftest import ask, form_of
from tests.editions import TODAY, ask_for_commitment, complaints, editorial, finish, serve, substantive

SENTENCE = "I have read how complaints are solved and will apply it."
ATTESTATION = "/modules/complaints/attestation"


@pytest.fixture
def finished(app, world, learner):
    """A loan officer who completed the module as it was first."""
    until = TODAY + timedelta(days=300)
    finish(app, world.valley, world.valley.people["field"], of=complaints(app).edition, valid_until=until)
    return learner


def changed(program):
    return {row["module"]: row["has_changed"] for row in program.get("/me/training")["modules"]}["complaints"]


def test_a_commitment_is_given_once_and_is_the_one_of_the_page(app, world, learner, coordinator, sign_in):
    module = ask_for_commitment(app, SENTENCE)
    before = learner.get(ATTESTATION)
    assert (before["sentence"], before["is_given"], before["given"]) == (SENTENCE, False, [])
    assert (before["name"], before["tier"]) == ("Field of Valley", "field")

    given = learner.post(ATTESTATION, {"edition": module.edition}, 201)
    assert learner.post(ATTESTATION, {"edition": module.edition}, 200) == given == learner.get(ATTESTATION)
    browser = sign_in(world.valley.people["field"])
    browser.get("/modules/complaints/commitment")
    browser.send("/modules/complaints/commitment", edition=module.edition)

    assert ask(app, "select count(*) from attestation") == [1]
    assert learner.get("/me/training")["commitments"] == given["given"]
    record = coordinator.get(f"/institutions/valley/members/{world.valley.people['field'].member_id}")
    assert record["commitments"] == given["given"]
    assert [one["sentence"] for one in given["given"]] == [SENTENCE]


def test_a_commitment_to_another_edition_is_a_conflict_and_to_none_is_not_found(app, learner, coordinator):
    learner.get(ATTESTATION, 404)
    learner.post(ATTESTATION, {"edition": complaints(app).edition}, 404)
    ask_for_commitment(app, SENTENCE)

    assert "has changed" in learner.post(ATTESTATION, {"edition": "x"}, 409)["detail"]
    learner.post(ATTESTATION, {}, 422)
    coordinator.get(ATTESTATION, 403)


def test_what_changed_is_the_same_as_on_the_page_and_reading_it_closes_it(app, world, finished, sign_in):
    old = complaints(app).edition
    new = serve(app, substantive(), editorial())
    said = finished.get("/modules/complaints/changes")
    page = sign_in(world.valley.people["field"]).get("/modules/complaints/changes").get_data(as_text=True)

    assert (said["is_open"], said["completed_edition"], said["edition"]) == (True, old, new.edition)
    assert [one["is_substantive"] for one in said["changes"]] == [True, False]
    assert all(one["text"] in page for one in said["changes"])
    assert changed(finished)
    finished.post("/modules/complaints/changes/reading", {"edition": "x"}, 409)
    finished.post("/modules/complaints/changes/attempts", status=409)
    after = finished.post("/modules/complaints/changes/reading", {"edition": new.edition}, 201)
    assert finished.post("/modules/complaints/changes/reading", {"edition": new.edition}, 200) == after
    assert (after["is_open"], after["changes"], changed(finished)) == (False, [], False)
    row = {one["module"]: one for one in finished.get("/me/training")["modules"]}["complaints"]
    assert (row["edition"], row["standing"]) == (new.edition, "complete")


def test_the_questions_of_a_change_are_answered_like_a_quiz(app, world, finished, coordinator):
    items = [item.id for item in complaints(app).bank.items[:2]]
    new = serve(app, substantive(*items))
    finished.post("/modules/complaints/changes/reading", {"edition": new.edition}, 409)
    attempt = finished.post("/modules/complaints/changes/attempts", status=201)
    assert finished.post("/modules/complaints/changes/attempts", status=200) == attempt
    assert (attempt["purpose"], attempt["pass_percent"]) == ("change", 100)
    assert [one["id"] for one in attempt["items"]] == items
    for item, entry in form_of(app, attempt["id"]):
        body = {"id": str(uuid4()), "item": item.id, "response": response_for(item, entry, right=True)}
        finished.post(f"/attempts/{attempt['id']}/answers", body, 201)

    href = f"/institutions/valley/members/{world.valley.people['field'].member_id}"
    assert coordinator.get(href)["changed"] == ["complaints"]
    result = finished.post(f"/attempts/{attempt['id']}/submission")

    assert (result["is_passed"], result["certificate"]) == (True, None)
    record = coordinator.get(href)
    assert record["changed"] == []
    newest = record["completions"][0]
    assert (newest["source"], newest["edition"]) == ("change", new.edition)
    assert record["completions"][0]["valid_until"] == record["completions"][1]["valid_until"]


def test_who_has_completed_nothing_has_no_questions_to_begin(app, learner):
    serve(app, substantive())

    assert not learner.get("/modules/complaints/changes")["is_open"]
    learner.post("/modules/complaints/changes/attempts", status=409)
    assert ask(app, "select count(*) from completion") == [0]


def test_a_requirement_may_name_a_track_and_her_training_follows_it(app, learner, coordinator):
    href, terms = "/institutions/valley/requirements/field/complaints", {"pass_percent": 80}

    def mine():
        return {one["module"]: one for one in learner.get("/me/training")["modules"]}["complaints"]

    assert mine()["track"] == "field"
    said = coordinator.ask("PUT", href, 200, json={**terms, "track": "board"})
    assert said["track"] == coordinator.get(href)["track"] == "board"
    whole = learner.get("/modules/complaints")
    on_board = [one["id"] for one in whole["sections"] if "board" in one["tracks"]]
    assert (mine()["track"], mine()["sections"]) == ("board", len(on_board))
    assert mine()["minutes"] == whole["minutes"]["field"]["board"]
    assert learner.post(f"/modules/complaints/sections/{on_board[0]}/read")["next"] == on_board[1]
    coordinator.ask("PUT", href, 422, json={**terms, "track": "moon"})
    assert coordinator.ask("PUT", href, 200, json=terms)["track"] == ""
