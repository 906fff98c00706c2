"""The moment at which tests happen: the same for each, on whatever day and at whatever hour they are run.

`TESTS_AT=2028-02-29T23:59:00+00:00` lets them happen at another one.
"""

import os
from datetime import UTC, datetime

import pytest

# No midnight of an inhabited zone is near, and the clock goes on within a test.
MOMENT = datetime.fromisoformat(os.environ.get("TESTS_AT", "2026-11-24T12:30:00+00:00")).astimezone(UTC)


def begin(patch: pytest.MonkeyPatch) -> None:
    """Let the clock of the application, wherever it is read, show the moment now and go on from there."""
    ahead = MOMENT - datetime.now(UTC)

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            return datetime.now(tz) + ahead

    patch.setattr("lms.clock.datetime", Clock)
