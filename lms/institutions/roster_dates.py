"""Dates as people write them in lists; pure.

A date in figures with day and month both up to twelve can be read in two ways. One date of its column that can be read
in one way only settles all of them; where there is none, somebody has to say.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from lms.institutions.roster_row_words import MONTHS, WEEKDAYS
from lms.institutions.roster_words import fold
from lms.institutions.rules import FIRST_YEAR, LAST_YEAR

CURE = "Write it as year-month-day, like 2026-03-01."
SERIAL_ORIGIN = date(1899, 12, 30)
FIGURES = re.compile(r"([0-9]{1,4})\s*[-/.,\s]\s*([0-9]{1,2})\s*[-/.,\s]\s*([0-9]{1,4})(?:\s*г)?\.?")
TIME = re.compile(
    r"[T\s]\s*[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?\s*(Z|[ap]\.?m\.?|[+-][0-9]{2}:?[0-9]{2})?$", re.IGNORECASE
)
PARTS = re.compile(r"[0-9]+|[^\W0-9_]+")
SOLID = re.compile(r"(19|20)[0-9]{6}")
SERIAL = re.compile(r"[1-7][0-9]{4}(\.[0-9]+)?")
# What stands around day, month and year in a sentence, in six languages.
AROUND = frozenset(
    fold(word)
    for word in ("de", "del", "do", "da", "of", "the", "le", "el", "er", "st", "nd", "rd", "th", "em", "o", "a")
) | {"г", "года", "год", "в"}
PIVOT = 50
# Years that are none of ours: 2563 is Buddhist, 543 ahead of ours with the same months; 1442 is of the Hijri calendar.
BUDDHIST_AHEAD, HIJRI = 543, range(1300, 1500)
INCOMPLETE = re.compile(r"(19|20)[0-9]{2}|[0-9]{1,2}\s*[-/.]\s*(19|20)[0-9]{2}")


class Order(StrEnum):
    """Which comes first in dates in figures."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class Figures:
    """A date in figures that does not say its year first: two numbers and the year."""

    first: int
    second: int
    year: int

    def orders(self) -> frozenset[Order]:
        """Return the orders in which there is such a day."""
        return frozenset(order for order in Order if self.read(order) is not None)

    def read(self, order: Order) -> date | None:
        """Return the day in that order, or None when there is none."""
        first_is_day = order is Order.DAY_FIRST
        day, month = (self.first, self.second) if first_is_day else (self.second, self.first)
        try:
            return date(self.year, month, day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class NoDate:
    """A text that is no date: why."""

    why: str


Read = date | Figures | NoDate


@dataclass(frozen=True, slots=True)
class Verdict:
    """In which order the dates of a column stand: None while it must be asked; `against` are rows that contradict."""

    order: Order | None
    is_asked: bool = False
    against: tuple[int, ...] = ()


@lru_cache(maxsize=20_000)
def read_date(text: str) -> Read:
    """Return what a text says as a date; years of two figures are those from 1950 to 2049."""
    line = "".join(_figure(letter) for letter in unicodedata.normalize("NFKC", text)).strip()
    line = TIME.sub("", line).strip()
    if SOLID.fullmatch(line):
        return _day(int(line[:4]), int(line[4:6]), int(line[6:]), text)
    if SERIAL.fullmatch(line):
        return _in_range(SERIAL_ORIGIN + timedelta(days=int(line.partition(".")[0])), text)
    if INCOMPLETE.fullmatch(line):
        return NoDate(f"“{text}” says no day. {CURE}")
    found = FIGURES.fullmatch(line)
    if found is not None:
        return _in_figures(found, text)
    return _in_words(line, text)


def find_order(readings: Iterable[tuple[int, Read]]) -> Verdict:
    """Return the order of a column from its dates with their row numbers."""
    settled: dict[Order, list[int]] = {order: [] for order in Order}
    is_open = False
    for row, reading in readings:
        if not isinstance(reading, Figures) or reading.first == reading.second:
            continue
        orders = reading.orders()
        if len(orders) == 1:
            settled[next(iter(orders))].append(row)
        elif orders:
            is_open = True
    day_first, month_first = settled[Order.DAY_FIRST], settled[Order.MONTH_FIRST]
    if day_first and month_first:
        return Verdict(None, is_asked=True, against=(day_first[0], month_first[0]))
    if day_first or month_first:
        return Verdict(Order.DAY_FIRST if day_first else Order.MONTH_FIRST)
    return Verdict(None, is_asked=is_open)


def resolve(reading: Read, order: Order | None, *, text: str) -> date | NoDate:
    """Return the day in the order of its column."""
    if not isinstance(reading, Figures):
        return reading
    if reading.first == reading.second:
        order = order or Order.DAY_FIRST
    day = None if order is None else reading.read(order)
    if day is None:
        if order is None:
            return NoDate(f"“{text}” can be read in two ways. Say which comes first, day or month.")
        first = "day first" if order is Order.DAY_FIRST else "month first"
        return NoDate(f"“{text}” is no date when its column is read {first}. {CURE}")
    return _in_range(day, text)


def _figure(letter: str) -> str:
    """Return a figure of any script as one of ours; marks of direction are dropped."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return "" if unicodedata.category(letter) == "Cf" else letter


def _in_figures(found: re.Match[str], text: str) -> Read:
    first, second, third = found.groups()
    if len(first) == 4:
        return _day(_year(first), int(second), int(third), text)
    if len(first) > 2 or len(third) not in (2, 4):
        return NoDate(f"“{text}” is not a date we can read. {CURE}")
    reading = Figures(int(first), int(second), _year(third))
    if reading.year in HIJRI:
        return _in_range(date(reading.year, 1, 1), text)
    return reading if reading.orders() else NoDate(f"There is no day “{text}”. {CURE}")


def _in_words(line: str, text: str) -> Read:
    """Read a date whose month is a word, wherever it stands."""
    parts = [part if part.isdecimal() else fold(part) for part in PARTS.findall(line)]
    numbers = [part for part in parts if part.isdecimal()]
    words = [part for part in parts if not part.isdecimal() and part and part not in AROUND]
    month = MONTHS.get(" ".join(words)) or MONTHS.get(" ".join(word for word in words if word not in WEEKDAYS))
    if month is not None and len(numbers) == 1:
        return NoDate(f"“{text}” lacks the day or the year. {CURE}")
    if month is None or len(numbers) != 2:
        return NoDate(f"“{text}” is not a date we can read. {CURE}")
    day, year = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    if len(year) not in (2, 4):
        return NoDate(f"“{text}” is not a date we can read. {CURE}")
    return _day(_year(year), month, int(day), text)


def _year(figures: str) -> int:
    number = int(figures)
    if len(figures) == 4:
        return number - BUDDHIST_AHEAD if FIRST_YEAR <= number - BUDDHIST_AHEAD <= LAST_YEAR else number
    return number + (2000 if number < PIVOT else 1900)


def _day(year: int, month: int, day: int, text: str) -> Read:
    try:
        return _in_range(date(year, month, day), text)
    except ValueError:
        return NoDate(f"There is no day “{text}”. {CURE}")


def _in_range(day: date, text: str) -> date | NoDate:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    if day.year in HIJRI:
        return NoDate(f"“{text}” is a day of the Hijri calendar. Give the day of the Gregorian one, like 2026-03-01.")
    return NoDate(f"“{text}” would be in the year {day.year}. Give a year from {FIRST_YEAR} to {LAST_YEAR}.")
