"""How an operation is declared. The document is made from the same declarations that guard the operation."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from flask.views import MethodView
from flask_smorest import Blueprint

from lms.api.parsing import BodyParser
from lms.api.schemas.shape import Incoming, Outgoing
from lms.http.access import MARK
from lms.permissions import Permission

Operation = TypeVar("Operation", bound=Callable[..., object])
Resource = TypeVar("Resource", bound=type[MethodView])
Example = Mapping[str, object]
FAILURES = "__fails__"
WRITES = frozenset({"post", "put", "patch", "delete"})
OF_A_BODY = (400, 413, 415, 422)


class Area(Blueprint):  # type: ignore[misc]
    """A group of resources. Each method of each says what it needs, takes, gives and how it may fail."""

    ARGUMENTS_PARSER = BodyParser()

    def __init__(self, name: str, description: str = "", *, url_prefix: str | None = None) -> None:
        super().__init__(name, __name__, description=description, url_prefix=url_prefix, template_folder="templates")
        self._prepare_doc_cbks.append(_describe_access)

    def at(self, rule: str) -> Callable[[Resource], Resource]:
        """Serve a resource at that address."""
        return lambda resource: self.route(rule)(resource)

    def takes(self, body: type[Incoming], *, example: Example) -> Callable[[Operation], Operation]:
        """Read the JSON body by that schema and hand it to the operation as its first argument."""
        return self.arguments(body(), example=example)  # type: ignore[no-any-return]

    def takes_file(self, form: type[Incoming]) -> Callable[[Operation], Operation]:
        """Say that a form with a file may come in place of JSON; the resource declares `takes_files`."""
        return self.doc(requestBody={"content": {"multipart/form-data": {"schema": form}}})  # type: ignore[no-any-return]

    def asks(self, query: type[Incoming]) -> Callable[[Operation], Operation]:
        """Read the query string by that schema and hand it to the operation as its first argument."""
        return self.arguments(query(), location="query")  # type: ignore[no-any-return]

    def gives(
        self, status: int, answer: type[Outgoing], *, example: object, also: tuple[int, ...] = ()
    ) -> Callable[[Operation], Operation]:
        """Answer by that schema; `also` are other good statuses that it may answer with."""

        def decorate(operation: Operation) -> Operation:
            for other in also:
                operation = self.alt_response(other, schema=answer, example=example, success=True)(operation)
            return self.response(status, answer(), example=example)(operation)  # type: ignore[no-any-return]

        return decorate

    def gives_file(self, media_type: str, *, description: str) -> Callable[[Operation], Operation]:
        """Answer with a file; the operation returns the response itself."""
        schema = {"type": "string", "contentMediaType": media_type}
        return self.response(200, schema, content_type=media_type, description=description)  # type: ignore[no-any-return]

    def gives_nothing(self) -> Callable[[Operation], Operation]:
        """Answer 204 without a body."""
        return self.response(204, description="Done.")  # type: ignore[no-any-return]

    def _store_endpoint_docs(self, endpoint: str, obj: Any, parameters: Any, tags: Any, **options: Any) -> None:
        super()._store_endpoint_docs(endpoint, obj, parameters, tags or [self.name], **options)
        for method in obj.methods:
            kept = self._docs[endpoint][method.lower()]
            function = getattr(obj, method.lower())
            kept["permission"] = getattr(function, MARK)
            kept[FAILURES] = getattr(function, FAILURES, ())
            kept.setdefault("manual_doc", {})["operationId"] = f"{self.name}.{endpoint}.{method.lower()}"


def fails(*statuses: int) -> Callable[[Operation], Operation]:
    """Declare how an operation may fail, beyond what follows from its permission, its body and its being a write."""

    def declare(operation: Operation) -> Operation:
        setattr(operation, FAILURES, statuses)
        return operation

    return declare


def _describe_access(doc: dict[str, Any], doc_info: Mapping[str, Any], *, method: str, **_: object) -> dict[str, Any]:
    """Add to an operation's documentation who may use it and how it may fail."""
    permission: Permission = doc_info["permission"]
    statuses = {*doc_info[FAILURES]}
    if permission is Permission.PUBLIC:
        doc["security"] = []
    else:
        statuses.add(401)
    if method in WRITES:
        statuses.add(400)
    if "requestBody" in doc:
        statuses.update(OF_A_BODY)
    doc["x-permission"] = str(permission)
    responses = doc.setdefault("responses", {})
    for status in statuses:
        responses[status] = HTTPStatus(status).name
    doc["responses"] = dict(sorted(responses.items()))
    return doc
