"""The API described: the OpenAPI document for programs, and the same as a page for people."""

import json
from dataclasses import dataclass

from flask import Response, render_template
from flask.views import MethodView

from lms.api.document import OpenApi, kept_document
from lms.api.operations import Area
from lms.http.access import needs
from lms.permissions import Permission

area = Area("description", "This description.")


@dataclass(frozen=True, slots=True)
class OperationRow:
    """An operation on the page."""

    method: str
    path: str
    summary: str
    description: str
    permission: str
    body: str
    answer: str
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaRows:
    """An area on the page."""

    name: str
    description: str
    operations: tuple[OperationRow, ...]


@area.at("/openapi.json")
class Document(MethodView):
    """The OpenAPI document."""

    @needs(Permission.PUBLIC)
    @area.gives_file("application/json", description="OpenAPI 3.1.")
    def get(self) -> Response:
        """Describe the API for programs (OpenAPI 3.1)."""
        return Response(kept_document(), mimetype="application/json")


@area.at("/docs")
class Page(MethodView):
    """The list of operations."""

    @needs(Permission.PUBLIC)
    @area.gives_file("text/html", description="A page that needs no script.")
    def get(self) -> Response:
        """Describe the API for people."""
        document: OpenApi = json.loads(kept_document())
        page = render_template("api/docs.html", info=document["info"], areas=_areas(document))
        return Response(page, mimetype="text/html")


def _areas(document: OpenApi) -> tuple[AreaRows, ...]:
    found: dict[str, list[OperationRow]] = {tag["name"]: [] for tag in document["tags"]}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                found[operation["tags"][0]].append(_row(method, path, operation))
    return tuple(AreaRows(tag["name"], tag["description"], tuple(found[tag["name"]])) for tag in document["tags"])


def _row(method: str, path: str, operation: OpenApi) -> OperationRow:
    good = next(answer for status, answer in operation["responses"].items() if status < "300")
    return OperationRow(
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        permission=operation["x-permission"],
        body=_example(operation.get("requestBody", {})),
        answer=_example(good),
        statuses=tuple(operation["responses"]),
    )


def _example(part: OpenApi) -> str:
    example = part.get("content", {}).get("application/json", {}).get("example")
    return "" if example is None else json.dumps(example, ensure_ascii=False, indent=2)
