"""A day as people write it in a plan: 2027-03-01, 1 March 2027, 31.5.2027. Of two days it could be, none is guessed."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

from courses.days import MONTHS, day_words

# Days that a plan can have: a year that is half typed is none.
FIRST_YEAR, LAST_YEAR = 2000, 2099
HOW = "Write it like 1 March 2027, or 2027-03-01."
LONGEST_SHOWN = 60
_SHORT = 3
# What trainees write who think in another language; short forms are read in English alone.
_ELSEWHERE = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
)
_MONTHS = {
    **{name: number for line in _ELSEWHERE for number, name in enumerate(line.split(), start=1)},
    **{name.lower()[:_SHORT]: number for number, name in enumerate(MONTHS, start=1)},
    **{name.lower(): number for number, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AROUND = frozenset({"the", "of", "de", "du", "del", "le", "el", *_WEEKDAYS, *(name[:_SHORT] for name in _WEEKDAYS)})
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_PIECE = re.compile(r"\d+(?:st|nd|rd|th|er|o|º)?(?![^\W\d_])|[^\W\d_]+")


def read_typed_day(text: str) -> date | None:
    """Return the day that a text names without doubt, in digits of any script; None where it names none, or two."""
    days = _days(_plain(text))
    return days[0] if len(days) == 1 else None


def fault_of_day(text: str) -> str:
    """Return why a text that was typed as a day is none, and what to write instead; empty where it is one."""
    plain, typed = _plain(text), shown_typed(text)
    days = _days(plain)
    if not plain or len(days) == 1:
        return ""
    if days:
        both = " or ".join(f"{day.isoformat()} for {day_words(day)}" for day in days)
        return f"“{typed}” can be two days. Write {both}."
    named = _named(plain)
    if not named:
        month = _month_alone(plain)
        if month:
            return f"“{typed}” is a whole month. Write the day too, like 1 {month}."
        if _is_without_year(plain):
            return f"“{typed}” names no year in four digits. {HOW}"
        return f"“{typed}” is no day that a plan can use. {HOW}"
    year, month_number, _day = named[0]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"The year of “{typed}” is not one from {FIRST_YEAR} to {LAST_YEAR}. {HOW}"
    if 1 <= month_number <= len(MONTHS):
        last = monthrange(year, month_number)[1]
        return f"There is no day “{typed}”: {MONTHS[month_number - 1]} {year} has {last} days."
    return f"There is no day “{typed}”. {HOW}"


def shown_typed(text: str) -> str:
    """Return what was typed as a sentence repeats it: on one line, and the beginning alone where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def _plain(text: str) -> str:
    bare = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    folded = unicodedata.normalize("NFD", bare)
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).lower().strip().rstrip(".")


def _days(plain: str) -> list[date]:
    found = []
    for year, month, day in _named(plain):
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= len(MONTHS) and 1 <= day <= monthrange(year, month)[1]:
            found.append(date(year, month, day))
    return list(dict.fromkeys(found))


def _named(plain: str) -> list[tuple[int, int, int]]:
    """Return year, month and day as they were named, each way they can be read; they need not exist."""
    if found := _YEAR_FIRST.fullmatch(plain):
        return [(int(found[1]), int(found[2]), int(found[3]))]
    if found := _YEAR_LAST.fullmatch(plain):
        first, sign, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
        # With points the day stands first everywhere; with strokes it depends on where somebody went to school.
        return [(year, second, first)] + ([(year, first, second)] if sign != "." else [])
    pieces = [piece for piece in _PIECE.findall(plain) if piece not in _AROUND]
    months = [_MONTHS[piece] for piece in pieces if piece in _MONTHS]
    numbers = [re.match(r"\d*", piece)[0] for piece in pieces if piece not in _MONTHS]  # type: ignore[index]
    if len(months) != 1 or len(numbers) != 2 or "" in numbers:
        return []
    day, year_text = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    return [(int(year_text), months[0], int(day))] if len(year_text) == 4 and len(day) <= 2 else []


def _month_alone(plain: str) -> str:
    pieces = [piece for piece in _PIECE.findall(plain) if piece not in _AROUND]
    if len(pieces) == 2 and pieces[0] in _MONTHS and re.fullmatch(r"20\d\d", pieces[1]):
        return f"{MONTHS[_MONTHS[pieces[0]] - 1]} {pieces[1]}"
    return ""


def _is_without_year(plain: str) -> bool:
    pieces = [piece for piece in _PIECE.findall(plain) if piece not in _AROUND]
    numbers = [piece for piece in pieces if piece not in _MONTHS]
    return (
        len(pieces) - len(numbers) == 1 and all(re.fullmatch(r"\d{1,2}\D*", one) for one in numbers) and bool(numbers)
    )
