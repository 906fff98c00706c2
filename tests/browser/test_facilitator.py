"""The facilitator: chooses, sees the running order, downloads the kit; nothing on a phone needs sideways reading."""

import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, OpenPage, fits, follow
from tests.worlds import World

pytestmark = pytest.mark.browser


def test_she_chooses_looks_and_downloads(world: World, open_page: OpenPage) -> None:
    page = open_page(world.valley.people["facilitator"], "/institutions/valley/kits", size=DESK)
    follow(page.get_by_role("link", name="A new kit").first)
    page.get_by_label("Module").select_option("complaints")
    page.get_by_label("In person").check()
    page.get_by_label("For whom").select_option("board")
    page.get_by_label("Minutes").fill("45")
    follow(page.get_by_role("button", name="Show the running order"))
    expect(page.get_by_role("table")).to_contain_text("Total")
    follow(page.get_by_role("button", name="Make the kit"))
    page.wait_for_url("**/kits/*-*")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download ZIP").click()

    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert archive.testzip() is None
        assert "01-deck.pptx" in archive.namelist()


def test_seven_minutes_get_a_sentence_at_the_field(world: World, open_page: OpenPage) -> None:
    page = open_page(world.valley.people["facilitator"], "/institutions/valley/kits/new")
    page.get_by_label("Minutes").fill("7")
    follow(page.get_by_role("button", name="Show the running order"))

    expect(page.get_by_label("Minutes")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Minutes")).to_have_value("7")
    assert fits(page)
