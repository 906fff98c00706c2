"""A remark on the words one selects, and on a phone without a script on a passage."""

import uuid

import pytest
from playwright.sync_api import expect

from lms.clock import read_clock
from lms.db.engine import transaction
from lms.workshops.parts import Edit, save_part
from tests.browser.conftest import DESK, fits, follow
from tests.workshops import open_hall

pytestmark = pytest.mark.browser
TEXT = "Nobody complains at Sandrel.\n\nThe box hangs beside the **desk** of the officer."


@pytest.fixture
def hall(app, world):
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=read_clock())
        edit = Edit(str(uuid.UUID(int=1)), "section:context", 0, TEXT)
        save_part(
            write,
            proposal_id=made.proposal_ids["amina"],
            edit=edit,
            seat_id=made.seat_ids["amina"],
            now=read_clock(),
        )
    return made


def test_words_that_are_selected_offer_a_remark_on_just_those(hall, open_page):
    page = open_page(hall.trainees["amina"], f"/workshops/{hall.id}/proposal/read", size=DESK)
    page.locator("#section-context-2 strong").dblclick()
    follow(page.get_by_role("link", name="Remark on these words"))
    expect(page.get_by_label("The passage")).to_have_value("desk")

    page.get_by_label("What you say").fill("Whose desk?")
    follow(page.get_by_role("button", name="Write it"))
    thread = page.locator("#section-context-2 .remarks li")
    expect(thread).to_contain_text("Whose desk?")
    expect(thread.locator("blockquote")).to_have_text("desk")
    expect(page.locator("#section-context-2 mark")).to_have_text("desk")


def test_a_passage_is_remarked_on_and_resolved_on_a_phone_without_a_script(hall, open_page):
    page = open_page(hall.trainees["amina"], f"/workshops/{hall.id}/proposal/read", script=False)
    follow(page.locator("#section-context-1").get_by_role("link", name="Remark"))
    expect(page.get_by_label("The passage")).to_have_value("Nobody complains at Sandrel.")
    page.get_by_label("What you say").fill("Which year?")
    follow(page.get_by_role("button", name="Write it"))

    follow(page.locator("#section-context-1").get_by_role("button", name="Resolve"))
    expect(page.locator("#section-context-1 .state")).to_have_text("Resolved")
    assert fits(page)
