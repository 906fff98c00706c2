"""Language, direction and times of a page."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask import Flask, request
from flask_babel import Babel
from flask_babel import format_date as babel_date
from flask_babel import format_datetime as babel_datetime
from flask_babel import format_decimal as babel_decimal
from flask_babel import gettext as babel_gettext
from flask_babel import ngettext as babel_ngettext

from lms.http.viewer import find_current

RIGHT_TO_LEFT = frozenset({"ar"})
OFFERED = ("en",)


def init_languages(app: Flask) -> None:
    """Choose the language of each request: the account's, else the first that the browser asks for and we offer."""
    Babel(app, locale_selector=language, default_domain="messages")
    app.add_template_global(language)
    app.add_template_global(direction)
    app.add_template_filter(moment_in_zone)
    app.add_template_filter(format_date, "day")


def language() -> str:
    """Return the language of this request."""
    found = find_current()
    if found is not None and found.language in OFFERED:
        return found.language
    return request.accept_languages.best_match(OFFERED) or OFFERED[0]


def direction() -> str:
    """Return the direction of this request's language, as HTML writes it."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def moment_in_zone(moment: datetime, zone: str) -> str:
    """Return a time in words in that IANA zone, the zone's name beside it."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{babel_datetime(local, 'd MMMM y, HH:mm', rebase=False)} ({zone})"


def gettext(message: str, **values: object) -> str:
    """Return a sentence in the language of the page, its values filled in."""
    return str(babel_gettext(message, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return the sentence for so many, in the language of the page; `num` can be filled in."""
    return str(babel_ngettext(one, many, num, **values))


def format_date(day: date, pattern: str = "d MMMM y") -> str:
    """Return a day in words."""
    return str(babel_date(day, pattern))


def format_decimal(number: Decimal | float, pattern: str) -> str:
    """Return a number as the language writes it."""
    return str(babel_decimal(number, format=pattern))
