"""Pages travel compressed: the line is what our readers are short of."""

import gzip

from flask import Flask, Response, request

SMALLEST = 500
LEVEL = 5
BEST = 9
TEXTUAL = ("text/", "application/json", "application/problem+json", "image/svg+xml", "text/javascript")


def init_compression(app: Flask) -> None:
    """Compress what is text and large enough, for browsers that take it; static files are compressed once.

    What is streamed stays as it is. Our forms' tokens are signed anew each second, so their length tells nothing.
    """
    static: dict[str, bytes] = {}

    @app.after_request
    def compress(response: Response) -> Response:
        if not _may_compress(response):
            return response
        response.headers.add("Vary", "Accept-Encoding")
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return response
        if request.endpoint == "static":
            body = static.get(request.path) or static.setdefault(request.path, _read_whole(response))
            _close(response)
        else:
            body = gzip.compress(response.get_data(), LEVEL, mtime=0)
        response.set_data(body)
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("ETag", None)
        return response


def _read_whole(response: Response) -> bytes:
    return gzip.compress(b"".join(response.iter_encoded()), BEST, mtime=0)


def _close(response: Response) -> None:
    """Let go of the file behind a response, which nobody will read any more."""
    close = getattr(response.response, "close", None)
    if close is not None:
        close()
    response.direct_passthrough = False


def _may_compress(response: Response) -> bool:
    return (
        response.status_code not in (204, 206, 304)
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(TEXTUAL)
        and (request.endpoint == "static" or not response.is_streamed)
        and (response.content_length or 0) >= SMALLEST
    )
