"""A served application and pages in an installed Chromium, as people use them."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from werkzeug.serving import make_server

from tests.chromium import PATIENCE
from tests.worlds import Person

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def engine_name() -> str:
    """Browser tests look at pages, not at engines: SQLite will do."""
    return "sqlite"


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The address of the application, served on this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    # Closing the server waits for what a page asked last: it still holds a connection to the database.
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(app: Flask, served: str, chromium: Browser) -> Iterator[OpenPage]:
    """Opens a page as somebody, on a phone unless told otherwise; asking another host fails."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []

    def make(
        person: Person | None, path: str = "/", *, size: dict[str, int] | None = None, script: bool = True
    ) -> Page:
        context = chromium.new_context(viewport=size or PHONE, java_script_enabled=script, accept_downloads=True)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if person is not None:
            context.add_cookies([{"name": "cpp_session", "value": cookie_of(app, person), "url": served}])
        page = context.new_page()
        page.on("request", lambda request: request.url.startswith((served, "data:")) or strangers.append(request.url))
        page.goto(served + path)
        return page

    yield make
    for context in contexts:
        context.close()
    assert strangers == [], "a page asked another host"


def follow(step: Locator) -> None:
    """Press what leads to a page and wait until all of it is there: a look before finds the old one, or half a page."""
    with step.page.expect_navigation():
        step.click()


def cookie_of(app: Flask, person: Person) -> str:
    """The cookie of somebody who has signed in."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps({"_user_id": f"{person.account_id}.0", "_fresh": True, "_permanent": True}))
