"""Staff codes that a spreadsheet has turned into numbers with a fraction, 12.0 or 12,0, made whole again; pure."""

import re
from collections.abc import Iterable, Set
from dataclasses import replace

from lms.institutions.roster_values import Entry, Parsed

WITH_FRACTION = re.compile(r"([0-9]+)[.,]0+")


def whole_codes(parsed: Parsed, known: Set[str]) -> Parsed:
    """Return a list with whole codes, where every code of it is such a number and none of them is anybody's."""
    codes = [entry.staff_code for entry in (*parsed.entries, *parsed.broken) if entry.staff_code]
    if not codes or any(code in known or not WITH_FRACTION.fullmatch(code) for code in codes):
        return parsed
    return replace(parsed, entries=_whole(parsed.entries), broken=_whole(parsed.broken))


def _whole(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(
        replace(entry, staff_code=entry.staff_code and WITH_FRACTION.sub(r"\1", entry.staff_code)) for entry in entries
    )
