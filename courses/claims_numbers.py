"""Reads what a draft says in numbers: digits of any script, words, shares, money, days and lengths of time."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from courses.claims_days import MONTHS, read_day
from courses.claims_quantities import Measure, Money, Quantity, low_at, whole_of
from courses.claims_sentences import Sign, Token

# What is longer, or more, no case can mean.
LONGEST_NUMBER = 40
MOST = 10**18

_UNITS = """
  zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL: Mapping[str, int] = {word: value for value, word in enumerate(_UNITS.split())} | {
    word: ten * 10 for ten, word in enumerate(_TENS.split(), 2)
}
_LARGE: Mapping[str, int] = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_SUFFIXES: Mapping[str, int] = {"k": 1000, "m": 10**6, "bn": 10**9}
_PARTS: Mapping[str, Fraction] = {
    "half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fifth": Fraction(1, 5),
    "sixth": Fraction(1, 6), "seventh": Fraction(1, 7), "eighth": Fraction(1, 8), "tenth": Fraction(1, 10),
}  # fmt: skip
_SPANS: Mapping[str, tuple[str, Fraction]] = {
    "minute": ("minute", Fraction(1)), "hour": ("minute", Fraction(60)),
    "day": ("day", Fraction(1)), "week": ("day", Fraction(7)),
    "month": ("month", Fraction(1)), "year": ("month", Fraction(12)),
}  # fmt: skip
_NO_THINGS = ("time", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "quarter", "")
_TURNS: Mapping[str, int] = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_STARTS = frozenset({*_SMALL, *MONTHS, "half", "a", "every"})


def read_quantity(tokens: Sequence[Token], place: int, money: Money) -> tuple[Quantity, int] | None:
    """Return the quantity that begins at a place and the place after it, None where none begins."""
    lead = tokens[place]
    if lead.sign is Sign.CODE or (lead.sign is Sign.WORD and lead.low not in _STARTS and lead.low not in money.names):
        return None
    day = read_day(tokens, place, money)
    if day is not None:
        return day
    share = _read_share(tokens, place) or _read_whole_span(tokens, place)
    if share is not None:
        return share
    if lead.low in money.names and place + 1 < len(tokens):
        number = _read_number(tokens, place + 1)
        if number is not None and number[1] > place + 1 and tokens[place + 1].sign is Sign.DIGITS:
            return Quantity(Measure.MONEY, number[0]), number[1]
        return None
    number = _read_number(tokens, place)
    if number is None:
        return None
    amount, after = number
    if amount < 0:
        return Quantity(Measure.LABEL, amount), after
    return _with_unit(tokens, amount, after, money, is_word=lead.sign is Sign.WORD)


def _with_unit(
    tokens: Sequence[Token], amount: Fraction, after: int, money: Money, *, is_word: bool
) -> tuple[Quantity, int]:
    low = low_at(tokens, after)
    if low in ("%", "٪", "percent"):
        if low_at(tokens, after + 1) in ("point", "points"):
            return Quantity(Measure.LABEL, amount), after + 2
        return Quantity(Measure.PERCENT, amount, "%"), after + 1
    if low == "per" and low_at(tokens, after + 1) == "cent":
        return Quantity(Measure.PERCENT, amount, "%"), after + 2
    if low in money.names:
        return Quantity(Measure.MONEY, amount), after + 1
    if low_at(tokens, after + 1) in money.names and tokens[after].sign is Sign.WORD and tokens[after].text.istitle():
        return Quantity(Measure.MONEY, amount), after + 2
    span = _read_span(tokens, amount, after)
    return span or (Quantity(Measure.COUNT, amount, is_word=is_word), after)


def _read_span(tokens: Sequence[Token], amount: Fraction, after: int) -> tuple[Quantity, int] | None:
    place = after + 1 if low_at(tokens, after) == "-" else after
    is_working = low_at(tokens, place) in ("working", "business", "work")
    place += is_working
    name = low_at(tokens, place).removesuffix("s")
    if name not in _SPANS:
        return None
    unit, factor = _SPANS[name]
    if is_working and name == "day":
        return Quantity(Measure.SPAN, amount, "day", is_working=True), place + 1
    return Quantity(Measure.SPAN, amount * factor, unit), place + 1


def _read_whole_span(tokens: Sequence[Token], place: int) -> tuple[Quantity, int] | None:
    """Read a full day, a whole week."""
    if tokens[place].low != "a" or low_at(tokens, place + 1) not in ("full", "whole", "entire"):
        return None
    return _read_span(tokens, Fraction(1), place + 2)


def _read_share(tokens: Sequence[Token], place: int) -> tuple[Quantity, int] | None:
    """Read half, a third, two thirds, one in three, seven out of ten."""
    low = tokens[place].low
    if low == "half" and low_at(tokens, place + 1) in ("an", "a", "-"):
        return _half_span(tokens, place)
    if low == "half":
        return _share(Fraction(1, 2)), place + 1
    if low == "every":
        turn = _TURNS.get(low_at(tokens, place + 1))
        is_share = turn is not None and low_at(tokens, place + 2).removesuffix("s") not in (*_SPANS, *_NO_THINGS)
        return (_share(Fraction(1, turn)), place + 2) if turn and is_share else None
    count = _SMALL.get(low)
    if low in ("a", "one") or count is not None:
        part = low_at(tokens, place + 1)
        if part == "-":
            part = low_at(tokens, place + 2)
        named = _PARTS.get(part.removesuffix("s")) if part != "seconds" else None
        if named is not None and part != "half":
            return _share(named * (count or 1)), place + (3 if low_at(tokens, place + 1) == "-" else 2)
    if count is None:
        count = whole_of(tokens[place])
    return _one_in(tokens, place, count) if count else None


def _one_in(tokens: Sequence[Token], place: int, count: int) -> tuple[Quantity, int] | None:
    after = place + 1
    if low_at(tokens, after) == "out" and low_at(tokens, after + 1) == "of":
        after += 2
    elif low_at(tokens, after) == "in" or (low_at(tokens, after), low_at(tokens, after + 1)) == ("of", "every"):
        after += 1
    else:
        return None
    after += low_at(tokens, after) == "every"
    if after >= len(tokens):
        return None
    whole = _SMALL.get(tokens[after].low) or whole_of(tokens[after])
    is_days = low_at(tokens, after + 1).removesuffix("s") in (*_SPANS, "")
    if whole is None or not count < whole <= 20 or (is_days and after + 1 < len(tokens)):
        return None
    return _share(Fraction(count, whole)), after + 1


def _half_span(tokens: Sequence[Token], place: int) -> tuple[Quantity, int] | None:
    name = low_at(tokens, place + 2).removesuffix("s")
    if name in _SPANS:
        unit, factor = _SPANS[name]
        return Quantity(Measure.SPAN, factor / 2, unit), place + 3
    if name in _LARGE:
        return Quantity(Measure.COUNT, Fraction(_LARGE[name], 2), is_word=True), place + 3
    return None


def _share(part: Fraction) -> Quantity:
    return Quantity(Measure.PERCENT, part * 100, "%", is_rough=True, is_word=True)


def _read_number(tokens: Sequence[Token], place: int) -> tuple[Fraction, int] | None:
    token = tokens[place]
    if token.sign is Sign.DIGITS:
        amount = _digits(token.low)
        if amount is None:
            return Fraction(-1), place + 1
        return _scaled(tokens, amount, place + 1)
    if token.sign is Sign.WORD:
        return _words(tokens, place)
    return None


def _digits(low: str) -> Fraction | None:
    """Return the amount, None for an ordinal, a time or a number with several points: they count nothing."""
    body = re.sub(r"(k|m|bn|st|nd|rd|th)$", "", low)
    suffix = low.removeprefix(body)
    if ":" in body or suffix in ("st", "nd", "rd", "th") or len(body) > LONGEST_NUMBER:
        return None
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in body)
    plain = re.sub(r"['’ \u00a0\u202f٬]", ",", plain).replace("٫", ".")
    grouped = re.fullmatch(r"([1-9]\d{0,2}(?:[.,]\d{2,3})*[.,]\d{3})(?:[.,](\d{1,2}))?", plain)
    if grouped:
        amount = Fraction(re.sub(r"[.,]", "", grouped[1]) + (f".{grouped[2]}" if grouped[2] else ""))
    elif re.fullmatch(r"\d+([.,]\d+)?", plain):
        amount = Fraction(plain.replace(",", "."))
    else:
        return None
    return amount * _SUFFIXES.get(suffix, 1)


def _scaled(tokens: Sequence[Token], amount: Fraction, after: int) -> tuple[Fraction, int]:
    while amount < MOST and low_at(tokens, after).removesuffix("s") in _LARGE:
        amount *= _LARGE[tokens[after].low.removesuffix("s")]
        after += 1
    return amount, after


def _words(tokens: Sequence[Token], place: int) -> tuple[Fraction, int] | None:
    total, current, after = Fraction(0), Fraction(0), place
    if tokens[place].low == "a" and low_at(tokens, place + 1) in ("hundred", "thousand", "million", "dozen"):
        current, after = Fraction(1), place + 1
    while after < len(tokens) and max(total, current) < MOST:
        low = tokens[after].low
        if low in _SMALL and (after == place or not 0 < current % 100 < 20):
            current += _SMALL[low]
        elif low == "hundred" and after > place:
            current *= 100
        elif low == "dozen" and after > place:
            current *= 12
        elif low in _LARGE and after > place:
            total, current = total + current * _LARGE[low], Fraction(0)
        elif (
            low == "and" and low_at(tokens, after + 1) == "a" and low_at(tokens, after + 2) == "half" and after > place
        ):
            current, after = current + Fraction(1, 2), after + 2
        elif not _joins(tokens, after, place, current):
            break
        after += 1
    return (total + current, after) if after > place else None


def _joins(tokens: Sequence[Token], after: int, place: int, current: Fraction) -> bool:
    """Tell whether a hyphen or an "and" stands inside a number: forty-two, a hundred and ninety."""
    if after == place:
        return False
    low, follows = tokens[after].low, low_at(tokens, after + 1)
    if low == "-":
        return follows in _SMALL or follows in _LARGE
    return low == "and" and follows in _SMALL and (current >= 100 or tokens[after - 1].low in _LARGE)
