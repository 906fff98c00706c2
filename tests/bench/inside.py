"""What can be counted exactly: queries a request, and what a page weighs on the wire with everything it loads."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient
from sqlalchemy import event

from lms.db.engine import database
from tests.bench.instance import Instance

LOADED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def report(made: Instance, say: Callable[[str], None]) -> None:
    """Print queries and weights."""
    attempt = made.open_attempt("learner-0")
    pages = (
        ("sign-in", "", "/sign-in"),
        ("my training", "learner-0", "/training"),
        ("module overview", "learner-0", "/modules/complaints"),
        ("lesson page", "learner-0", "/modules/complaints/sections/silence"),
        ("lesson page with calculators", "learner-0", "/modules/complaints/sections/registers-speak?track=full"),
        ("practice case", "learner-0", "/modules/complaints/case"),
        ("quiz question", "learner-0", f"/attempts/{attempt.id}/questions/1"),
        ("before handing in", "learner-0", f"/attempts/{attempt.id}/hand-in"),
        ("coverage, large", "coordinator", f"/institutions/{made.large}/coverage"),
        ("people, large", "coordinator", f"/institutions/{made.large}/members"),
        ("kits", "facilitator", f"/institutions/{made.small}/kits"),
    )
    say("\npage                              queries   requests   bytes on the wire, compressed")
    for name, who, path in pages:
        client = made.app.test_client(use_cookies=False)
        headers = {"Accept-Encoding": "gzip"} | ({"Cookie": made.cookies[who]} if who else {})
        with made.app.app_context(), counting() as queries:
            page = client.get(path, headers=headers)
        assert page.status_code == 200, f"{path}: {page.status_code}"
        weight, requests = weigh(client, path, headers)
        say(f"{name:34} {len(queries):6}   {requests:8}   {weight:8}")


@contextmanager
def counting() -> Iterator[list[str]]:
    """Count the queries that the application's engine sends."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def weigh(client: FlaskClient, path: str, headers: dict[str, str]) -> tuple[int, int]:
    """Return the bytes of a page with headers and all that it loads, and the number of requests."""
    page = client.get(path, headers={**headers, "Accept-Encoding": "identity"})
    loaded = sorted(set(LOADED.findall(page.get_data(as_text=True).replace("&amp;", "&"))))
    answers = [client.get(href, headers=headers) for href in (path, *loaded)]
    return sum(len(answer.data) + len(str(answer.headers)) for answer in answers), len(answers)
