"""The day of a moment on the clocks of a place."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lms.ledger.canonical import write_moment

# So that the day of a moment exists in every zone.
FIRST, LAST = "1900", "9999"


def read_moment(text: str) -> datetime:
    """Return a moment as entries write it; `ValueError` for anything else."""
    if FIRST <= text < LAST:
        found = datetime.fromisoformat(text)
        if write_moment(found) == text:
            return found
    raise ValueError(f"{text!r} is no moment as entries write it")


@lru_cache(maxsize=4096)
def local_day(moment: str, zone: str) -> str:
    """Return the day of a moment on the clocks of a zone; on those of UTC for a zone nobody knows."""
    at = read_moment(moment)
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        place = ZoneInfo("UTC")
    return at.astimezone(place).date().isoformat()
