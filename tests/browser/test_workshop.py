"""A trainer's board that looks again by itself, and a case on a phone without a script."""

import uuid

import pytest
from playwright.sync_api import expect

from lms.clock import read_clock
from lms.db.engine import transaction
from lms.workshops.parts import Edit, save_part
from tests.browser.conftest import DESK, fits, follow, hold, let_go, wait_for_asking
from tests.workshops import open_hall

pytestmark = pytest.mark.browser


@pytest.fixture
def hall(app, world):
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=read_clock())


def test_the_board_looks_again_and_keeps_what_is_ticked_and_typed(app, hall, open_page):
    page = open_page(hall.trainer, f"/workshops/{hall.id}/board", size=DESK)
    page.clock.install()
    page.reload()
    binta = page.get_by_label("Support of Valley")
    binta.check()
    page.get_by_label("Or your own words").fill("Look at F39.")
    expect(page.locator("tbody")).not_to_contain_text("Summary for the board")

    with app.app_context(), transaction() as write:
        edit = Edit(str(uuid.uuid4()), "section:summary", 0, "Nobody can complain at Sandrel.")
        save_part(
            write,
            proposal_id=hall.proposal_ids["amina"],
            edit=edit,
            seat_id=hall.seat_ids["amina"],
            now=read_clock(),
        )
    hold(page)
    page.clock.run_for(21_000)
    wait_for_asking(page)
    page.get_by_label("Field of Valley").check()
    let_go(page)

    expect(page.locator("tbody")).to_contain_text("Summary for the board")
    expect(page.get_by_label("Support of Valley")).to_be_checked()
    expect(page.get_by_label("Field of Valley")).to_be_checked()
    expect(page.get_by_label("Or your own words")).to_have_value("Look at F39.")


def test_a_trainee_sorts_and_narrows_a_paper_on_a_phone_without_a_script(hall, open_page):
    page = open_page(hall.trainees["amina"], f"/workshops/{hall.id}/case/exhibits/register", script=False)

    page.get_by_label("Branch", exact=True).select_option("Lindale")
    follow(page.get_by_role("button", name="Show"))
    expect(page.locator("table.paper-rows tbody tr")).to_have_count(3)
    follow(page.get_by_role("link", name="Received"))
    expect(page.get_by_role("columnheader", name="Received")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("table.paper-rows tbody tr")).to_have_count(3)
    assert fits(page)
