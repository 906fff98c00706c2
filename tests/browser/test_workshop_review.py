"""A review on a phone: it keeps itself while it is written, whatever link is followed, and has no known barrier."""

import uuid

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lms.clock import read_clock
from lms.db.engine import transaction
from lms.workshops.assigning import begin_reviews
from lms.workshops.parts import Edit, save_part
from tests.browser.conftest import asked, fits, follow, hold, let_go, wait_for_asking, wait_until
from tests.workshops import open_hall

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
ARRIVED = "async (words) => (await (await fetch(location.href)).text()).includes(words)"


@pytest.fixture
def hall(app, world):
    now = read_clock()
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=now)
        edit = Edit(str(uuid.uuid4()), "section:summary", 0, "Nobody can complain at Sandrel.")
        save_part(write, proposal_id=made.proposal_ids["binta"], edit=edit, seat_id=made.seat_ids["binta"], now=now)
        begin_reviews(write, workshop_id=made.id, each=2, seed=1, now=now)
        return made


def test_what_is_typed_into_a_review_is_there_after_a_remark_and_without_a_connection(hall, open_page):
    page = open_page(hall.trainees["amina"], f"/workshops/{hall.id}/reviews")
    follow(page.get_by_role("link", name="Proposal A"))
    reason = page.locator("#f-reason-diagnosis")
    assert Axe().run(page, options=RULES).violations_count == 0
    assert fits(page)

    reason.fill("F7 is misread.")
    follow(page.get_by_role("link", name="Remark on this passage").first)
    expect(page.get_by_role("button", name="Keep as a draft")).to_have_count(0)
    page.go_back()
    # What was sent as the page went may arrive after what the next page asks.
    wait_until(page, ARRIVED, "F7 is misread.")
    page.reload()
    expect(reason).to_have_value("F7 is misread.")

    page.context.set_offline(True)
    reason.fill("F7 is misread, and F12.")
    expect(page.get_by_text("Not kept.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    page.reload()
    expect(reason).to_have_value("F7 is misread, and F12.")


def test_drafts_of_a_review_go_one_after_the_other_and_again_until_they_arrive(hall, open_page):
    page = open_page(hall.trainees["amina"], f"/workshops/{hall.id}/reviews")
    follow(page.get_by_role("link", name="Proposal A"))
    reason = page.locator("#f-reason-diagnosis")
    hold(page)
    reason.fill("F7 is misread.")
    wait_for_asking(page)
    reason.fill("F7 is misread, and F12.")
    page.evaluate("dispatchEvent(new Event('online'))")
    assert asked(page) == 1, "an older draft could overtake a newer one"

    page.route("**/reviews/*", lambda route: route.abort())
    let_go(page)
    expect(page.get_by_text("Not kept.")).to_be_visible()
    page.unroute("**/reviews/*")
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()
    page.reload()
    expect(reason).to_have_value("F7 is misread, and F12.")
