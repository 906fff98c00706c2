"""A commitment and a task about a change, as somebody gives and does them, on a phone and at a desk."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, fits, follow
from tests.editions import TODAY, ask_for_commitment, complaints, editorial, finish, serve, substantive

SENTENCE = "I have read the seven Client Protection Principles and will apply them in my own work."
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@SIZES
def test_she_commits_herself_and_sees_it_on_her_training(app, world, open_page, size):
    ask_for_commitment(app, SENTENCE)
    page = open_page(world.valley.people["field"], "/modules/complaints", size=size)
    follow(page.get_by_role("link", name="My commitment"))
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    assert fits(page)
    follow(page.get_by_role("button", name="I commit myself"))
    expect(page.get_by_text("You committed yourself on")).to_be_visible()
    expect(page.get_by_role("button", name="I commit myself")).to_have_count(0)
    page.goto(page.url.replace("/modules/complaints/commitment", "/training"))

    expect(page.get_by_text(SENTENCE)).to_be_visible()
    assert fits(page)


@SIZES
def test_she_answers_the_two_questions_of_a_change(app, world, open_page, size):
    person = world.valley.people["field"]
    until = TODAY + timedelta(days=300)
    finish(app, world.valley, person, of=complaints(app).edition, valid_until=until)
    items = [item for item in complaints(app).bank.items if item.kind == "single"][:2]
    serve(app, substantive(*(item.id for item in items)), editorial())
    page = open_page(person, "/training", size=size)
    follow(page.get_by_role("link", name="See what changed").first)
    expect(page.get_by_text("The time to answer is counted in calendar days.")).to_be_visible()
    assert fits(page)
    follow(page.get_by_role("button", name="Answer 2 questions"))
    for item in items:
        page.locator(f'input[value="{item.body.key}"]').check()
        follow(page.get_by_role("button", name="Save and"))
    follow(page.get_by_role("button", name="Hand in"))

    expect(page.get_by_role("heading", name="Passed")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="certificate")).to_have_count(0)
    follow(page.get_by_role("link", name="My training").last)
    expect(page.get_by_role("link", name="See what changed")).to_have_count(0)
