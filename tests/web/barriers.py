"""What a page must be free of on a small phone: what axe finds, what does not fit, what a thumb cannot hit."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

HOME = "http://pages.test"
PHONE = {"width": 360, "height": 720}
RULES: dict[str, object] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
# A dark page is the light one in other colours: what else axe looks at was looked at in the light one.
COLOURS: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
TOO_SMALL = """() => [...document.querySelectorAll("a, button, select, summary, input:not([type=hidden])")]
  .filter((element) => !element.closest("p, dd, dt, .prose, .lens, .skip"))
  .map((element) => element.closest("label.opt") || element)
  .filter((element) => { const box = element.getBoundingClientRect(); return box.height > 0 && box.height < 43.5; })
  .map((element) => element.outerHTML.slice(0, 90))"""


def look(page: Page, scheme: str) -> None:
    """Hold the page that is open to all of it; of a dark one the colours are looked at, and what they could move."""
    found = Axe().run(page, options=RULES if scheme == "light" else COLOURS)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert page.evaluate(TOO_SMALL) == [], page.url
