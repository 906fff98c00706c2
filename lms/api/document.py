"""The OpenAPI document, from the declarations of the operations."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from threading import Lock
from typing import Any

from flask import Flask, current_app
from flask_smorest import Api

from lms.api.operations import Area
from lms.api.schemas.problems import ProblemSchema
from lms.http.errors import TITLES

OpenApi = dict[str, Any]
KEY = "openapi"
VERSION = "1.0.0"
PROBLEM = "application/problem+json"
DESCRIPTION = (
    "Training on the seven Client Protection Principles: the curriculum, quizzes, certificates, coverage and session "
    "kits. Every page of the platform uses the same operations. Errors are problem+json (RFC 9457)."
)
SECURITY_SCHEMES: Mapping[str, Mapping[str, str]] = {
    "key": {"type": "http", "scheme": "bearer", "description": "A key from POST /api/v1/tokens."},
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "cpp_session",
        "description": "A signed-in browser. What changes something needs the header X-CSRFToken too.",
    },
}
EXPLAINED = {
    400: "The request could not be read, or a browser sent it without its CSRF token.",
    401: "Nobody is signed in, or the key has run out.",
    403: "This account does not have what the operation needs.",
    404: "It is not there, or not for this account: the two look the same.",
    409: "Something else came first.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "Fields need a change; `errors` names each. Nothing was written.",
    429: "Too many tries. Wait a little.",
}


_WRITTEN: list[str] = []
_WRITING = Lock()


class TrainingApi(Api):  # type: ignore[misc]
    """Serves the areas and documents them; errors are answered by `lms.http.errors`, like everywhere else."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def register_blueprint(self, blp: Area, **options: Any) -> None:
        """Serve an area with all areas in it; `describe` documents them."""
        self._app.register_blueprint(blp, **options)

    def describe(self, blp: Area) -> None:
        """Document all areas in an area under their own names."""
        blp.register_views_in_doc(self, self._app, self.spec, name=blp.name, parameters=None)

    def _register_error_handlers(self) -> None:
        """Leave errors to the one table: flask-smorest's own handler would drop the Allow header of a 405."""

    def _register_responses(self) -> None:
        for status, explained in EXPLAINED.items():
            response = {
                "description": explained,
                "content": {PROBLEM: {"schema": ProblemSchema, "example": _example(status)}},
            }
            self.spec.components.response(HTTPStatus(status).name, response, lazy=True)


def make_api() -> TrainingApi:
    """Return an API that knows no area yet."""
    return TrainingApi(
        spec_kwargs={
            "title": "CPP Training",
            "version": VERSION,
            "openapi_version": "3.1.0",
            "info": {"description": DESCRIPTION},
            "security": [{name: []} for name in SECURITY_SCHEMES],
        }
    )


def keep_document(app: Flask, api: TrainingApi, root: Area) -> None:
    """Let an application know what its document is made from."""
    app.extensions[KEY] = (api, root)


def kept_document() -> str:
    """Return the document of the current application, written when it is first asked for.

    The declarations cannot change while a process runs: a second application of it is not documented anew.
    """
    with _WRITING:
        if not _WRITTEN:
            api, root = current_app.extensions[KEY]
            api.describe(root)
            _WRITTEN.append(json.dumps(api.spec.to_dict(), ensure_ascii=False, indent=1))
    return _WRITTEN[0]


def _example(status: int) -> Mapping[str, object]:
    example: dict[str, object] = {"type": "about:blank", "title": TITLES[status], "status": status}
    if status == 422:
        example["errors"] = {"item": "This question is not in this attempt. Reload the page."}
    return example
