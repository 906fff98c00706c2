"""A served application and pages in an installed Chromium, as people use them."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, Locator, Page
from werkzeug.serving import make_server

from tests.chromium import device
from tests.worlds import Person

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def engine_name() -> str:
    """Browser tests look at pages, not at engines: SQLite will do."""
    return "sqlite"


class Door:
    """Stands before the application. `shown`, where it is set, is shown in place of the cookies a browser brings.

    So a sign-in ends, or another begins, at once. Taken out of the browser, a cookie would come back with an answer
    that was still under way; therefore nothing is given to the browser either while something else is shown.
    """

    shown: str | None = None

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if self.shown is None:
            return self.app(environ, start)

        def start_without(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start(status, [one for one in headers if one[0].lower() != "set-cookie"], *more)

        return self.app({**environ, "HTTP_COOKIE": self.shown}, start_without)


@pytest.fixture
def door(app: Flask) -> Door:
    """What stands between the browser and the application."""
    return Door(app)


@pytest.fixture
def served(door: Door) -> Iterator[str]:
    """The address of the application, served on this machine."""
    server = make_server("127.0.0.1", 0, door, threaded=True)
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
    devices = ExitStack()
    strangers: list[str] = []

    def make(
        person: Person | None, path: str = "/", *, size: dict[str, int] | None = None, script: bool = True
    ) -> Page:
        options = {"viewport": size or PHONE, "java_script_enabled": script, "accept_downloads": True}
        context = devices.enter_context(device(chromium, **options))
        if person is not None:
            context.add_cookies([{"name": "cpp_session", "value": cookie_of(app, person), "url": served}])
        page = context.new_page()
        page.on("request", lambda request: request.url.startswith((served, "data:")) or strangers.append(request.url))
        page.goto(served + path)
        return page

    with devices:
        yield make
    assert strangers == [], "a page asked another host"


def follow(step: Locator) -> None:
    """Press what leads to a page and wait until all of it is there: a look before finds the old one, or half a page."""
    with step.page.expect_navigation():
        step.click()


def resize(page: Page, size: dict[str, int]) -> None:
    """Give a page another size, and wait until it has it."""
    page.set_viewport_size(size)
    page.wait_for_function("(width) => innerWidth === width", arg=size["width"])


def fits(page: Page) -> bool:
    """Return whether nothing of a page that is all there sticks out to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


HOLD = """() => {
  const real = fetch;
  const held = new Promise((go) => { window.letGo = go; });
  window.asked = 0;
  window.fetch = async (...all) => { window.asked += 1; await held; return real(...all); };
}"""


def hold(page: Page) -> None:
    """Let what a page asks from now on wait on its way, however long, until `let_go`."""
    page.evaluate(HOLD)


def wait_for_asking(page: Page) -> None:
    """Wait until a page that is held has asked something."""
    page.wait_for_function("() => asked > 0")


def asked(page: Page) -> int:
    """Return how much a page has asked since it is held."""
    return int(page.evaluate("asked"))


def let_go(page: Page) -> None:
    """Let everything a page asks go its way again."""
    page.evaluate("letGo()")


def wait_until(page: Page, asks: str, arg: object) -> None:
    """Wait until a function of a page that asks somebody answers yes; a promise alone is true from the start."""
    page.evaluate("() => { window.answered = window.asking = null; }")
    answer = "(found) => { window.answered = found; window.asking = null; }"
    page.wait_for_function(f"(arg) => {{ window.asking ??= ({asks})(arg).then({answer}); return answered; }}", arg=arg)


def kill(page: Page) -> None:
    """Let the tab of a page die: a page that is closed would still send what it holds, and nobody knows when."""
    hold(page)
    page.close(run_before_unload=False)


HAS_DRAFT = """(words) => Object.entries(localStorage)
  .some(([name, kept]) => name.startsWith("draft ") && kept.includes(words))"""


def wait_for_draft(page: Page, words: str) -> None:
    """Wait until words lie on the device: a third of a second after their last key they do."""
    page.wait_for_function(HAS_DRAFT, arg=words)


def cookie_of(app: Flask, person: Person) -> str:
    """The cookie of somebody who has signed in."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(
        serializer.dumps(
            {"_user_id": f"{person.account_id}.0", "_fresh": True, "_permanent": True, "csrf_token": "0" * 40}
        )
    )
