"""A file that came with a form."""

from flask import request


def read_sent(field: str) -> tuple[str, bytes]:
    """Return name and bytes of the file sent in that field; an empty name when none was chosen."""
    sent = request.files.get(field)
    if sent is None:
        return "", b""
    with sent.stream:
        return sent.filename or "", sent.read()
