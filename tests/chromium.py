"""The installed Chromium for browser tests: where it is, and what is said when there is none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# Chromium asks the outside world at its start unless it is told not to.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# Milliseconds. Patience is not a promise of speed: a busy machine takes its time, and what never comes still fails.
PATIENCE = 120_000
MISSING = "BROWSER TESTS WERE NOT RUN: no Chromium is installed. As root: apt-get install chromium"


def find() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def device(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A device of its own in that browser, patient; what its pages still ask when it is put away is nobody's fault."""
    made = browser.new_context(**options)
    made.set_default_timeout(PATIENCE)
    try:
        yield made
    finally:
        made.unroute_all(behavior="ignoreErrors")
        made.close()
