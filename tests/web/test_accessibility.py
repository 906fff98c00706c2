"""Every page in a real browser: what axe finds, what does not fit a small phone, what a thumb cannot hit."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.chromium import device
from tests.web.barriers import HOME, PHONE, look
from tests.web.test_templates import PAGES, WEB, html_of

pytestmark = pytest.mark.browser

# Every kind of page once; the error pages differ in their words alone.
NAMES = [name for name in PAGES if not name.startswith("problem-")] + ["problem-404"]


def serve(route: Route) -> None:
    path = route.request.url.removeprefix(HOME).split("?")[0]
    if path.startswith("/static/"):
        kind = "text/css" if path.endswith(".css") else "text/javascript" if path.endswith(".js") else "image/svg+xml"
        route.fulfill(body=(WEB / path.removeprefix("/")).read_text(encoding="utf-8"), content_type=kind)
    elif path.removeprefix("/") not in PAGES:
        route.fulfill(status=404)  # what a page asks by itself, if it is looked at for long
    else:
        route.fulfill(body=html_of(path.removeprefix("/")), content_type="text/html")


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(chromium: Browser, scheme: str) -> Iterator[Page]:
    with device(chromium, viewport=PHONE, color_scheme=scheme) as context:
        context.route("**/*", serve)
        yield context.new_page()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_free_of_known_barriers_on_a_small_phone(page: Page, scheme: str, name: str) -> None:
    page.goto(f"{HOME}/{name}")
    look(page, scheme)
