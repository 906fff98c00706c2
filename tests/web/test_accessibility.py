"""Every page in a real browser: what axe finds, what does not fit a small phone, what a thumb cannot hit."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from tests.web.test_templates import PAGES, WEB, html_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium on this machine"),
]

HOME = "http://pages.test"
# Every kind of page once; the error pages differ in their words alone.
NAMES = [name for name in PAGES if not name.startswith("problem-")] + ["problem-404"]
TOO_SMALL = """() => [...document.querySelectorAll("a, button, select, summary, input:not([type=hidden])")]
  .filter((element) => !element.closest("p, dd, dt, .prose, .lens, .skip"))
  .map((element) => element.closest("label.opt") || element)
  .filter((element) => { const box = element.getBoundingClientRect(); return box.height > 0 && box.height < 43.5; })
  .map((element) => element.outerHTML.slice(0, 90))"""


def serve(route: Route) -> None:
    path = route.request.url.removeprefix(HOME).split("?")[0]
    if path.startswith("/static/"):
        kind = "text/css" if path.endswith(".css") else "text/javascript" if path.endswith(".js") else "image/svg+xml"
        route.fulfill(body=(WEB / path.removeprefix("/")).read_text(encoding="utf-8"), content_type=kind)
    else:
        route.fulfill(body=html_of(path.removeprefix("/")), content_type="text/html")


@pytest.fixture(scope="module", params=["light", "dark"])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 720}, color_scheme=request.param)
    context.route("**/*", serve)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_free_of_known_barriers_on_a_small_phone(page: Page, name: str) -> None:
    page.goto(f"{HOME}/{name}")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(TOO_SMALL) == []
