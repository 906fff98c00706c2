"""Work that takes longer than a page may: done aside, while the page says how far it is.

There is no queue: the work runs in a thread of the server that was asked, in one transaction. If the server stops, the
transaction is undone, and the page says that it can be begun again.
"""

import logging
import threading
from collections.abc import Callable

from flask import current_app

from lms.db.engine import database

LOG = logging.getLogger("lms.aside")


def run_aside(work: Callable[[], None]) -> threading.Thread:
    """Run the work in a thread with the application around it; what it does not catch is logged."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def run() -> None:
        with app.app_context():
            try:
                work()
            except Exception:
                LOG.exception("work aside failed")
            finally:
                database.session.remove()

    thread = threading.Thread(target=run, daemon=True, name="aside")
    thread.start()
    return thread
