"""Names that stand as “Surname, Given name” in a list, turned the way round that certificates want; pure."""

import re
from collections.abc import Iterable
from dataclasses import replace

from lms.institutions.roster_values import Entry, Parsed

SURNAME_FIRST = re.compile(r"\s*([^,،]*\w)\s*[,،]\s*(\w[^,،]*?)\s*")


def turned(name: str) -> str:
    """Return “Given name Surname” of “Surname, Given name”; any other name as it is."""
    found = SURNAME_FIRST.fullmatch(name)
    return f"{found[2]} {found[1]}" if found else name


def turn_names(parsed: Parsed) -> Parsed:
    """Turn all names of a list of which at least half have a comma: one comma alone may stand before a title."""
    names = [entry.name for entry in (*parsed.entries, *parsed.broken) if entry.name]
    with_comma = [name for name in names if turned(name) != name]
    if not with_comma or 2 * len(with_comma) < len(names):
        return parsed
    return replace(parsed, entries=_turned(parsed.entries), broken=_turned(parsed.broken), turned=turned(with_comma[0]))


def _turned(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(
        replace(entry, name=entry.name and turned(entry.name), name_other=entry.name_other and turned(entry.name_other))
        for entry in entries
    )
