"""Standards and previews in a real browser: what axe finds, and what does not fit a small phone."""

import pytest
from playwright.sync_api import Browser, Route

from lms.accounts import service as accounts
from lms.config import read_settings
from lms.db.engine import transaction
from lms.permissions import Role
from tests.chromium import device
from tests.courses.conftest import SmallModule
from tests.web.barriers import HOME, PHONE, look

pytestmark = pytest.mark.browser
PATHS = (
    "/standards",
    "/standards/7.1",
    "/preview",
    "/preview/small/lesson",
    "/preview/small/deck",
    "/preview/small/quiz",
    "/preview/torn/quiz",
)


@pytest.fixture
def settings(engine_url, tmp_path):
    SmallModule(tmp_path / "work" / "small")
    (SmallModule(tmp_path / "work" / "torn").folder / "deck.toml").unlink()
    environ = {"DATABASE_URL": engine_url, "INSTANCE_DIR": str(tmp_path / "instance"), "SECRET_KEY": "k" * 40}
    return read_settings({**environ, "PREVIEW_DIR": str(tmp_path / "work")})


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_free_of_known_barriers_on_a_small_phone(
    app, world, sign_in, now, chromium: Browser, scheme: str
) -> None:
    field = world.valley.people["field"]
    with app.app_context(), transaction() as write:
        accounts.grant_role(
            write, account_id=field.account_id, role=Role.AUTHOR, institution_id=world.valley.id, now=now
        )
    browser = sign_in(field)

    def serve(route: Route) -> None:
        with browser.get(route.request.url.removeprefix(HOME)) as answer:
            route.fulfill(body=answer.get_data(), content_type=answer.content_type)

    with device(chromium, viewport=PHONE, color_scheme=scheme) as context:
        context.route("**/*", serve)
        page = context.new_page()
        for path in PATHS:
            page.goto(f"{HOME}{path}")
            look(page, scheme)
