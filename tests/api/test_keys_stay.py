"""Keys stay on the server: a canary looks for them in every payload before an attempt is handed in."""

import json
from uuid import uuid4

from lms.http.holdings import holdings_of
from quizzes.model import (
    Item,
    MatchingBody,
    MultipleBody,
    NumericBody,
    OrderingBody,
    SingleBody,
    TrueFalseBody,
)
from quizzes.presentation import present
from tests.answering import response_for
from tests.api.conftest import ask, form_of

SECRET_NAMES = {
    "key",
    "seed",
    "feedback",
    "answer",
    "form",
    "tolerance",
    "slips",
    "steps",
    "share",
    "is_right",
    "parameters",
}


def secrets_of(item: Item) -> set[str]:
    """The words of an item that teach its answer."""
    match item.body:
        case SingleBody(options) | MultipleBody(options):
            return {option.feedback for option in options}
        case TrueFalseBody(_, yes, no):
            return {yes, no}
        case OrderingBody(_, right, wrong):
            return {right, wrong}
        case MatchingBody(left):
            return {option.feedback for option in left}
        case NumericBody():
            slips = {slip.feedback for slip in item.body.slips}
            return {item.body.answer, item.body.feedback_right, item.body.feedback_wrong} | slips
    raise AssertionError(item.kind)


def names_in(data: object) -> set[str]:
    match data:
        case dict():
            return set(data) | {name for value in data.values() for name in names_in(value)}
        case list():
            return {name for value in data for name in names_in(value)}
    return set()


def assert_tells_nothing(app, payload, attempt_id):
    bank = holdings_of(app).catalogue.get("complaints").bank
    text = json.dumps(payload, ensure_ascii=False)
    told = {words for item in bank.items for words in secrets_of(item) if len(words) > 8 and words in text}
    assert told == set()
    assert names_in(payload) & SECRET_NAMES == set()
    assert ask(app, "select seed from attempt where id = :id", id=attempt_id)[0] not in text


def test_no_payload_before_handing_in_tells_an_answer(app, learner):
    begun = learner.post("/modules/complaints/attempts", status=201)
    assert_tells_nothing(app, begun, begun["id"])
    for item, entry in form_of(app, begun["id"]):
        body = {"id": str(uuid4()), "item": item.id, "response": response_for(item, entry, right=False)}
        saved = learner.post(f"/attempts/{begun['id']}/answers", body, 201)
        assert_tells_nothing(app, saved, begun["id"])
    assert_tells_nothing(app, learner.get("/modules/complaints"), begun["id"])
    assert_tells_nothing(app, learner.get("/me/training"), begun["id"])
    assert_tells_nothing(app, learner.get(f"/attempts/{begun['id']}/result", 409), begun["id"])
    shown = learner.get(f"/attempts/{begun['id']}")
    assert_tells_nothing(app, {**shown, "answers": {}}, begun["id"])


def test_a_refused_answer_tells_nothing_of_the_right_one(app, learner):
    begun = learner.post("/modules/complaints/attempts", status=201)
    for item, _ in form_of(app, begun["id"]):
        for response in ({}, {"choice": "x"}, {"number": "abc"}, {"order": []}, {"pairs": {"x": "y"}}, {"value": 1}):
            body = {"id": str(uuid4()), "item": item.id, "response": response}
            said = learner.raw("POST", f"/attempts/{begun['id']}/answers", json=body)
            if said.status_code == 422:
                assert_tells_nothing(app, said.get_json(), begun["id"])


def test_the_canary_can_sing(app, learner):
    begun = learner.post("/modules/complaints/attempts", status=201)
    result = learner.post(f"/attempts/{begun['id']}/submission")

    text = json.dumps(result, ensure_ascii=False)

    items = [item for item, _ in form_of(app, begun["id"])]
    assert any(words in text for item in items for words in secrets_of(item) if len(words) > 8)
    assert names_in(result) & SECRET_NAMES


def test_what_is_shown_is_in_the_order_of_the_secret_seed_and_not_in_that_of_the_key(app, learner):
    begun = learner.post("/modules/complaints/attempts", status=201)
    (seed,) = ask(app, "select seed from attempt")

    for shown, (item, entry) in zip(begun["items"], form_of(app, begun["id"]), strict=True):
        public = present(item, entry, seed=seed)
        for name in ("options", "left", "right"):
            assert [option["id"] for option in shown[name]] == [option.id for option in getattr(public, name)]
