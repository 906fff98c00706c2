"""One line in the log for each request: who, what, how long; never what was typed."""

import logging
import time
import uuid

from flask import Flask, Response, g, request

from lms.http.viewer import find_current

LOG = logging.getLogger("lms.request")
QUIET = frozenset({"static", "health.check"})


def init_request_log(app: Flask) -> None:
    """Number every request and log its answer."""

    @app.before_request
    def begin() -> None:
        g.request_id = request.headers.get("X-Request-Id", "")[:64] or uuid.uuid4().hex[:16]
        g.started = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.request_id
        if request.endpoint in QUIET or not LOG.isEnabledFor(logging.INFO):
            return response
        found = find_current()
        LOG.info(
            "request",
            extra={
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "ms": round((time.perf_counter() - g.started) * 1000, 1),
                "account": found.account_id if found else None,
                "request_id": g.request_id,
            },
        )
        return response
