"""A board meeting on a shared tablet, and a register on a phone: pressed through without a script, free of barriers."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage, fits, follow, resize
from tests.worlds import World

pytestmark = pytest.mark.browser

TABLET = {"width": 768, "height": 1024}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
LEAST_HIGH = """() => Math.min(...[...document.querySelectorAll("main .btn, main .seat, main .touch, main .next a")]
  .map((one) => one.getBoundingClientRect().height).filter((height) => height > 0))"""


def check(page: Page) -> None:
    """Look at a page on tablet and phone: nothing sticks out, nothing is too small to press, no known barrier."""
    for size in (TABLET, PHONE):
        resize(page, size)
        assert fits(page), page.url
        assert page.evaluate(LEAST_HIGH) >= 43.5, page.url
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    resize(page, TABLET)


def test_a_meeting_is_pressed_through_from_the_roll_call_to_the_closing(world: World, open_page: OpenPage) -> None:
    page = open_page(world.valley.people["coordinator"], "/institutions/valley/board", size=TABLET)
    check(page)
    follow(page.get_by_role("link", name="Open a meeting"))
    check(page)
    follow(page.get_by_role("button", name="Open the meeting"))
    follow(page.get_by_role("button", name="Board of Valley"))
    expect(page.get_by_role("button", name="Board of Valley")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.get_by_role("button", name="Board of Valley")).to_have_attribute("aria-pressed", "true")
    check(page)
    follow(page.get_by_role("link", name="Read together"))
    check(page)
    follow(page.get_by_role("link", name="3 Attest"))
    follow(page.get_by_role("link", name="Board of Valley"))
    expect(page.get_by_role("navigation", name="Areas")).to_have_count(0)
    check(page)
    follow(page.get_by_role("button", name="I confirm"))
    expect(page.get_by_role("main")).to_contain_text("1 of 1 attested")
    check(page)
    follow(page.get_by_role("link", name="Close the meeting"))
    check(page)
    follow(page.get_by_role("button", name="Close the meeting"))

    expect(page.get_by_role("main")).to_contain_text("1 of 1 directors complete")
    check(page)


def test_a_register_is_kept_on_a_phone(world: World, open_page: OpenPage) -> None:
    page = open_page(world.valley.people["facilitator"], "/institutions/valley/sessions/new?date=2026-03-02")
    page.get_by_label("Module").select_option("complaints")
    check(page)
    follow(page.get_by_role("button", name="Plan the session"))
    check(page)
    follow(page.get_by_role("link", name="Keep the register"))
    check(page)
    page.get_by_role("checkbox", name="Field of Valley V005").check()
    page.get_by_label("Test, percent, Field of Valley").fill("85")
    follow(page.get_by_role("button", name="Keep it"))

    expect(page.get_by_role("row", name="Field of Valley")).to_contain_text("Complete")
    check(page)
