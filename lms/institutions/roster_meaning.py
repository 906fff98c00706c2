"""Whom each row of a list means, and which rows say the same or contradict each other; pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, fields

from lms.institutions.roster_cells import FaultKind
from lms.institutions.roster_people import By, Finder, Match
from lms.institutions.roster_steps import Repeat
from lms.institutions.roster_values import NAMES, Entry, Fault, Parsed
from lms.institutions.roster_words import Field, fold

# Who a row without a staff code means is told by these cells.
NAMING = NAMES | {Field.STAFF_CODE, Field.EMAIL, Field.BRANCH}
SAID = tuple(field.name for field in fields(Entry) if field.name not in ("row", "unread"))


@dataclass(frozen=True, slots=True)
class Meant:
    """A row and whom it means; `is_open` when that hangs on a cell that cannot be read."""

    entry: Entry
    found: Match
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows sorted: `taken` mean somebody else each, `refused` are only looked at for what else is wrong with them.

    `named` are the people of the roster whom any row means; `by_name` counts rows known by name and branch alone.
    """

    taken: tuple[Meant, ...]
    refused: tuple[Meant, ...]
    repeats: tuple[Repeat, ...]
    faults: tuple[Fault, ...]
    named: Set[int]
    by_name: int


def mean_rows(parsed: Parsed, finder: Finder) -> tuple[Meant, ...]:
    """Return whom each row means, those with a cell that cannot be read last."""
    return (
        *(Meant(entry, finder.find(entry)) for entry in parsed.entries),
        *(_meant(entry, finder) for entry in parsed.broken),
    )


def sort_rows(rows: Sequence[Meant]) -> Rows:
    """Return which rows can be taken; of those that say the same the first is, those that contradict each other not."""
    groups: defaultdict[object, list[Meant]] = defaultdict(list)
    for meant in rows:
        groups[_key(meant)].append(meant)
    taken: list[Meant] = []
    refused: list[Meant] = []
    repeats: list[Repeat] = []
    faults: list[Fault] = []
    for whole in groups.values():
        group = [meant for meant in whole if meant.found.by is not By.FORMER_CODE] or whole
        first = group[0].entry.row
        own = {meant.entry.row for meant in group}
        repeats += [Repeat(meant.entry.row, first) for meant in whole if meant.entry.row not in own]
        if len(group) > 1 and not _agree([meant.entry for meant in group]):
            faults += [_twice(meant.entry, group) for meant in group]
            refused += group
            continue
        whole_rows = [meant for meant in group if not meant.entry.unread]
        taken += whole_rows[:1]
        repeats += [Repeat(meant.entry.row, first) for meant in whole_rows[1:]]
        refused += [meant for meant in group if meant.entry.unread]
    return Rows(
        taken=_in_order(taken),
        refused=_in_order(refused),
        repeats=tuple(sorted(repeats, key=lambda one: one.row)),
        faults=tuple(faults),
        named={meant.found.person.id for meant in rows if meant.found.person is not None},
        by_name=sum(meant.found.by is By.NAME for meant in rows if not meant.entry.unread),
    )


def _meant(entry: Entry, finder: Finder) -> Meant:
    """Return whom a row means of which a cell cannot be read: by code or address, or somebody whose name is new."""
    found = finder.find(entry)
    is_told = found.by in (By.CODE, By.FORMER_CODE, By.EMAIL) or entry.staff_code is not None
    is_new = found.person is None and not found.doubt and entry.name is not None
    if is_told or is_new or not entry.unread & NAMING:
        return Meant(entry, found)
    return Meant(entry, Match(), is_open=True)


def _key(meant: Meant) -> object:
    entry, person = meant.entry, meant.found.person
    if person is not None:
        return person.id
    if entry.staff_code is not None:
        return "code", entry.staff_code.casefold()
    if meant.is_open or entry.unread & NAMING or not (entry.email or entry.name):
        return "row", entry.row
    return ("email", entry.email) if entry.email else ("name", fold(entry.name or ""), fold(entry.branch or ""))


def _agree(entries: Sequence[Entry]) -> bool:
    """Return whether rows say the same wherever their cells can be read."""
    return not _differing(entries)


def _differing(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return in which cells rows do not say the same, of those that can be read."""
    return tuple(name for name in SAID if len({getattr(one, name) for one in entries if name not in one.unread}) > 1)


def _twice(entry: Entry, group: Sequence[Meant]) -> Fault:
    others = ", ".join(str(other.entry.row) for other in group[:4] if other.entry is not entry)
    names = _differing([meant.entry for meant in group])
    differing = ", ".join(name.replace("_", " ") for name in names)
    cure = (
        "Who works in two branches counts in one of them: keep that row."
        if names == (Field.BRANCH.value,)
        else "Keep the one that is right."
    )
    return Fault(
        entry.row,
        FaultKind.TWICE,
        f"This person stands in row {others} too, and the rows differ ({differing}). {cure}",
        value=entry.staff_code or entry.email or entry.name or "",
    )


def _in_order(rows: Iterable[Meant]) -> tuple[Meant, ...]:
    return tuple(sorted(rows, key=lambda meant: meant.entry.row))
