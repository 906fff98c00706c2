"""Tenures as history, and what names, slugs and days must be; pure.

The day on which a tenure ends is the first day it no longer holds. Every operation takes a member's whole history and
gives back the new one, in which no two tenures overlap; or it raises `Invalid` and nothing has changed.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from courses.days import day_words
from courses.model import Tier
from lms.errors import Invalid, NotFound

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
FIRST_YEAR, LAST_YEAR = 1950, 2100


@dataclass(frozen=True, slots=True)
class Stretch:
    """A tenure: where somebody stands from `starts_on` up to, not including, `ends_on`. Without `id` it is new."""

    tier: Tier
    branch_id: int
    branch_name: str
    starts_on: date
    ends_on: date | None = None
    id: int | None = None

    def covers(self, day: date) -> bool:
        """Return whether it holds on that day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def __str__(self) -> str:
        """Return what a person calls it: tier, branch and days."""
        days = (
            f"since {day_words(self.starts_on)}"
            if self.ends_on is None
            else f"{day_words(self.starts_on)} to {day_words(self.ends_on)}"
        )
        return f"{self.tier.replace('_', ' ')} in {self.branch_name}, {days}"


History = tuple[Stretch, ...]


def start(history: History, new: Stretch) -> History:
    """Add a tenure: the first one, or one after she left."""
    return _checked((*history, new), new)


def move(history: History, *, on: date, tier: Tier, branch_id: int, branch_name: str) -> History:
    """Change tier or branch from that day on: the tenure that covers it is closed, a new one runs to its end.

    On the very day the tenure began it is changed in place: it held no day before.
    """
    held = _covering(history, on, field="on")
    if (held.tier, held.branch_id) == (tier, branch_id):
        raise Invalid(
            {"tier": f"Nothing changes on {day_words(on)}: the place is {held}. Choose another tier or branch."}
        )
    if held.starts_on == on:
        moved: History = (replace(held, tier=tier, branch_id=branch_id, branch_name=branch_name),)
    else:
        moved = (replace(held, ends_on=on), Stretch(tier, branch_id, branch_name, on, held.ends_on))
    return _sorted((*_without(history, held), *moved))


def leave(history: History, *, on: date) -> History:
    """End the tenure; `on` is the first day she is no longer there. Said twice, it is the same."""
    later = [stretch for stretch in history if stretch.starts_on >= on]
    if later:
        after = day_words(later[0].starts_on)
        raise Invalid({"on": f"A later place is recorded: {later[0]}. Leave after {after}, or correct that one."})
    held = _covering(history, on - timedelta(days=1), field="on")
    return _sorted((*_without(history, held), replace(held, ends_on=on)))


def before(history: History, *, on: date) -> History:
    """Return what was until that day: what holds on it ends, and what begins on it or later is not there."""
    begun = (stretch for stretch in history if stretch.starts_on < on)
    return tuple(replace(one, ends_on=on) if one.ends_on is None or one.ends_on > on else one for one in begun)


def correct(history: History, new: Stretch) -> History:
    """Put `new` in place of the tenure of the same id."""
    old = next((stretch for stretch in history if stretch.id == new.id and new.id is not None), None)
    if old is None:
        raise NotFound("There is no such place in this person's history.")
    return _checked((*_without(history, old), new), new)


def read_day(text: str, *, field: str) -> date:
    """Return the day written year-month-day; raise `Invalid` for one written otherwise or that does not exist."""
    match = DAY.fullmatch(text.strip())
    if match is None:
        raise Invalid({field: f"“{text}” is not a date we can read. Write year-month-day, like 2026-03-01."})
    year, month, day = (int(part) for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid({field: f"The year {year} cannot be meant. Give one from {FIRST_YEAR} to {LAST_YEAR}."})
    if not 1 <= month <= 12:
        raise Invalid({field: f"There is no month {month}. Write year-month-day, like 2026-03-01."})
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Invalid({field: f"There is no {text.strip()}: {calendar.month_name[month]} {year} has {last} days."})
    return date(year, month, day)


def read_slug(text: str) -> str:
    """Return a slug, the name of a place in addresses."""
    slug = text.strip()
    if len(slug) > 64 or not SLUG.fullmatch(slug):
        raise Invalid(
            {"slug": "A slug is lower-case letters and digits in words joined by hyphens, like north-valley."}
        )
    return slug


def read_zone(text: str) -> str:
    """Return the IANA name of a time zone."""
    try:
        return ZoneInfo(text.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(
            {"zone": f"“{text}” is not a time zone. Give its name, like Africa/Nairobi or Asia/Manila."}
        ) from None


def read_currency(text: str) -> str:
    """Return the code of a currency."""
    code = text.strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise Invalid({"currency": "A currency is given by its three letters, like KES or PHP."})
    return code


def read_colour(text: str) -> str:
    """Return a colour as #rrggbb, or nothing for the platform's own."""
    colour = text.strip().lower()
    if colour and not COLOUR.fullmatch(colour):
        raise Invalid({"colour": "A colour is written like #1f6f5c. Leave it empty for the platform's own."})
    return colour


def _checked(history: History, new: Stretch) -> History:
    if new.ends_on is not None and new.ends_on <= new.starts_on:
        ends, starts = day_words(new.ends_on), day_words(new.starts_on)
        raise Invalid({"ends_on": f"It would end on {ends}, not after its start on {starts}. Give a later day."})
    for other in _sorted(history):
        if other is not new and _overlap(new, other):
            raise Invalid({"starts_on": f"This place ({new}) overlaps another one ({other}). {_cure(new, other)}"})
    return _sorted(history)


def _overlap(one: Stretch, other: Stretch) -> bool:
    return (one.ends_on is None or other.starts_on < one.ends_on) and (
        other.ends_on is None or one.starts_on < other.ends_on
    )


def _cure(new: Stretch, other: Stretch) -> str:
    earlier, later = sorted((new, other), key=lambda stretch: stretch.starts_on)
    if earlier.starts_on == later.starts_on:
        return "They begin on the same day: correct the one that is there."
    latest = day_words(later.starts_on)
    if earlier.ends_on is None:
        return f"End the earlier one on {latest} or before."
    return f"End the earlier one on {latest} or before, or start the later one on {day_words(earlier.ends_on)}."


def _covering(history: History, day: date, *, field: str) -> Stretch:
    held = next((stretch for stretch in history if stretch.covers(day)), None)
    if held is not None:
        return held
    known = "; ".join(str(stretch) for stretch in history) or "none is recorded"
    raise Invalid({field: f"No place covers {day_words(day)} ({known}). Choose a day within one, or start a new one."})


def _without(history: History, stretch: Stretch) -> History:
    return tuple(other for other in history if other is not stretch)


def _sorted(history: History) -> History:
    return tuple(sorted(history, key=lambda stretch: stretch.starts_on))
