"""The clock: read once per request or command, in delivery, and handed down as `now`."""

from datetime import UTC, datetime


def read_clock() -> datetime:
    """Return the present moment, aware, in UTC, to the microsecond."""
    return datetime.now(UTC)
