"""The coordinator at a desk: adds a person, reads the coverage, sees why somebody is not complete, exports."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, OpenPage, follow
from tests.worlds import World

pytestmark = pytest.mark.browser


def test_she_adds_a_person_who_then_counts(world: World, open_page: OpenPage) -> None:
    page = open_page(world.valley.people["coordinator"], "/institutions/valley/members", size=DESK)
    follow(page.get_by_role("link", name="Add").first)
    page.get_by_label("Name", exact=True).fill("Noor Nine")
    page.get_by_label("Staff code").fill("V900")
    page.get_by_label("E-mail").fill("noor@valley.example")
    page.get_by_label("Tier").select_option("field")
    page.get_by_label("Branch").select_option(label="Main Street")
    page.get_by_label("First day").fill("2026-01-05")
    follow(page.locator("form[method=post] button").last)
    expect(page.get_by_role("heading", name="Noor Nine")).to_be_visible()
    page.goto(page.url.partition("/members")[0] + "/coverage?on=2026-02-01")

    field = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Field"))
    expect(field).to_contain_text("0 of 2")


def test_a_mistake_in_a_form_is_told_at_its_field_and_nothing_typed_is_lost(world: World, open_page: OpenPage) -> None:
    page = open_page(world.valley.people["coordinator"], "/institutions/valley/members/new", size=DESK)
    page.get_by_label("Name", exact=True).fill("Noor Nine")
    page.get_by_label("Staff code").fill("V001")
    page.get_by_label("Tier").select_option("field")
    page.get_by_label("Branch").select_option(label="Main Street")
    page.get_by_label("First day").fill("2026-01-05")
    follow(page.locator("form[method=post] button").last)

    expect(page.get_by_label("Staff code")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Noor Nine")


def test_she_reads_why_somebody_is_not_complete(world: World, open_page: OpenPage) -> None:
    page = open_page(world.valley.people["coordinator"], "/institutions/valley/coverage", size=DESK)
    follow(page.get_by_role("link", name="People", exact=True).last)
    follow(page.get_by_role("link", name="Field of Valley").first)

    expect(page.get_by_role("main")).to_contain_text("Mechanisms for complaint resolution")


def test_the_export_has_the_people_of_the_screen(world: World, open_page: OpenPage) -> None:
    page = open_page(world.valley.people["coordinator"], "/institutions/valley/coverage/people", size=DESK)
    with page.expect_download() as waiting:
        page.locator('a[href*="people.csv"]').first.click()
    with open(waiting.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(io.StringIO(file.read())))
    names = {cell for row in rows for cell in row}

    for tier in ("Board", "Field", "Support"):
        assert f"{tier} of Valley" in names
    assert not any("Harbour" in name for name in names)
