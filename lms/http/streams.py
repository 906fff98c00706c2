"""Answers that are sent while they are made."""

from collections.abc import Iterable, Iterator
from typing import AnyStr

from flask import Response, stream_with_context

from lms.db.engine import session


def send_as_made(pieces: Iterable[AnyStr], *, mimetype: str) -> Response:
    """Answer with these pieces; the session they were read with is let go after the last or when the line breaks.

    Flask closes the request's session when the view returns, before the first piece is asked for: what the pieces open
    in it after that would be held until Python collects it.
    """
    held = session()

    def sent() -> Iterator[AnyStr]:
        try:
            yield from pieces
        finally:
            held.close()

    return Response(stream_with_context(sent()), mimetype=mimetype)
