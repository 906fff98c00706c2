"""Whatever is sent, the answer is a sentence: bad JSON, wrong types, too much, unknown fields."""

from io import BytesIO
from uuid import uuid4

import pytest

ANSWERS = f"/attempts/{uuid4()}/answers"
GOOD = {"id": str(uuid4()), "item": "x", "response": {"choice": "x"}}


def send(learner, data, content_type="application/json"):
    return learner.raw("POST", ANSWERS, data=data, content_type=content_type)


@pytest.mark.parametrize(
    "data",
    [
        "{",
        '{"id": 1,}',
        "\xff".encode("latin-1"),
        '{"id": NaN}',
        '{"id": Infinity}',
        '{"a": ' + "9" * 5000 + "}",
        "[" * 30_000,
        '{"item": "\\u0000"}',
        '{"item": "\\ud800"}',
        '{"\\ud800": 1}',
    ],
    ids=["open", "comma", "bytes", "nan", "infinity", "long number", "deep", "nul", "half a pair", "half as a name"],
)
def test_what_is_not_json_is_a_bad_request_with_the_reason(learner, data):
    said = send(learner, data)

    assert said.status_code == 400
    assert said.get_json()["detail"].startswith("The body ")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_is_not_sent_as_json_is_refused_with_the_header_to_send(learner, content_type):
    said = send(learner, "id=1", content_type)

    assert said.status_code == 415
    assert "Content-Type: application/json" in said.get_json()["detail"]


def test_a_huge_body_is_refused_before_it_is_read(learner):
    said = send(learner, b'{"item": "' + b"x" * 70_000 + b'"}')

    assert said.status_code == 413
    assert "64 KiB" in said.get_json()["detail"]


def test_a_huge_body_without_its_length_is_refused_too(learner):
    environ = {"wsgi.input": BytesIO(b"x" * 100_000), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}

    said = learner.raw("POST", ANSWERS, content_type="application/json", environ_overrides=environ)

    assert said.status_code == 413, said.get_json()


@pytest.mark.parametrize("data", ["[]", '"x"', "7", "null", "true"])
def test_a_body_that_is_no_object_is_said_to_be_none(learner, data):
    said = send(learner, data)

    assert said.status_code == 422
    assert "JSON object" in said.get_json()["detail"]


def test_an_empty_body_names_what_is_missing(learner):
    said = send(learner, "")

    assert set(said.get_json()["errors"]) == {"id", "item", "response"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "17"}, "id"),
        ({"id": 17}, "id"),
        ({"id": None}, "id"),
        ({"item": ""}, "item"),
        ({"item": "x" * 100}, "item"),
        ({"item": 7}, "item"),
        ({"response": "x"}, "response"),
        ({"response": None}, "response"),
        ({"respones": {}}, "respones"),
        ({"points": 1}, "points"),
    ],
)
def test_a_wrong_or_unknown_field_is_named(learner, change, field):
    said = learner.post(ANSWERS, {**GOOD, **change}, 422)

    assert set(said["errors"]) == {field}
    assert said["errors"][field].endswith(".")


def test_a_method_that_is_not_there_says_which_are(learner):
    said = learner.raw("DELETE", "/modules")

    assert said.status_code == 405
    assert set(said.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_an_address_that_is_not_there_leads_to_the_list(learner):
    assert "/api/v1/docs" in learner.get("/astrology", 404)["detail"]


@pytest.mark.parametrize("path", ["/certificates/%00", "/modules/%00", "/institutions/%00/kits"])
def test_what_no_database_can_hold_is_not_found(learner, path):
    learner.get(path, 404)


def test_an_unknown_word_in_the_query_is_named(coordinator):
    said = coordinator.get("/institutions/valley/kits?pgae=2", 422)

    assert set(said["errors"]) == {"pgae"}


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999", "size=101", "size="])
def test_a_page_that_cannot_be_is_named(coordinator, query):
    said = coordinator.get(f"/institutions/valley/kits?{query}", 422)

    assert set(said["errors"]) == {query.partition("=")[0]}
