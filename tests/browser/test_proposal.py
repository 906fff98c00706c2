"""A proposal in a real browser: the line is cut, the tab dies, the sign-in ends, two people write at once."""

import json
import re
import uuid

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from lms.clock import read_clock
from lms.db.engine import database, transaction
from lms.workshops import nudges, parts, teams
from tests.browser.conftest import DESK, Door, cookie_of, hold, kill, let_go, wait_for_draft, wait_until
from tests.workshops import open_hall

pytestmark = pytest.mark.browser
SUMMARY = "section:summary"
SAVED = re.compile(r"^Saved \d\d:\d\d")
UNSENT = "Kept on this device; not yet sent"


@pytest.fixture
def hall(app, world):
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=read_clock())
        teams.deal_teams(write, workshop_id=made.id, size=3, seed=1, called="Team", now=read_clock())
        return made


@pytest.fixture
def write_page(hall, open_page):
    """Opens a part as somebody."""
    return lambda name, key=SUMMARY, **more: open_page(
        hall.trainees[name], f"/workshops/{hall.id}/proposal/parts/{key}", **more
    )


@pytest.fixture
def held(app, hall):
    """What the server holds of a part of the team's proposal."""

    def find(key=SUMMARY):
        with app.app_context():
            query = text("select id from proposal where team_id is not null")
            proposal_id = database.session.execute(query).scalar_one()
            found = parts.find_part(database.session(), proposal_id=proposal_id, key=key)
            database.session.rollback()
            return found.content if found else ""

    return find


def text_of(page: Page):
    return page.locator("textarea[name=content]")


def lamp(page: Page):
    return page.locator("form[data-part] p[data-state]")


def drafts(page: Page) -> list[str]:
    names = page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft '))")
    return [str(name) for name in names]


def look(page: Page) -> None:
    """Let a page look for news now, as it does every few seconds."""
    page.evaluate("dispatchEvent(new Event('online'))")


def test_a_cut_line_a_dead_tab_and_an_ended_sign_in_lose_nothing(write_page, held, door: Door):
    page = write_page("amina")
    text_of(page).press_sequentially("Nobody complains. Sandrel works in 12 branches.")
    expect(lamp(page)).to_have_text(SAVED)
    expect(page.locator("[data-mirror] mark")).to_have_text("12 branches")
    expect(page.locator("#f-content-warned")).to_contain_text("the case says 18 (F7)")
    assert drafts(page) == []

    page.context.set_offline(True)
    text_of(page).press_sequentially(" The box is locked.")
    expect(lamp(page)).to_have_text(UNSENT)
    wait_for_draft(page, "The box is locked.")
    context, address = page.context, page.url
    kill(page)
    assert "locked" not in held()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(text_of(again)).to_have_value("Nobody complains. Sandrel works in 12 branches. The box is locked.")
    expect(lamp(again)).to_have_text(SAVED)
    assert held().endswith("The box is locked.")

    door.shown = ""
    # Where the words came with the page, a field that is entered begins at its first letter.
    text_of(again).press("Control+End")
    again.keyboard.type(" It has no key.")
    again.keyboard.press("Control+s")
    expect(lamp(again)).to_contain_text("You are signed out")
    with context.expect_page() as asked:
        lamp(again).get_by_role("link").click()
    expect(asked.value.get_by_label("Password")).to_be_visible()
    asked.value.close()
    assert "key" not in held()
    door.shown = None
    look(again)
    expect(lamp(again)).to_have_text(SAVED)
    assert held().endswith("It has no key.")
    assert drafts(again) == []


ON_DISK = """async (words) => {
  const answered = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = failed;
  });
  const disk = await answered(indexedDB.open("drafts", 1));
  const held = await answered(disk.transaction("drafts").objectStore("drafts").getAll());
  disk.close();
  return held.filter(({ name }) => name.startsWith("draft ")).some(({ text }) => words ? text?.includes(words) : !text);
}"""
STORED = "() => Object.entries(localStorage).filter(([name]) => name.startsWith('draft '))"


def test_a_machine_that_dies_with_what_its_browser_had_not_written_yet_loses_and_repeats_nothing(write_page, held):
    page = write_page("amina")
    text_of(page).press_sequentially("Nobody complains.")
    expect(lamp(page)).to_have_text(SAVED)
    page.context.set_offline(True)
    page.keyboard.type(" The box is locked.")
    wait_until(page, ON_DISK, "The box is locked.")
    old = page.evaluate(STORED)
    context, address = page.context, page.url
    kill(page)
    context.set_offline(False)
    other = context.new_page()
    other.goto(address.partition("/workshops")[0] + "/account")
    # What the browser kept elsewhere had not reached the disk.
    other.evaluate("localStorage.clear()")
    again = context.new_page()
    again.goto(address)
    expect(text_of(again)).to_have_value("Nobody complains. The box is locked.")
    expect(lamp(again)).to_have_text(SAVED)

    text_of(again).press("Control+End")
    again.keyboard.type(" It has no key.")
    again.keyboard.press("Control+s")
    expect(text_of(again)).to_have_value("Nobody complains. The box is locked. It has no key.")
    again.wait_for_function(
        "() => Object.keys(localStorage).every((name) => !name.startsWith('draft ') && !name.startsWith('done '))"
    )
    kill(again)
    # It comes back as it was a while ago: what was sent since is not sent once more.
    other.evaluate("(old) => old.forEach(([name, text]) => localStorage.setItem(name, text))", old)
    last = context.new_page()
    last.goto(address)
    expect(text_of(last)).to_have_value("Nobody complains. The box is locked. It has no key.")
    last.wait_for_function("() => Object.keys(localStorage).every((name) => !name.startsWith('draft '))")
    assert held() == "Nobody complains. The box is locked. It has no key."


def test_two_people_in_one_part_see_each_other_and_both_keep_their_words(write_page, held):
    amina, binta = write_page("amina", size=DESK), write_page("binta")
    text_of(amina).fill("The box is opened monthly. Nobody counts.")
    amina.keyboard.press("Control+s")
    expect(lamp(amina)).to_have_text(SAVED)
    look(binta)
    expect(text_of(binta)).to_have_value("The box is opened monthly. Nobody counts.")
    expect(binta.locator("form [data-lock]")).to_contain_text("Field of Valley is writing here now.")

    # Both write at the same time: what binta types arrives when amina's words have.
    hold(binta)
    text_of(amina).fill("The red box is opened monthly. Nobody counts.")
    text_of(binta).focus()
    binta.evaluate("document.activeElement.setSelectionRange(1e6, 1e6)")
    binta.keyboard.type(" Nobody reads.")
    amina.keyboard.press("Control+s")
    expect(lamp(amina)).to_have_text(SAVED)
    let_go(binta)
    binta.keyboard.press("Control+s")
    both = "The red box is opened monthly. Nobody counts. Nobody reads."
    expect(text_of(binta)).to_have_value(both)
    assert binta.evaluate("document.activeElement.selectionStart") == len(both)
    look(amina)
    expect(text_of(amina)).to_have_value(both)
    assert held() == both


def test_a_word_of_the_trainer_stands_on_the_page_that_is_being_written(app, hall, write_page):
    page = write_page("amina")
    with app.app_context(), transaction() as write:
        seat_ids = [hall.seat_ids["amina"]]
        nudges.send_nudge(write, workshop_id=hall.id, seat_ids=seat_ids, text="One finding first.", now=read_clock())
    look(page)
    look(page)
    heard = page.locator("main > .notice", has_text="From your trainer: “One finding first.”")
    expect(heard).to_have_count(1)
    page.reload()
    look(page)
    expect(heard).to_have_count(1)


def test_drafts_of_one_are_not_seen_or_sent_by_another_at_the_same_device(app, hall, write_page, held, door):
    page = write_page("amina")
    page.context.set_offline(True)
    text_of(page).fill("What I think of the director.")
    expect(lamp(page)).to_have_text(UNSENT)
    wait_for_draft(page, "What I think of the director.")
    door.shown = f"cpp_session={cookie_of(app, hall.trainees['binta'])}"
    page.context.set_offline(False)
    look(page)
    expect(lamp(page)).to_contain_text("Another account is signed in")
    # By the time a page looks for news it has long taken over what it takes over.
    with page.expect_response("**/changes?*"):
        page.goto(page.url)

    expect(text_of(page)).to_have_value("")
    assert held() == ""
    assert len(drafts(page)) == 1


def test_a_second_tab_leaves_the_words_of_a_living_one_alone_however_slow_that_is(write_page, held):
    page = write_page("amina")
    # A tab that is busy answers nobody in time.
    page.context.add_init_script("BroadcastChannel.prototype.postMessage = () => {};")
    page.reload()
    page.route("**/parts/*", lambda route: route.abort())
    text_of(page).fill("The box is locked.")
    expect(lamp(page)).to_have_text(UNSENT)
    second = page.context.new_page()
    with second.expect_response("**/changes?*"):
        second.goto(page.url)
    expect(text_of(second)).to_have_value("")
    assert (len(drafts(second)), held()) == (1, "")

    left = page.evaluate(STORED)
    kill(page)
    second.reload()
    expect(text_of(second)).to_have_value("The box is locked.")
    expect(lamp(second)).to_have_text(SAVED)
    assert held() == "The box is locked."

    # A third that came back with it sees for a moment what was there before: the second has taken it over already.
    second.evaluate("(left) => left.forEach(([name, text]) => localStorage.setItem(name, text))", left)
    third = page.context.new_page()
    third.add_init_script("delete window.indexedDB;")
    with third.expect_response("**/changes?*"):
        third.goto(second.url)
    assert len(drafts(third)) == 1


def test_words_of_a_dead_tab_are_taken_over_where_a_browser_knows_neither_locks_nor_databases(write_page):
    page = write_page("amina")
    page.context.add_init_script("delete Navigator.prototype.locks; delete window.indexedDB;")
    page.reload()
    assert page.evaluate("typeof navigator.locks + typeof window.indexedDB") == "undefinedundefined"
    page.context.set_offline(True)
    text_of(page).fill("The box is locked.")
    wait_for_draft(page, "The box is locked.")
    context, address = page.context, page.url
    # It is asked about once: it must be quite dead by then.
    page.evaluate("() => { BroadcastChannel.prototype.postMessage = () => {}; }")
    kill(page)
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(text_of(again)).to_have_value("The box is locked.")


def test_a_paste_from_a_word_processor_stands_as_text_and_table_and_a_finding_keeps_its_boxes(write_page, held):
    page = write_page("amina")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", "<p class=MsoNormal>Two <b>branches</b></p>"
            + "<table><tr><td>Lindale</td><td>3</td></tr></table>");
          data.setData("text/plain", "Two branches\\nLindale\\t3");
          const area = document.querySelector("textarea[name=content]");
          area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(text_of(page)).to_have_value(re.compile(r"Two \*\*branches\*\*\s+\| Lindale \| 3 \|"))
    expect(page.locator("[data-pasted]")).to_contain_text("Pasted as clean text")
    expect(lamp(page)).to_have_text(SAVED)
    # A browser that knows no field-sizing: the field is as high as its text all the same, or underlines would slip.
    text_of(page).evaluate("(area) => { area.style.fieldSizing = 'fixed'; }")
    text_of(page).fill("A line.\n" * 60)
    assert text_of(page).evaluate("(area) => area.scrollHeight - area.clientHeight") == 0

    key = f"finding:{uuid.uuid4()}"
    finding = write_page("amina", key)
    finding.get_by_label("What falls short").fill("There is no box.")
    finding.locator("input[name=limb]").first.check()
    finding.get_by_label("Facts that show it").fill("F39, seven, 999")
    finding.get_by_role("button", name="Save").click()
    expect(lamp(finding)).to_have_text(SAVED)
    expect(finding.locator("#f-facts-warned")).to_contain_text("F999")
    kept = json.loads(held(key))
    assert (kept["limb"], kept["facts"]) == ("a", [39, "seven", 999])
    finding.reload()
    expect(finding.get_by_label("Facts that show it")).to_have_value("39, seven, 999")
    finding.evaluate("() => { window.gone = 0; HTMLFormElement.prototype.submit = () => (gone += 1); }")
    finding.get_by_role("button", name="Take it out").evaluate("(button) => { button.click(); button.click(); }")
    assert finding.evaluate("gone") == 1, "a double press goes once"
