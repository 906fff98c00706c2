"""Reads days, months and years, and tells a year from a number of things."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from courses.claims_quantities import Measure, Money, Quantity, low_at, whole_of
from courses.claims_sentences import Sign, Token
from courses.claims_words import words

_MONTH_NAMES = """
  january jan
  february feb
  march mar
  april apr
  may
  june jun
  july jul
  august aug
  september sept sep
  october oct
  november nov
  december dec
"""
MONTHS: Mapping[str, int] = {
    name: number for number, names in enumerate(_MONTH_NAMES.split("\n")) for name in names.split()
}
_YEARS = range(1900, 2101)
_YEAR_LEADS = words(
    """
    in since of from by until till during for end year early late mid before after through throughout and
    """
)


def read_day(tokens: Sequence[Token], place: int, money: Money) -> tuple[Quantity, int] | None:
    """Return the day, month or year that begins at a place and the place after it."""
    token = tokens[place]
    if token.sign is Sign.DIGITS and re.fullmatch(r"\d{4}-\d{2}-\d{2}", token.text):
        return _day(int(token.text[:4]), int(token.text[5:7]), int(token.text[8:])), place + 1
    month = MONTHS.get(token.low)
    if month and token.text[:1].isupper():
        return _from_month(tokens, place, month)
    number = whole_of(token)
    if number is None:
        return None
    after = place + 2 if low_at(tokens, place + 1) == "of" else place + 1
    month = MONTHS.get(low_at(tokens, after))
    if month and 1 <= number <= 31 and tokens[after].text[:1].isupper():
        year = _year(tokens, after + 1 + (low_at(tokens, after + 1) == ","))
        if year is None:
            return Quantity(Measure.LABEL, Fraction(number)), after + 1
        return _day(year, month, number), after + 2 + (low_at(tokens, after + 1) == ",")
    if token.sign is Sign.DIGITS and number in _YEARS and len(token.text) == 4 and _is_year(tokens, place, money):
        return Quantity(Measure.DAY, Fraction(number), day=(number,)), place + 1
    return None


def _from_month(tokens: Sequence[Token], place: int, month: int) -> tuple[Quantity, int] | None:
    year = _year(tokens, place + 1)
    if year is not None:
        return Quantity(Measure.DAY, Fraction(year), day=(year, month)), place + 2
    number = whole_of(tokens[place + 1]) if place + 1 < len(tokens) else None
    if number is None or not 1 <= number <= 31:
        return None
    comma = low_at(tokens, place + 2) == ","
    year = _year(tokens, place + 2 + comma)
    if year is None:
        return Quantity(Measure.LABEL, Fraction(number)), place + 2
    return _day(year, month, number), place + 3 + comma


def _day(year: int, month: int, number: int) -> Quantity:
    return Quantity(Measure.DAY, Fraction(year), day=(year, month, number))


def _year(tokens: Sequence[Token], place: int) -> int | None:
    number = whole_of(tokens[place]) if 0 <= place < len(tokens) else None
    return number if number is not None and number in _YEARS and len(tokens[place].text) == 4 else None


def _is_year(tokens: Sequence[Token], place: int, money: Money) -> bool:
    """Tell 2025 the year from 1980 the number of members: what leads to it and what follows it decide."""
    follows = low_at(tokens, place + 1)
    if follows in ("%", "٪", "percent", "per") or follows in money.names:
        return False
    lead = tokens[place - 1].low if place else ""
    if lead in _YEAR_LEADS or not follows:
        return True
    return tokens[place + 1].sign is not Sign.WORD or follows in ("was", "is", "were", "the", "and", "to", "as", "had")


def shown_day(text: str) -> str:
    """Return a date of the case as people read it: 2019, March 2023, 14 June 2019."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    day = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    return f"{day:%B %Y}" if len(parts) == 2 else f"{day.day} {day:%B %Y}"
