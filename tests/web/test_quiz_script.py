"""The quiz script in a real browser: what it says, keeps and sends when the line or the login breaks."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.chromium import device
from tests.web.test_templates import WEB, html_of

pytestmark = pytest.mark.browser

HOME = "http://quiz.test"
ITEM = f"{HOME}/page/item-single"
OPTIONS = ("ask", "log", "box", "promise")


@dataclass
class Server:
    """Plays the server. `answers` is what it took, `posts` the forms it got; `status` 0 cuts the line."""

    status: int = 200
    body: str = "{}"
    kind: str = "application/json"
    answers: list[dict[str, object]] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)

    def handle(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOME).split("?")[0]
        if path.startswith("/page/"):
            route.fulfill(body=html_of(path.removeprefix("/page/")), content_type="text/html")
        elif path.startswith("/static/"):
            name = path.removeprefix("/static/")
            kind = {"js": "text/javascript", "css": "text/css"}.get(name.split(".")[-1], "image/svg+xml")
            route.fulfill(body=(WEB / "static" / name).read_text(encoding="utf-8"), content_type=kind)
        elif path == "/attempts/a1/answers":
            self.save(route)
        else:
            self.posts.append(route.request.post_data or "")
            route.fulfill(body=html_of("problem-404"), content_type="text/html")

    def save(self, route: Route) -> None:
        if self.status == 0:
            route.abort()
            return
        if self.status < 300 and self.kind == "application/json":
            assert route.request.headers["x-csrftoken"] == "a-token"
            self.answers.append(json.loads(route.request.post_data or ""))
        route.fulfill(status=self.status, body=self.body, content_type=self.kind)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def context(chromium: Browser, server: Server) -> Iterator[BrowserContext]:
    with device(chromium) as made:
        made.route("**/*", server.handle)
        yield made


@pytest.fixture
def page(context: BrowserContext) -> Page:
    opened = context.new_page()
    opened.goto(ITEM)
    return opened


def choose(page: Page, option: str) -> None:
    page.locator(f'input[value="{option}"]').check()


def lamp(page: Page, state: str) -> None:
    expect(page.locator("#lamp")).to_have_attribute("data-state", state)


def at_rest(page: Page) -> None:
    """Wait until a press that stays on the page has tried all it tries: until then it may still go on by itself."""
    expect(page.locator("#question")).not_to_have_attribute("aria-busy", "true")


def kept(page: Page) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(page.evaluate('localStorage.getItem("answers:a1")') or "[]")
    return found


def test_an_answer_is_sent_as_it_is_given_and_said_to_be_saved(page: Page, server: Server) -> None:
    choose(page, "box")
    lamp(page, "saved")
    (answer,) = server.answers
    assert (answer["item"], answer["response"]) == ("i1", {"choice": "box"})
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", str(answer["id"]))
    assert kept(page) == []


def test_without_a_line_it_stays_on_the_device_and_goes_when_the_line_is_back(page: Page, server: Server) -> None:
    server.status = 0
    choose(page, "box")
    lamp(page, "device")
    assert [entry["response"] for entry in kept(page)] == [{"choice": "box"}]
    server.status = 200
    page.evaluate('dispatchEvent(new Event("online"))')
    lamp(page, "saved")
    assert len(server.answers) == 1
    assert kept(page) == []


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_asked_again(page: Page, server: Server, status: int) -> None:
    server.status = status
    choose(page, "box")
    lamp(page, "device")
    server.status = 204
    lamp(page, "saved")
    assert len(server.answers) == 1


def test_a_page_in_place_of_an_answer_is_not_believed(page: Page, server: Server) -> None:
    server.kind = "text/html"
    choose(page, "box")
    lamp(page, "device")
    assert len(kept(page)) == 1


def test_a_login_that_ended_loses_nothing(page: Page, context: BrowserContext, server: Server) -> None:
    server.status = 401
    choose(page, "box")
    lamp(page, "signin")
    expect(page.locator("#lamp a")).to_have_attribute("href", "/sign-in?next=/attempts/a1/3")
    page.locator('button[value="next"]').click()
    at_rest(page)
    lamp(page, "signin")
    server.status = 200
    again = context.new_page()
    again.goto(ITEM)
    lamp(again, "saved")
    expect(again.locator('input[value="box"]')).to_be_checked()
    assert [answer["response"] for answer in server.answers] == [{"choice": "box"}]


def test_what_the_server_refuses_is_said_in_its_words_and_kept(page: Page, server: Server) -> None:
    server.status, server.kind = 409, "application/problem+json"
    server.body = '{"detail": "This attempt is handed in."}'
    choose(page, "box")
    expect(page.locator("#lamp")).to_have_text("This attempt is handed in.")
    assert len(kept(page)) == 1


def test_a_newer_answer_takes_the_place_of_one_that_waits(page: Page, server: Server) -> None:
    server.status = 0
    for option in ("box", "promise"):
        choose(page, option)
        lamp(page, "device")
    server.status = 200
    page.evaluate('dispatchEvent(new Event("online"))')
    lamp(page, "saved")
    assert [answer["response"] for answer in server.answers] == [{"choice": "promise"}]


def test_the_button_sends_the_same_answer_under_the_same_id(page: Page, server: Server) -> None:
    choose(page, "box")
    lamp(page, "saved")
    page.locator('button[value="next"]').click()
    expect(page.locator("h1")).to_have_text("There is no such page")
    (form,) = server.posts
    assert f"answer_id={server.answers[0]['id']}" in form
    assert "go=next" in form


def test_a_double_press_sends_once(page: Page, server: Server) -> None:
    page.evaluate("""() => { const go = document.querySelector('button[value="next"]'); go.click(); go.click(); }""")
    expect(page.locator("h1")).to_have_text("There is no such page")
    assert len(server.posts) == 1


def test_without_a_line_the_button_stays_on_the_page(page: Page, server: Server) -> None:
    server.status = 0
    choose(page, "box")
    page.locator('button[value="next"]').click()
    lamp(page, "waiting")
    expect(page).to_have_url(ITEM)
    assert server.posts == []
    # Its second try in vain begins when the first has ended: what was said to her press still stands then.
    for _ in range(2):
        with page.expect_request("**/answers"):
            page.evaluate('dispatchEvent(new Event("online"))')
    lamp(page, "waiting")


def test_handing_in_waits_until_nothing_is_on_the_device_only(page: Page, server: Server) -> None:
    server.status = 0
    choose(page, "box")
    lamp(page, "device")
    page.goto(f"{HOME}/page/confirm")
    hand_in = page.get_by_role("button", name="Hand in")
    hand_in.click()
    expect(page.locator("#lamp")).to_contain_text("Press again when the connection is back")
    assert server.posts == []
    server.status = 200
    hand_in.click()
    expect(page.locator("h1")).to_have_text("There is no such page")
    assert (len(server.answers), len(server.posts)) == (1, 1)


def test_leaving_a_page_hands_nothing_in(page: Page, server: Server) -> None:
    page.goto(f"{HOME}/page/confirm")
    page.goto(f"{HOME}/page/glossary")
    assert server.posts == []


def test_what_is_handed_in_leaves_the_device(page: Page, server: Server) -> None:
    server.status = 0
    choose(page, "box")
    lamp(page, "device")
    page.goto(f"{HOME}/page/result")
    page.wait_for_function('() => localStorage.getItem("answers:a1") === null')


def test_a_browser_that_keeps_nothing_says_so(context: BrowserContext, server: Server) -> None:
    server.status = 0
    context.add_init_script('Storage.prototype.setItem = () => { throw new Error("full"); };')
    page = context.new_page()
    page.goto(ITEM)
    choose(page, "box")
    lamp(page, "unsaved")
    server.status = 200
    lamp(page, "saved")
    assert len(server.answers) == 1


def number_the_steps(page: Page) -> None:
    page.get_by_role("button", name="Number them as they stand").click()


def move_the_last_step_up(page: Page) -> None:
    page.get_by_role("button", name="Move up: Give her").click()


def pick_a_pair(page: Page) -> None:
    page.locator("#pair-shout").select_option("s")


def type_a_number(page: Page) -> None:
    page.locator("#number").fill(" 3,87 ")
    page.locator("#number").blur()


@pytest.mark.parametrize(
    ("name", "act", "response"),
    [
        ("multiple", lambda page: choose(page, "box"), {"choices": ["ask", "log", "box"]}),
        ("true_false", lambda page: choose(page, "false"), {"value": False}),
        ("ordering", number_the_steps, {"order": ["thank", "write", "number"]}),
        ("ordering", move_the_last_step_up, {"order": ["thank", "number", "write"]}),
        ("matching", pick_a_pair, {"pairs": {"fee": "q", "shout": "s"}}),
        ("numeric", type_a_number, {"number": "3,87"}),
    ],
)
def test_each_kind_is_sent_in_authored_ids(
    page: Page, server: Server, name: str, act: Callable[[Page], None], response: dict[str, object]
) -> None:
    page.goto(f"{HOME}/page/item-{name}")
    act(page)
    lamp(page, "saved")
    assert server.answers[-1]["response"] == response


def test_steps_without_all_their_numbers_are_not_sent(page: Page, server: Server) -> None:
    page.goto(f"{HOME}/page/item-ordering")
    page.locator("#order-thank").select_option("1")
    page.locator("#order-write").select_option("1")
    page.locator("#order-number").select_option("2")
    assert server.answers == []
