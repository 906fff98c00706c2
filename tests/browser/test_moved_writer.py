"""Somebody is dealt into a team, and moved to another, in the middle of a sentence: she is told, and loses no word."""

import re

import pytest
from playwright.sync_api import Page, expect

from lms.clock import read_clock
from lms.db.engine import transaction
from lms.workshops import teams
from tests.browser.conftest import follow, kill, wait_for_draft
from tests.workshops import open_hall

pytestmark = pytest.mark.browser
SUMMARY = "section:summary"
FOR_HER = re.compile(r"^Saved \d\d:\d\d, for you alone")


@pytest.fixture
def hall(app, world):
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=read_clock())


def text_of(page: Page):
    return page.locator("textarea[name=content]")


def lamp(page: Page):
    return page.locator("form[data-part] p[data-state]")


def type_on(page: Page, words: str) -> None:
    text_of(page).press("Control+End")
    page.keyboard.type(words)


def test_words_typed_while_she_is_dealt_and_moved_are_kept_for_her_and_offered(app, hall, open_page):
    def move(name, team_id):
        with app.app_context(), transaction() as write:
            seat_id = hall.seat_ids[name]
            teams.move(write, workshop_id=hall.id, seat_id=seat_id, team_id=team_id, now=read_clock())

    with app.app_context(), transaction() as write:
        lake, hill = (teams.make_team(write, workshop_id=hall.id, name=n, now=read_clock()) for n in ("Lake", "Hill"))
    desk = f"/workshops/{hall.id}/proposal"
    amina = open_page(hall.trainees["amina"], f"{desk}/parts/{SUMMARY}")
    dead = amina.context.new_page()
    dead.goto(amina.url.replace(SUMMARY, "section:context"))
    type_on(amina, "Nobody complains.")
    expect(lamp(amina)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))

    amina.context.set_offline(True)
    type_on(amina, " The box is locked.")
    type_on(dead, "Four branches.")
    dead.keyboard.press("Control+s")
    wait_for_draft(dead, "Four branches.")
    kill(dead)
    for name in ("amina", "binta"):
        move(name, lake)
    amina.context.set_offline(False)

    expect(lamp(amina)).to_have_text(FOR_HER)
    told = amina.locator("main > .notice")
    expect(told).to_contain_text("You are in Lake now. What you type on this page is kept for you alone.")
    with amina.expect_response(lambda answer: answer.request.method == "POST"):
        type_on(amina, " It has no key.")
        amina.keyboard.press("Control+s")
    expect(lamp(amina)).to_have_text(FOR_HER)
    follow(told.get_by_role("link", name="Your team's proposal"))
    expect(amina.locator("main > .notice")).to_contain_text(["Words that were still on this device have arrived."])
    follow(amina.locator("main > .notice").get_by_role("link", name="Read it, take it along").first)
    expect(amina.locator("main")).to_contain_text("Nobody complains. The box is locked. It has no key.")
    expect(amina.locator("main")).to_contain_text("Four branches.")
    follow(amina.get_by_role("button", name="Take 2 parts along"))

    amina.goto(amina.url.partition("#")[0] + f"/parts/{SUMMARY}")
    type_on(amina, "\n\nThe slips are counted.")
    amina.context.set_offline(True)
    type_on(amina, "\n\nNobody reads them.")
    move("amina", hill)
    amina.context.set_offline(False)
    expect(amina.locator("main > .notice")).to_contain_text("You are in Hill now.")
    expect(lamp(amina)).to_have_text(FOR_HER)
    follow(amina.locator("main > .notice").get_by_role("link", name="Read it, take it along"))
    expect(amina.locator("main")).to_contain_text("Nobody reads them.")
    binta = open_page(hall.trainees["binta"], f"{desk}/parts/{SUMMARY}")
    expect(text_of(binta)).to_have_value(re.compile("It has no key."))
    expect(text_of(binta)).not_to_have_value(re.compile("Nobody reads them."))
