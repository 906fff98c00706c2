"""Exact numbers in words for a page."""

from fractions import Fraction
from math import floor

from lms.http.i18n import format_decimal


def points_text(points: Fraction) -> str:
    """Return points exactly, as a person writes them: `9`, `9 1/2`, `2/3`."""
    whole, rest = divmod(points, 1)
    if not rest:
        return str(whole)
    part = f"{rest.numerator}/{rest.denominator}"
    return f"{whole} {part}" if whole else part


def percent_text(percent: Fraction) -> str:
    """Return a percentage rounded down to one decimal: nobody is told 80 who has 79.96."""
    tenths = Fraction(floor(percent * 10), 10)
    return str(format_decimal(float(tenths), "#,##0.#"))
