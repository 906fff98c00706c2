"""Canonical JSON: one way to write a value down, so that its hash can be computed by anybody.

Keys sorted, no spaces, UTF-8 that is not escaped; text, whole numbers, true, false, null, lists and objects. For these
it is what RFC 8785 writes. Whole numbers stay where a double holds them exactly, and keys are ASCII, so that a program
in any language sorts and reads them alike.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NoReturn, TypeAlias, cast

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

LARGEST = 2**53 - 1
# Nothing in a circle comes to it: `_check` goes through a value before, or it was just read.
_WRITER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
)
_PLAIN = frozenset({str, bool, type(None)})


class NotCanonical(ValueError):
    """A value that has no canonical form, or bytes that are not one; the text says why."""


def write(value: Json) -> bytes:
    """Return the canonical bytes of a value."""
    _check(value)
    try:
        return _WRITER.encode(value).encode()
    except UnicodeEncodeError:
        raise NotCanonical("a text holds half a character (a lone surrogate)") from None


def read(line: bytes) -> Json:
    """Return the value of canonical bytes; bytes that `write` would not have written are refused."""
    try:
        value: Json = json.loads(line)
        again = write(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(f"not canonical JSON: {error}") from None
    if again != line:
        raise NotCanonical("not canonical JSON: the same value is written otherwise")
    return value


def read_text(line: str) -> Json:
    """Return the value of a canonical line as `read` does; quicker, for who reads a hundred thousand of them."""
    try:
        # What stands before or after the value is not looked for: the line would not be written so again.
        value: Json = _READER.raw_decode(line)[0]
        is_so = _WRITER.encode(value) == line
    except (ValueError, RecursionError) as error:
        raise NotCanonical(f"not canonical JSON: {error}") from None
    if not is_so:
        raise NotCanonical("not canonical JSON: the same value is written otherwise")
    if not line.isascii():
        _check(value)
    return value


def write_day(day: date | None) -> str | None:
    """Return a day as entries write it, or null."""
    return None if day is None else day.isoformat()


def write_moment(moment: datetime) -> str:
    """Return a moment as entries write it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _whole(digits: str) -> int:
    number = int(digits)
    if not -LARGEST <= number <= LARGEST:
        raise NotCanonical(f"{number} is too large for a whole number")
    return number


def _no_number(text: str) -> NoReturn:
    raise NotCanonical(f"{text} is no whole number")


_READER = json.JSONDecoder(parse_int=_whole, parse_float=_no_number, parse_constant=_no_number)


def _check(value: object) -> None:
    kind = type(value)
    if kind in _PLAIN or isinstance(value, str):
        return
    if kind is int:
        if not -LARGEST <= cast(int, value) <= LARGEST:
            raise NotCanonical(f"{value} is too large for a whole number")
    elif isinstance(value, dict):
        for key in value:
            if type(key) is not str or not key.isascii():
                raise NotCanonical(f"{key!r} is not a key: keys are ASCII text")
        _check_all(value.values())
    elif isinstance(value, (list, tuple)):
        _check_all(value)
    else:
        raise NotCanonical(f"{kind.__name__} has no canonical form")


def _check_all(values: Iterable[object]) -> None:
    for inner in values:
        if type(inner) not in _PLAIN:
            _check(inner)
