"""The page inside a pack knows the entries of corrected keys, and counts what the program counts."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_pack_page import _check, page
from tests.corrected_log import corrected_pack

pytestmark = pytest.mark.browser
__all__ = ["page"]


def test_a_pack_with_corrected_keys_holds_on_the_page_too(page):
    assert _check(page, corrected_pack()) == ("sound", set())
    expect(page.locator("body")).not_to_contain_text("does not know")
