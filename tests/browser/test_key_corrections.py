"""Correcting a key in the browser, on a phone: chosen, seen, done; no page wider than the screen."""

import tomllib

import pytest
from playwright.sync_api import expect

from courses.resources import content_folder
from lms.accounts import service as accounts
from lms.db.engine import transaction
from lms.permissions import Role
from tests import corrected
from tests.browser.conftest import fits, follow
from tests.worlds import Person

pytestmark = pytest.mark.browser


def test_an_author_corrects_a_key_on_a_phone_and_a_coordinator_reads_whom_it_touched(app, world, open_page, now):
    with app.app_context(), transaction() as write:
        folder = content_folder() / "complaints"
        documents = tuple(tomllib.loads((folder / name).read_text()) for name in ("quiz.toml", "quiz.en.toml"))
        quiz = corrected.open_quiz(write, corrected.complaints(), documents, now=now)
        corrected.take(write, quiz, world.valley, "field", (False, True, True, True, False), now=now)
        author = accounts.create_account(write, email="author@lakes.example", name="Ama Author", now=now)
        accounts.grant_role(write, account_id=author.id, role=Role.AUTHOR, network_id=world.network_id, now=now)
    page = open_page(Person(author.id, 0, "author@lakes.example"), "/key-corrections")

    follow(page.get_by_role("link", name="Correct a key"))
    page.get_by_label("Module").select_option("complaints")
    follow(page.get_by_role("button", name="Show"))
    assert fits(page)
    follow(page.get_by_role("link", name=quiz.asked.stem))
    assert fits(page)
    page.check(f"input[value='{quiz.other_key()['choice']}']")
    follow(page.get_by_role("button", name="Preview it"))
    assert fits(page)
    page.get_by_label("Why").fill("The rule of March counts calendar days.")
    page.check(f"input[value='{quiz.other_key()['choice']}']")
    follow(page.get_by_role("button", name="Preview it"))
    assert fits(page)
    follow(page.get_by_role("button", name="Correct it"))
    expect(page.get_by_role("main")).to_contain_text("Completions gained")
    follow(page.get_by_role("link", name="Undo this correction"))
    assert fits(page)

    house = open_page(world.valley.people["coordinator"], "/institutions/valley/key-corrections")
    expect(house.get_by_role("main")).to_contain_text("Field of Valley")
