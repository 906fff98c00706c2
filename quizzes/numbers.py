"""Numbers as people type them and as they read them: exact in between."""

import re
import unicodedata
from fractions import Fraction

from quizzes.errors import ResponseError

_LONGEST = 40
_SEPARATORS = str.maketrans({"٫": ".", "٬": ",", "،": ",", "’": "'", "−": "-", "‐": "-", "–": "-"})
# A space or an apostrophe groups by three and never stands for the decimal separator.
_SPACED = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?=[.,]|$)")
# Groups of three, or the lakh and crore of South Asia: 1,200 and 12,34,567.
_COMMA_GROUPS = re.compile(r"[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(\.\d+)?")
_DOT_GROUPS = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})")
_PLAIN = re.compile(r"(?:\d+(?:[.,]\d*)?|[.,]\d+)")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")


def read_number(typed: str) -> Fraction:
    """Return the number a person typed, in whatever digits and separators she is used to.

    "12,5", "12.5", "1 200", "1,200.5", "1.200,5" and Arabic-Indic digits are read. One comma before exactly three
    digits groups thousands, as in the numbers we show: "1,200" is 1200; one dot is always a decimal point: "1.200" is
    1.2. Raises ResponseError for anything else.
    """
    text = _neutral(typed)
    sign = -1 if text.startswith("-") else 1
    digits = _ungrouped(text.lstrip("+-").strip() if text[:2] not in {"--", "++", "+-", "-+"} else "")
    if len(typed) > _LONGEST or digits is None:
        raise ResponseError(
            f"“{typed.strip()[:_LONGEST]}” is not a number we can read; write digits only, like 1200 or 12.5"
        )
    return sign * Fraction(digits)


def read_decimal(text: str) -> Fraction | None:
    """Return the exact number an author wrote ("0.5", "-3", "4500"), or None when it is none."""
    return Fraction(text) if _DECIMAL.fullmatch(text) else None


def readable(value: Fraction, *, decimals: int | None = None) -> str:
    """Return a number as all our pages show it: thousands by commas, a decimal point, "4,500" or "0.25".

    With `decimals`, exactly so many (the value is expected to be rounded already). Without, as many as it needs; a
    number that needs endlessly many stays a fraction, "1/3".
    """
    places = _places(value) if decimals is None else decimals
    if places is None:
        return str(value)
    units = round(abs(value) * 10**places)
    whole, rest = divmod(units, 10**places)
    sign = "-" if value < 0 and units else ""
    return f"{sign}{whole:,}" + (f".{rest:0{places}d}" if places else "")


def _places(value: Fraction) -> int | None:
    """Return how many decimals write the value exactly, or None when no number of decimals does."""
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _neutral(typed: str) -> str:
    """Return the text in ASCII digits and separators, without marks of writing direction."""
    kept = []
    for char in typed.strip()[: _LONGEST + 1].translate(_SEPARATORS):
        category = unicodedata.category(char)
        if category == "Nd":
            kept.append(str(unicodedata.decimal(char)))
        elif category == "Zs":
            kept.append(" ")
        elif category != "Cf":
            kept.append(char)
    return "".join(kept).strip()


def _ungrouped(text: str) -> str | None:
    """Return digits with at most one decimal point, or None when the text is no number."""
    text = _SPACED.sub(lambda match: re.sub("[ ']", "", match[0]), text, count=1) if _SPACED.match(text) else text
    if _COMMA_GROUPS.fullmatch(text):
        return text.replace(",", "")
    if _DOT_GROUPS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text.replace(",", ".") if _PLAIN.fullmatch(text) else None
