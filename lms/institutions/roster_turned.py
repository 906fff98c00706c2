"""Names as lists write them, written the way certificates want them: no Mr., given name first; pure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from lms.institutions.roster_titles import split_titles, without_titles
from lms.institutions.roster_values import Entry, Parsed

SURNAME_FIRST = re.compile(r"\s*([^,،]*\w)\s*[,،]\s*(\w[^,،]*?)\s*")


def turned(name: str) -> str:
    """Return “Given name Surname” of “Surname, Given name”, titles first; any other name as it is."""
    titles, bare = split_titles(name)
    found = SURNAME_FIRST.fullmatch(bare)
    return " ".join((*titles, found[2], found[1])) if found else name


def turn_names(parsed: Parsed) -> Parsed:
    """Turn all names of a list of which at least half have a comma: one comma alone may stand before a title."""
    names = [entry.name for entry in (*parsed.entries, *parsed.broken) if entry.name]
    with_comma = [name for name in names if turned(name) != name]
    if not with_comma or 2 * len(with_comma) < len(names):
        return parsed
    return replace(_each(parsed, turned), turned=turned(with_comma[0]))


def leave_titles(parsed: Parsed) -> Parsed:
    """Leave Mr. and the like out of all names of a list."""
    named = [entry for entry in (*parsed.entries, *parsed.broken) if entry.name]
    left = next((entry.name for entry in named if entry.name and without_titles(entry.name) != entry.name), "")
    return replace(_each(parsed, without_titles), titled=left) if left else parsed


def is_same_name(old: str, new: str, *, is_turned: bool) -> bool:
    """Return whether a list merely writes a name otherwise than the roster: surname first, in capitals."""
    plain = without_titles(old)
    if new in (plain, turned(plain) if is_turned else plain):
        return True
    return new.isupper() and not old.isupper() and new.casefold() == plain.casefold()


def _each(parsed: Parsed, change: Callable[[str], str]) -> Parsed:
    return replace(parsed, entries=_changed(parsed.entries, change), broken=_changed(parsed.broken, change))


def _changed(entries: Iterable[Entry], change: Callable[[str], str]) -> tuple[Entry, ...]:
    return tuple(
        replace(entry, name=entry.name and change(entry.name), name_other=entry.name_other and change(entry.name_other))
        for entry in entries
    )
