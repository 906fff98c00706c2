"""The learner on a phone: signs in, reads, loses the line, takes the quiz, holds the certificate."""

import json
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import text

from lms.accounts import service
from lms.db.engine import database, transaction
from lms.http.holdings import holdings_of
from quizzes.documents import read_form
from quizzes.model import FormItem, Item
from tests.answering import fields_for
from tests.browser.conftest import Door, follow
from tests.worlds import PASSWORD, World

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def same_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run asks the same questions: what a person can do on a page differs with the kind of its question."""
    monkeypatch.setattr("lms.web.quiz.secrets", SimpleNamespace(token_urlsafe=lambda _: "same questions"))


def form_of(app: Flask, attempt_id: str) -> list[tuple[Item, FormItem]]:
    with app.app_context():
        query = text("select form from attempt where id = :id")
        kept = database.session.execute(query, {"id": attempt_id}).scalar_one()
        database.session.rollback()
    bank = holdings_of(app).catalogue.get("complaints").bank
    entries = read_form(json.loads(kept) if isinstance(kept, str) else kept).items
    found = [(bank.find(entry.item_id), entry) for entry in entries]
    return [(item, entry) for item, entry in found if item is not None]


def answers_kept(app: Flask) -> int:
    with app.app_context():
        count = database.session.execute(text("select count(distinct item_id) from answer")).scalar_one()
        database.session.rollback()
    return int(count)


def fill(page: Page, item: Item, entry: FormItem, *, right: bool = True) -> None:
    """Answer the question on the page, as its form asks."""
    for name, value in fields_for(item, entry, right=right).items():
        if name in ("choice", "value"):
            page.locator(f'input[name="{name}"][value="{value}"]').check()
        elif name == "choices":
            for one in value:
                page.locator(f'input[name="choices"][value="{one}"]').check()
        elif name == "number":
            page.locator('input[name="number"]').fill(str(value))
            page.locator(
                'input[name="number"]'
            ).blur()  # a field that is left has changed, one in which she types has not
        else:
            page.locator(f'select[name="{name}"]').select_option(str(value))


def begin_quiz(page: Page) -> str:
    page.goto(page.url.partition("/training")[0] + "/modules/complaints/quiz")
    follow(page.get_by_role("button", name="Start"))
    page.wait_for_url("**/questions/1")
    return page.url.split("/attempts/")[1].split("/")[0]


def test_she_signs_in_reads_on_and_comes_back_to_where_she_was(app: Flask, world: World, open_page) -> None:
    field = world.valley.people["field"]
    with app.app_context(), transaction() as write:
        service.set_password(write, account_id=field.account_id, password=PASSWORD)
    page = open_page(None, "/training")
    page.get_by_label("E-mail address").fill(field.email)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in"))
    page.wait_for_url("**/training")
    follow(page.get_by_role("link", name="Begin").first)
    follow(page.get_by_role("button", name="Go on"))
    second = page.get_by_role("heading", level=1).inner_text()
    page.goto(page.url.partition("/modules")[0] + "/training")
    follow(page.get_by_role("link", name="Go on reading").first)

    expect(page.get_by_role("heading", level=1)).to_have_text(second)


def test_a_whole_quiz_on_a_phone_ends_in_a_certificate(app: Flask, world: World, open_page) -> None:
    page = open_page(world.valley.people["field"], "/training")
    attempt_id = begin_quiz(page)
    for item, entry in form_of(app, attempt_id):
        fill(page, item, entry)
        follow(page.locator('button[name="go"][value="next"]'))
    follow(page.get_by_role("button", name="Hand in"))
    page.wait_for_url("**/result")
    follow(page.get_by_role("link", name="See your certificate"))

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert answers_kept(app) == 12


def test_an_answer_given_without_a_line_is_kept_and_sent_when_it_is_back(app: Flask, world: World, open_page) -> None:
    page = open_page(world.valley.people["field"], "/training")
    attempt_id = begin_quiz(page)
    item, entry = form_of(app, attempt_id)[0]
    page.context.set_offline(True)
    fill(page, item, entry)
    expect(page.locator("#lamp")).to_have_attribute("data-state", "device")
    assert answers_kept(app) == 0
    page.context.set_offline(False)
    expect(page.locator("#lamp")).to_have_attribute("data-state", "saved")

    assert answers_kept(app) == 1


def test_closing_the_tab_loses_no_saved_answer(app: Flask, world: World, open_page) -> None:
    page = open_page(world.valley.people["field"], "/training")
    attempt_id = begin_quiz(page)
    item, entry = form_of(app, attempt_id)[0]
    fill(page, item, entry)
    expect(page.locator("#lamp")).to_have_attribute("data-state", "saved")
    href, context = page.url, page.context
    page.close()
    again = context.new_page()
    again.goto(href)

    assert answers_kept(app) == 1
    expect(again.locator("#lamp")).to_have_attribute("data-state", "saved")


def test_an_answer_after_the_sign_in_ran_out_waits_on_the_device(
    app: Flask, world: World, open_page, door: Door
) -> None:
    page = open_page(world.valley.people["field"], "/training")
    attempt_id = begin_quiz(page)
    item, entry = form_of(app, attempt_id)[0]
    door.shown = ""
    fill(page, item, entry)
    expect(page.locator("#lamp")).to_contain_text("ign in")
    assert answers_kept(app) == 0
    door.shown = None
    page.reload()
    expect(page.locator("#lamp")).to_have_attribute("data-state", "saved")

    assert answers_kept(app) == 1


def test_the_whole_quiz_works_without_a_script(app: Flask, world: World, open_page) -> None:
    page = open_page(world.valley.people["field"], "/modules/complaints/quiz", script=False)
    follow(page.get_by_role("button", name="Start"))
    attempt_id = page.url.split("/attempts/")[1].split("/")[0]
    for item, entry in form_of(app, attempt_id):
        fill(page, item, entry)
        follow(page.locator('button[name="go"][value="next"]'))
    follow(page.get_by_role("button", name="Hand in"))

    expect(page.get_by_role("link", name="See your certificate")).to_be_visible()
