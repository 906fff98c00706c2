"""What each place of a case has and has not: a box, entries in its book, a market day, a region.

Read once for an index from the table that lists the places; `claims_held` judges sentences by it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from courses.cases import Case, Column, ColumnKind, Exhibit, ExhibitKind
from courses.claims_items import key_of, name_keys
from courses.claims_quantities import Money
from courses.claims_words import words

_YES, _NO = "yes", "no"
_ENTRIES = words("entry complaint")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a place has or has not, by the words for it; None where it depends on how one counts."""

    words: frozenset[str]
    has: Mapping[str, bool | None]
    label: str
    facts: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Trait:
    """What a column of words says of each place: its market day, how its book is kept.

    `words` are those of the column's heading, all of which must be said; `values` are the keys of what may stand there.
    """

    words: frozenset[str]
    of: Mapping[str, str]
    values: Mapping[tuple[str, ...], str]
    label: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """The things and traits of the places of a case."""

    things: tuple[Thing, ...]
    traits: tuple[Trait, ...]


def read_holdings(case: Case, money: Money) -> Holdings:
    """Return what the places of a case have."""
    tables = [one for one in case.exhibits if one.kind is ExhibitKind.TABLE and not one.is_raw]
    places = [one for one in tables if any(column.id == "region" for column in one.columns)]
    return Holdings(
        tuple(thing for one in places for thing in _things(case, one)),
        tuple(trait for one in places for trait in _traits(one, money)),
    )


def _things(case: Case, exhibit: Exhibit) -> Iterator[Thing]:
    names = [row.cells[0] for row in exhibit.rows]
    for at, column in enumerate(exhibit.columns):
        cells = {row.cells[0]: row.cells[at] for row in exhibit.rows}
        if column.kind is ColumnKind.CHOICE and set(cells.values()) == {_YES, _NO}:
            wanted, has = _keys(column), {name: cells[name] == _YES for name in names}
            yield Thing(wanted, has, exhibit.label, _facts(case, wanted, has))
        elif column.kind is ColumnKind.COUNT and _keys(column) & _ENTRIES and "0" in cells.values():
            has = {name: cells[name] != "0" for name in names}
            yield Thing(words("entry"), has, exhibit.label, _facts(case, words("entry"), has))
            heard = {name: _heard(case, name) for name in names}
            both = {name: has[name] if has[name] is heard[name] else None for name in names}
            yield Thing(words("complaint"), both, exhibit.label, _facts(case, words("entry"), has))


def _heard(case: Case, place: str) -> bool:
    """Tell whether a complaint from a place was gathered by hand."""
    found = [one for one in case.exhibits if one.kind is ExhibitKind.COMPLAINTS]
    return not found or any(place in row.cells for one in found for row in one.rows)


def _facts(case: Case, wanted: frozenset[str], has: Mapping[str, bool]) -> Mapping[str, tuple[int, ...]]:
    """Return, by place, the facts that name the thing, and the place if it is an exception: "the other 3 have none"."""
    telling = [
        fact for fact in case.facts
        if wanted & {key_of(part.strip(".,;:").lower()) for part in fact.text.split()}
        and any(name in fact.text for name in has) and "branch-list" in fact.exhibits
    ]  # fmt: skip
    return {name: tuple(fact.number for fact in telling[:1]) for name in has}


def _traits(exhibit: Exhibit, money: Money) -> Iterator[Trait]:
    for at, column in enumerate(exhibit.columns):
        cells = {row.cells[0]: row.cells[at] for row in exhibit.rows}
        values = set(cells.values())
        if column.kind is not ColumnKind.CHOICE or values == {_YES, _NO} or column.id == "region":
            continue
        yield Trait(_keys(column), cells, {name_keys(one, money): one for one in sorted(values)}, exhibit.label)


def _keys(column: Column) -> frozenset[str]:
    return frozenset(key_of(part.lower()) for part in column.label.split() if not part.isdecimal())
