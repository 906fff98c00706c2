"""An amount as people write it in a plan, and what to say of one that is none: what is unclear is told, not guessed."""

import re
from decimal import Decimal, InvalidOperation

from courses.typed_days import shown_typed

LARGEST_COST = Decimal("999999999999.99")
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}|\d+)(?:[.,](\d{1,2}))?")
_SCALED = re.compile(r"(\d+(?:[.,]\d{1,2})?)\s*(k|thousand|m|mn|million)\b", re.IGNORECASE)
_THOUSAND, _MILLION = 1_000, 1_000_000
_SHORTEST_WORD = 4
_REST = "put the rest in the text"


def read_cost(text: str) -> Decimal | None:
    """Return an amount as it is typed, in digits of any script, with or without marks between thousands; or None.

    A comma or point before one or two last digits is the decimal mark; before three it parts thousands, and lakhs.
    """
    found = _NUMBER.fullmatch("".join(_plain(text).split()))
    if found is None:
        return None
    try:
        amount = Decimal(re.sub(r"[.,]", "", found[1]) + (f".{found[2]}" if found[2] else ""))
    except InvalidOperation:  # pragma: no cover - the pattern leaves none
        return None
    return amount if amount <= LARGEST_COST else None


def fault_of_cost(text: str) -> str:
    """Return why a text that was typed as a cost is none, and what to write instead; empty where it is one."""
    typed, plain = shown_typed(text), _plain(text).strip()
    if not typed or read_cost(text) is not None:
        return ""
    bare = re.sub(r"^[-−]\s*", "", plain)
    if bare != plain and read_cost(bare) is not None:
        return f"“{typed}” is below zero. Write what it costs, 0 if nothing."
    scaled = _SCALED.search(plain)
    if scaled is not None and len(re.findall(r"\d+", plain)) == len(re.findall(r"\d+", scaled[1])):
        factor = _THOUSAND if scaled[2][0].lower() in "kt" else _MILLION
        amount = Decimal(scaled[1].replace(",", ".")) * factor
        if amount == amount.to_integral_value() and amount <= LARGEST_COST:
            return f"“{typed}” is not an amount. Write the number in full, like {amount:.0f}; {_REST}."
    numbers = [one.strip(" .,") for one in re.findall(r"\d[\d.,\s]*", plain)]
    # Beside the number stands a currency at most: of “2 days” the number is no cost.
    beside = re.findall(r"[^\W\d_]+", plain)
    is_currency = not beside or (len(beside) == 1 and (beside[0].isupper() or len(beside[0]) < _SHORTEST_WORD))
    alone = read_cost(numbers[0]) if len(numbers) == 1 and is_currency else None
    if alone is not None:
        return f"“{typed}” is not an amount alone. Write only the number, like {alone:f}; {_REST}."
    return f"“{typed}” is not an amount. Write one number, like 10000; {_REST}."


def _plain(text: str) -> str:
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    return plain.replace("٫", ".").replace("٬", ",").replace("'", "").replace("’", "")
