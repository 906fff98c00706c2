"""Whatever a program sends, for each role: no failure on our side, and every answer as the document says.

Schemathesis makes the requests from the document itself: right ones, wrong ones, and the edges of each.
"""

from collections.abc import Iterator

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lms.permissions import GRANTS, Permission, Role
from tests.api.conftest import ProgramOf
from tests.worlds import World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
]
EXAMPLES = 4
MADE = ("/file", "/kits/workshop/whole.zip", "/kits/workshop/trainees.zip")
# Each is sent to what she may use; the coordinator to everything, so that what is shut answers as it should as well.
# That it is shut to all the others is the work of the tests on access.
ROLES = {
    "field": GRANTS[Role.MEMBER],
    "coordinator": frozenset(Permission),
    "facilitator": GRANTS[Role.FACILITATOR],
    "officer": GRANTS[Role.NETWORK_OFFICER],
    "nobody": frozenset(),
}
WORD = {"type": "string", "minLength": 1}
# What exists, so that more than a lucky guess is found.
KNOWN = {"module_id": "complaints", "institution": "valley", "network": "lakes"}


@pytest.fixture
def engine_name() -> str:
    """One engine is enough for the shape of answers; the paths themselves run on both elsewhere."""
    return "sqlite"


def operations_of(schema, granted: frozenset[Permission]) -> Iterator:
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.definition.raw["x-permission"] not in {*granted, Permission.PUBLIC}:
            continue
        if operation.path.endswith(MADE):
            continue  # a kit takes seconds to make; its own test fetches one
        yield operation


@pytest.mark.parametrize("role", ROLES)
def test_any_request_gets_an_answer_as_the_document_says(app: Flask, world: World, program: ProgramOf, role: str):
    people = {**world.valley.people, "officer": world.officer, "nobody": None}
    asker = program(people[role])
    if role == "field":
        asker.post("/modules/complaints/attempts", status=201)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    for operation in operations_of(schema, ROLES[role]):
        for mode in modes_of(operation):
            # Schemathesis does not unpack what it gets from an application in the same process.
            send_some(operation, mode, {**asker.headers, "Accept-Encoding": "identity"})


def modes_of(operation) -> tuple[GenerationMode, ...]:
    """Wrong requests are made wherever there are any: an address of plain words alone has no wrong form."""
    more = [*operation.query, *operation.body, *operation.headers, *operation.cookies]
    words = [parameter.definition["schema"] for parameter in operation.path_parameters]
    if not more and all(word == WORD for word in words):
        return (GenerationMode.POSITIVE,)
    return (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


def send_some(operation, mode: GenerationMode, headers: dict[str, str]) -> None:
    known = {
        parameter.name: KNOWN[parameter.name] for parameter in operation.path_parameters if parameter.name in KNOWN
    }

    @settings(
        max_examples=EXAMPLES,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case) -> None:
        if mode is GenerationMode.POSITIVE:
            case.path_parameters = {**(case.path_parameters or {}), **known}
        case.call_and_validate(headers=headers, checks=CHECKS)

    send()
