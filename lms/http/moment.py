"""The moment of a request: the clock is read once, and everything the request does happens then."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import g

from lms.clock import read_clock


def now() -> datetime:
    """Return the aware UTC time at which this request was first asked for it."""
    if "now" not in g:
        g.now = read_clock()
    moment: datetime = g.now
    return moment


def today_at(zone: str) -> date:
    """Return the day of this request in that IANA zone."""
    return now().astimezone(ZoneInfo(zone)).date()
