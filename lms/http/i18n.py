"""Language, direction and times of a page."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.support import NullTranslations, Translations
from flask import Flask, g, request
from flask_babel import Babel
from flask_babel import format_date as babel_date
from flask_babel import format_datetime as babel_datetime
from flask_babel import format_decimal as babel_decimal

from lms.http.viewer import find_current

RIGHT_TO_LEFT = frozenset({"ar"})
OFFERED = ("en",)
CATALOGUES = Path(__file__).parents[1] / "translations"


def init_languages(app: Flask) -> None:
    """Choose the language of each request: the account's, else the first that the browser asks for and we offer."""
    Babel(app, locale_selector=language, default_domain="messages")
    app.jinja_env.install_gettext_callables(_text, _plural, newstyle=True)  # type: ignore[attr-defined]
    app.add_template_global(language)
    app.add_template_global(direction)
    app.add_template_filter(moment_in_zone)
    app.add_template_filter(format_date, "day")
    app.add_template_filter(format_whole, "whole")


def language() -> str:
    """Return the language of this request."""
    if "language" not in g:
        found = find_current()
        asked = found.language if found is not None else ""
        g.language = asked if asked in OFFERED else request.accept_languages.best_match(OFFERED) or OFFERED[0]
    chosen: str = g.language
    return chosen


def direction() -> str:
    """Return the direction of this request's language, as HTML writes it."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def moment_in_zone(moment: datetime, zone: str) -> str:
    """Return a time in words in that IANA zone, the zone's name beside it."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{babel_datetime(local, 'd MMMM y, HH:mm', rebase=False)} ({zone})"


def format_moment(local: datetime) -> str:
    """Return a moment in words, on the clocks of the zone it is in."""
    return str(babel_datetime(local, "d MMMM y, HH:mm", rebase=False))


def gettext(message: str, **values: object) -> str:
    """Return a sentence in the language of the page, its values filled in."""
    text = _text(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return the sentence for so many, in the language of the page; `num` can be filled in."""
    return _plural(one, many, num) % {"num": num, **values}


def format_date(day: date, pattern: str = "d MMMM y") -> str:
    """Return a day in words."""
    return str(babel_date(day, pattern))


def format_decimal(number: Decimal | float, pattern: str) -> str:
    """Return a number as the language writes it."""
    return str(babel_decimal(number, format=pattern))


def format_whole(number: int) -> str:
    """Return a whole number as the language writes it, its thousands apart."""
    return format_decimal(number, "#,##0")


@cache
def _catalogue(chosen: str) -> NullTranslations:
    """Return the translations into a language; those into the language of the source are none."""
    return Translations.load(CATALOGUES, [chosen])


def _text(message: str) -> str:
    return str(_catalogue(language()).ugettext(message))


def _plural(one: str, many: str, num: int) -> str:
    return str(_catalogue(language()).ungettext(one, many, num))
