"""What a save leaves as it is: a link under a finger, the words in the field; and what no device keeps after it."""

import pytest
from playwright.sync_api import Page, expect

from lms.clock import read_clock
from lms.db.engine import transaction
from tests.browser.conftest import kill, wait_until
from tests.workshops import open_hall

pytestmark = pytest.mark.browser
# Whether the copy on the disk holds a draft with these words.
ON_DISK = """async ([words, isWanted]) => {
  const answered = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = failed;
  });
  const disk = await answered(indexedDB.open("drafts", 1));
  const held = await answered(disk.transaction("drafts").objectStore("drafts").getAll());
  disk.close();
  return held.some(({ text }) => Boolean(text?.includes(words))) === isWanted;
}"""
NOTHING_NOTED = "() => Object.keys(localStorage).every((name) => !/^(done )?draft /.test(name))"


@pytest.fixture
def page(app, world, open_page):
    with app.app_context(), transaction() as write:
        hall = open_hall(write, world, now=read_clock())
    return open_page(hall.trainees["amina"], f"/workshops/{hall.id}/proposal/parts/section:context")


def save(page: Page, *, version: int) -> None:
    """Save what was filled in at once: of words typed slowly, half is saved by itself as an earlier version."""
    page.keyboard.press("Control+s")
    expect(page.locator("form[data-part]")).to_have_attribute("data-version", str(version))


def text_of(page: Page):
    return page.locator("textarea[name=content]")


def test_what_was_sent_just_before_its_page_died_leaves_the_device_with_the_next_one(page):
    page.context.set_offline(True)
    text_of(page).fill("Nobody complains.")
    wait_until(page, ON_DISK, ["Nobody complains.", True])
    page.context.set_offline(False)
    save(page, version=1)
    context, address = page.context, page.url
    kill(page)

    other = context.new_page()
    other.goto(address.replace("section:context", "section:objectives"))
    wait_until(other, ON_DISK, ["Nobody complains.", False])
    other.wait_for_function(NOTHING_NOTED)
    other.goto(address)
    expect(text_of(other)).to_have_value("Nobody complains.")


def test_a_save_leaves_the_link_of_a_warning_where_it_is_and_mends_half_a_character_in_the_field(page):
    text_of(page).fill("Sandrel works in 12 branches.")
    save(page, version=1)
    way = page.locator("#f-content-warned a", has_text="F7")
    way.evaluate("(one) => { window.pressed = one; }")
    text_of(page).evaluate("""(area) => {
      area.value += " Half \\ud83d of it, and a whole \\ud83d\\ude00.";
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }""")
    save(page, version=2)

    assert page.evaluate("pressed.isConnected")
    expect(text_of(page)).to_have_value("Sandrel works in 12 branches. Half \ufffd of it, and a whole \U0001f600.")
    expect(page.locator("form[data-part] p[data-state]")).to_have_attribute("data-state", "saved")
