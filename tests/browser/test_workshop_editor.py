"""The pages of a proposal on a small phone, and a fact that is looked up and cited beside the text."""

import uuid

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from courses.proposals import Finding, Recommendation, write_part
from lms.clock import read_clock
from lms.db.engine import transaction
from lms.workshops.parts import Edit, save_part
from tests.browser.conftest import DESK, fits
from tests.workshops import open_hall

pytestmark = pytest.mark.browser
GAP, FIX = uuid.UUID(int=1), uuid.UUID(int=2)
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
TOO_SMALL = """() => [...document.querySelectorAll("main a, main button, main select, main summary")]
  .filter((element) => !element.closest("p, dd, dt, .prose, .skip, .warned, table"))
  .filter((element) => { const box = element.getBoundingClientRect(); return box.height > 0 && box.height < 43.5; })
  .map((element) => element.outerHTML.slice(0, 90))"""


@pytest.fixture
def hall(app, world):
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=read_clock())
        finding = Finding(str(GAP), text="Sandrel has 12 branches and no line.", limb="a", facts=(7, 900))
        fix = Recommendation(
            str(FIX), title="Open a line", owner="Director", cost_text="10,000", starts_text="2027-01-15",
            ends_text="2027-03-01",
        )  # fmt: skip
        parts = {
            "section:context": "Sandrel has 12 branches.",
            f"finding:{GAP}": write_part(finding),
            f"recommendation:{FIX}": write_part(fix),
        }
        for key, content in parts.items():
            edit = Edit(str(uuid.uuid4()), key, 0, content)
            seat = made.seat_ids["amina"]
            save_part(write, proposal_id=made.proposal_ids["amina"], edit=edit, seat_id=seat, now=read_clock())
    return made


def test_every_page_of_a_proposal_has_no_known_barrier_on_a_small_phone(hall, open_page):
    start = f"/workshops/{hall.id}/proposal"
    page = open_page(hall.trainees["amina"], start)
    for path in ("", "/matrix", "/plan", "/check", "/history", f"/parts/finding:{GAP}"):
        page.goto(page.url.split("/workshops/")[0] + start + path)
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, path + found.generate_report()
        assert fits(page), path
        assert page.evaluate(TOO_SMALL) == [], path


def test_a_fact_is_found_by_a_word_beside_the_text_and_cited_in_it(hall, open_page):
    page = open_page(hall.trainees["amina"], f"/workshops/{hall.id}/proposal/parts/section:context", size=DESK)
    page.get_by_label("Words or number").fill("F12")

    expect(page.locator(".lookup-list li:visible")).to_have_count(1)
    page.get_by_role("button", name="Cite F12").click()
    expect(page.get_by_label("Your text")).to_have_value("Sandrel has 12 branches. (F12)")
    page.goto(page.url.split("/parts/")[0] + f"/parts/finding:{GAP}")
    page.get_by_role("button", name="Cite F12", exact=True).click()
    expect(page.get_by_label("Facts that show it")).to_have_value("7, 900, 12")
