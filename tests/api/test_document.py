"""The document says what the API does: valid, complete, its examples fit, and the page shows it without a script."""

import ast
import json
import re
from pathlib import Path
from uuid import uuid4

import jsonschema_rs
import pytest
import schemathesis

import lms.api.schemas
from lms.http.access import needed_by
from lms.permissions import Permission

SCHEMAS = Path(lms.api.schemas.__file__).parent
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(program):
    return program(None).get("/openapi.json")


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield f"{method.upper()} {path}", operation


def test_the_document_is_openapi_3_1(document):
    schemathesis.openapi.from_dict(document).validate()

    assert document["openapi"].startswith("3.1")


def test_every_reference_leads_somewhere(document):
    text = json.dumps(document)
    for reference in {part.split('"')[0] for part in text.split('"$ref": "')[1:]}:
        place = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_every_operation_of_the_api_is_in_the_document(app, document):
    served = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert len(served) == len(list(operations(document)))


def test_every_operation_declares_its_permission(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            for method in rule.methods:
                assert needed_by(app, rule.endpoint, method=method), f"{method} {rule.rule}"


def test_what_is_public_is_listed_here(document):
    public = {name for name, operation in operations(document) if operation["x-permission"] == Permission.PUBLIC}

    assert public == {
        "POST /api/v1/tokens",
        "GET /api/v1/openapi.json",
        "GET /api/v1/docs",
        "GET /api/v1/verify/{code}",
        "GET /api/v1/ledger/key",
    }
    for name, operation in operations(document):
        assert (operation.get("security") == []) == (name in public), name


def test_every_operation_says_how_it_may_fail_and_shows_an_example(document):
    for name, operation in operations(document):
        statuses = set(operation["responses"])
        assert operation["summary"].endswith("."), name
        if operation["x-permission"] != "public":
            assert "401" in statuses, name
        if "{" in name:
            assert "404" in statuses, name
        if "requestBody" in operation:
            assert {"400", "413", "415", "422"} <= statuses, name
            assert "example" in operation["requestBody"]["content"]["application/json"], name
        for status, answer in operation["responses"].items():
            content = document["components"]["responses"].get(answer.get("$ref", "").rpartition("/")[2], answer)
            if status >= "400":
                assert list(content["content"]) == ["application/problem+json"], name


def test_every_example_fits_its_schema(document):
    def fits(content, name):
        if "example" not in content:
            return 0
        schema = {**content["schema"], "components": document["components"]}
        faults = [str(fault) for fault in jsonschema_rs.Draft202012Validator(schema).iter_errors(content["example"])]
        assert faults == [], name
        return 1

    checked = 0
    for name, operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            checked += fits(content, name)
        for answer in operation["responses"].values():
            for content in answer.get("content", {}).values():
                checked += fits(content, name)
    for answer in document["components"]["responses"].values():
        for content in answer["content"].values():
            checked += fits(content, "problem")
    assert checked > 50


def test_a_body_refuses_what_it_does_not_name_in_the_document_too(document):
    for name, operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            schema = document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
            assert schema["additionalProperties"] is False, name


def test_the_page_lists_every_operation_without_a_script(document, sign_in):
    said = sign_in(None).get("/api/v1/docs")

    text = said.get_data(as_text=True)
    for name, _ in operations(document):
        assert f"<code>{name}</code>" in text
    assert "<script" not in text
    assert "style=" not in text
    assert "default-src 'none'" in said.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.py")), ids=lambda path: path.stem)
def test_schemas_know_the_question_only_as_a_learner_may_see_it(path):
    """Nothing of `quizzes` but `public`: what has no field for a key cannot send one."""
    tree = ast.parse(path.read_text())
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}

    assert {module for module in modules if module.startswith("quizzes")} <= {"quizzes.public"}


def test_only_the_schemas_know_marshmallow_and_flask_smorest_answers_no_error(app):
    handlers = app.error_handler_spec[None]

    assert all("smorest" not in handler.__module__ for kinds in handlers.values() for handler in kinds.values())


def test_every_address_in_the_guide_is_served(app):
    guide = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
    paths = {re.sub(r"\$[A-Z]+", str(uuid4()), found) for found in re.findall(r"\$API(/[^\s\"?]*)", guide)}
    addresses = app.url_map.bind("localhost")

    assert len(paths) > 10
    for path in paths:
        assert any(addresses.test(f"/api/v1{path}", method) for method in ("GET", "POST", "PUT", "DELETE")), path
