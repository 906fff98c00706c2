"""The coordinator's pages of evidence in a real browser, with what they are about: axe, and a small phone."""

import pytest
from playwright.sync_api import Browser, Route

from lms.db.engine import transaction
from tests.chromium import device
from tests.evidence_house import HELD, MEETING, OPEN_MEETING, STANDING_WAIVER, fill_house
from tests.web.barriers import HOME, PHONE, look

pytestmark = pytest.mark.browser
PATHS = (
    "board",
    "board/meetings/new",
    f"board/meetings/{OPEN_MEETING}",
    f"board/meetings/{OPEN_MEETING}/attest",
    f"board/meetings/{OPEN_MEETING}/read",
    f"board/meetings/{MEETING}",
    "board/endorsements/new",
    "sessions",
    "sessions/new",
    f"sessions/{HELD}",
    f"sessions/{HELD}/register/edit",
    f"sessions/{HELD}/register/list",
    "waivers",
    f"waivers/{STANDING_WAIVER}/withdraw",
    "commitments",
    "certificates",
    "coverage",
    "coverage/branches",
    "coverage/people",
    "coverage/trend",
    "requirements",
    "reminders",
    "ledger",
    "evidence",
    "roster",
    "duplicates",
    "joining",
    "pins",
    "members/together",
    "settings/network",
)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_of_evidence_is_free_of_known_barriers_on_a_small_phone(
    app, world, sign_in, now, chromium: Browser, scheme: str
) -> None:
    with app.app_context(), transaction() as write:
        fill_house(write, world.valley, now=now)
    browser = sign_in(world.valley.people["coordinator"])

    def serve(route: Route) -> None:
        with browser.get(route.request.url.removeprefix(HOME), follow_redirects=True) as answer:
            route.fulfill(body=answer.get_data(), content_type=answer.content_type, status=answer.status_code)

    with device(chromium, viewport=PHONE, color_scheme=scheme) as context:
        context.route("**/*", serve)
        page = context.new_page()
        for path in PATHS:
            answer = page.goto(f"{HOME}/institutions/valley/{path}")
            assert answer is not None
            assert answer.ok, f"{path}: {answer.status}"
            look(page, scheme)
