"""What the tables of a case let people compare: branches by clients and entries, reasons by how often, lines by money.

A scale holds rows and what each has how much of. A word may count in several ways ("complaints" are entries of the
register, and voices that were gathered): a comparison is wrong only where it is wrong in all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from courses.cases import Case, ColumnKind, Exhibit, ExhibitKind, Ranking, ValueKind
from courses.claims_items import key_of, name_keys
from courses.claims_quantities import Money
from courses.claims_readings import (
    CLIENTS,
    ENTRIES,
    OFFICERS,
    WOMEN,
    Reading,
    amounts_of,
    columns_of,
    grouped_by,
    mean_of,
    rows_of,
    sums_of,
    word_of,
)
from courses.claims_words import words

_OPENED = words("opened open opening")
_MONEY = words("spend spent cost budget money line plan planned receive get expensive item cvm tlk")
_NAMING = words(
    """
    name named give say cite cited mention mentioned reason cause answer leave left leaver leaving often frequent common
    frequently commonly because
    """
)
_LEAVERS = words("former who asked those leaver leavers because of")
_BRANCHES = words("branch office")
_REGIONS = words("region area")
_EACH = words("per each")
_BOOKS = words("book register")
_PRINCIPLE = "principle"


@dataclass(frozen=True, slots=True)
class Attribute:
    """What rows can be ranked by. `words` name it, `beside` may stand with them ("women" among the "clients").

    `readings` are the ways to count it, `years` those of the readings (0 for none); of `needs`, all must be said.
    """

    words: frozenset[str]
    readings: tuple[Reading, ...]
    years: tuple[int, ...] = ()
    beside: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Rows that can be ranked; `nouns` say what a row is, `size` is what a "large" one has more of, `age` its year.

    `parts` gives the rows of a region by its name, `full` what a full one ("the fullest book") has more of,
    `facts` the facts that give a row's share, `levels` tells lines from the details of one: among those of a row's own
    it may be the largest. One that is not `is_whole` has others beside: no row is its largest.
    """

    rows: tuple[str, ...]
    label: str
    nouns: frozenset[str]
    attributes: tuple[Attribute, ...]
    size: Attribute | None = None
    age: Attribute | None = None
    full: Attribute | None = None
    parts: Mapping[str, frozenset[str]] | None = None
    facts: Mapping[str, tuple[int, ...]] | None = None
    levels: Mapping[str, str] | None = None
    is_named: bool = False
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Ranked:
    """A name of a row, as it stands in a sentence; `is_proper` marks one that begins with a capital."""

    keys: tuple[str, ...]
    scale: Scale
    row: str
    is_proper: bool


def read_scales(case: Case, money: Money) -> Mapping[str, tuple[Ranked, ...]]:
    """Return the names of all rows that can be ranked, longest first, by their first word."""
    filed: dict[str, list[Ranked]] = {}
    for ranking in case.rankings:
        scale = _of_facts(case, ranking)
        for row, (_, names) in zip(scale.rows, ranking.names, strict=True):
            for keys in dict.fromkeys(name_keys(name, money) for name in names):
                filed.setdefault(keys[0], []).append(Ranked(keys, scale, row, is_proper=False))
    for exhibit in case.exhibits:
        if exhibit.kind is not ExhibitKind.TABLE or exhibit.is_raw:
            continue
        others = dict(exhibit.also)
        for scale in _scales(case, exhibit):
            for row in scale.rows:
                shown = row.rpartition(": ")[2]
                for name in (shown, *others.get(row, ())):
                    keys = name_keys(name, money)
                    filed.setdefault(keys[0], []).append(Ranked(keys, scale, row, scale.is_named and name == shown))
    return {key: tuple(sorted(ones, key=lambda one: -len(one.keys))) for key, ones in filed.items()}


def _scales(case: Case, exhibit: Exhibit) -> Iterator[Scale]:
    ids = {column.id: at for at, column in enumerate(exhibit.columns)}
    kinds = {column.kind for column in exhibit.columns}
    if "region" in ids:
        yield from _of_places(case, exhibit, ids["region"])
    elif ColumnKind.PERCENT in kinds:
        yield _of_answers(case, exhibit)
    elif ColumnKind.MONEY in kinds:
        yield _of_money(exhibit)
    elif ColumnKind.DATE in kinds:
        yield _of_days(exhibit)
    elif _PRINCIPLE in ids and ColumnKind.COUNT in kinds:
        yield _of_points(exhibit, ids[_PRINCIPLE])


def _of_places(case: Case, exhibit: Exhibit, region: int) -> Iterator[Scale]:
    """Yield the branches as a scale, and their regions."""
    regions = {row.cells[0]: row.cells[region] for row in exhibit.rows}
    parts = {
        name: frozenset(row for row, place in regions.items() if place == name)
        for name in dict.fromkeys(regions.values())
    }
    counts = {word_of(column): amounts_of(exhibit, at) for at, column in columns_of(exhibit, ColumnKind.COUNT)}
    yield _place_scale(case, exhibit, counts, parts)
    sums = {word: sums_of(reading, regions) for word, reading in counts.items()}
    branches = {name: Fraction(len(rows)) for name, rows in parts.items()}
    attributes = (*_counted(sums, ()), Attribute(_BRANCHES, (branches,), unit="branches"))
    clients = [sums[word] for word in ("client",) if word in sums]
    size = Attribute(frozenset(), tuple(clients), unit="clients") if clients else None
    yield Scale(tuple(parts), exhibit.label, _REGIONS, attributes, size=size, is_named=True)


def _place_scale(
    case: Case, exhibit: Exhibit, counts: Mapping[str, Reading], parts: Mapping[str, frozenset[str]]
) -> Scale:
    voices = tuple(_voices(case, tuple(row.cells[0] for row in exhibit.rows)))
    sizes = tuple(counts[word] for word in ("client", "officer") if word in counts)
    years = [amounts_of(exhibit, at) for at, _ in columns_of(exhibit, ColumnKind.YEAR)]
    return Scale(
        tuple(row.cells[0] for row in exhibit.rows),
        exhibit.label,
        _BRANCHES,
        tuple(_counted(counts, voices)),
        size=Attribute(frozenset(), sizes) if sizes else None,
        age=Attribute(_OPENED, tuple(years)) if years else None,
        full=Attribute(_BOOKS, (counts["entry"],)) if "entry" in counts else None,
        parts=parts,
        is_named=True,
    )


def _counted(counts: Mapping[str, Reading], voices: tuple[Reading, ...]) -> Iterator[Attribute]:
    """Yield what places have: clients, women, officers, entries, and the clients for each officer."""
    clients, women, officers, entries = (counts.get(word) for word in ("client", "women", "officer", "entry"))
    if clients and officers:
        load = {row: clients[row] / officers[row] for row in clients}
        yield Attribute(words("caseload"), (load,), beside=CLIENTS | OFFICERS | _EACH)
        for one in ("client", "member"):
            yield Attribute(_EACH, (load,), beside=CLIENTS | OFFICERS, needs=frozenset({one, "officer"}))
    if clients:
        yield Attribute(CLIENTS, (clients,))
    if clients and women:
        share = {row: women[row] / clients[row] for row in women}
        yield Attribute(words("share proportion percentage"), (share,), beside=CLIENTS | WOMEN, needs=words("women"))
        yield Attribute(WOMEN, (women,), beside=CLIENTS)
    if officers:
        yield Attribute(OFFICERS, (officers,))
    if entries:
        yield Attribute(words("entry"), (entries,), beside=ENTRIES)
        yield Attribute(words("complaint"), (entries, *voices), beside=ENTRIES)


def _voices(case: Case, rows: Iterable[str]) -> Iterator[Reading]:
    """Yield how many complaints were gathered by hand in each place."""
    for exhibit in case.exhibits:
        at = next((at for at, column in enumerate(exhibit.columns) if column.id == "branch"), None)
        if exhibit.kind is ExhibitKind.COMPLAINTS and at is not None:
            found = [row.cells[at] for row in exhibit.rows]
            yield {row: Fraction(found.count(row)) for row in rows}


def _of_facts(case: Case, ranking: Ranking) -> Scale:
    """Return subjects of the facts as a scale: what each loan product has of clients, what each post costs."""
    told = {value.subject: (fact.number, value) for fact in case.facts for value in fact.values}
    shown = {subject: names[0] for subject, names in ranking.names}
    reading = {shown[subject]: told[subject][1].amount or Fraction(0) for subject in shown}
    facts = {shown[subject]: (told[subject][0],) for subject in shown}
    is_money = all(told[subject][1].kind is ValueKind.MONEY for subject in shown)
    is_share = all(told[subject][1].kind is ValueKind.PERCENT for subject in shown)
    unit = "money" if is_money else "%" if is_share else ""
    said = Attribute(frozenset(key_of(word) for word in ranking.words), (reading,), unit=unit)
    return Scale(tuple(shown.values()), "", frozenset(), (said,), facts=facts, is_whole=not is_money)


def _of_answers(case: Case, exhibit: Exhibit) -> Scale:
    """Return the answers of a survey, ranked by how many gave them."""
    reading: Reading = {}
    attributes: list[Attribute] = []
    for at, column in columns_of(exhibit, ColumnKind.COUNT):
        keys = frozenset({key_of(column.label.lower())})
        if keys & (WOMEN | {"man"}):
            attributes.append(Attribute(keys, (amounts_of(exhibit, at),), beside=_NAMING | CLIENTS | _LEAVERS))
        else:
            reading = amounts_of(exhibit, at)
    attributes.append(Attribute(_NAMING, (reading,), beside=CLIENTS | _LEAVERS))
    rows, nouns = rows_of(exhibit, 0), words("reason cause answer")
    return Scale(rows, exhibit.label, nouns, tuple(attributes), facts=_facts_of_shares(case, exhibit))


def _facts_of_shares(case: Case, exhibit: Exhibit) -> Mapping[str, tuple[int, ...]]:
    """Return, by row, the facts that cite a survey and give the share of the row."""
    ((at, _),) = columns_of(exhibit, ColumnKind.PERCENT)[:1]
    citing = [fact for fact in case.facts if exhibit.id in fact.exhibits]
    return {
        row.cells[0]: tuple(fact.number for fact in citing if f"{row.cells[at]} %" in fact.text) for row in exhibit.rows
    }


def _of_money(exhibit: Exhibit) -> Scale:
    """Return the lines of a budget, ranked by their sums of each year, the last one first."""
    columns = columns_of(exhibit, ColumnKind.MONEY)[::-1]
    texts = [at for at, column in enumerate(exhibit.columns) if column.kind is ColumnKind.TEXT]
    readings = tuple(amounts_of(exhibit, at, texts[0]) for at, _ in columns)
    years = tuple(next((int(part) for part in one.label.split() if part.isdecimal()), 0) for _, one in columns)
    sums = Attribute(_MONEY, readings, years, beside=words("to operating"), unit="money")
    rows, nouns = rows_of(exhibit, texts[0]), words("line item post")
    levels = {row.cells[texts[0]]: row.cells[0] for row in exhibit.rows}
    return Scale(rows, exhibit.label, nouns, (sums,), size=sums, levels=levels)


def _of_days(exhibit: Exhibit) -> Scale:
    """Return the days of the week of a log, each of which stands there as often as the others."""
    at = next((at for at, column in enumerate(exhibit.columns) if column.kind is ColumnKind.CHOICE), 0)
    days = [row.cells[at] for row in exhibit.rows]
    attributes = []
    for place, column in columns_of(exhibit, ColumnKind.COUNT):
        reading = grouped_by(exhibit, at, place, sum)
        attributes.append(
            Attribute(
                frozenset({key_of(column.label.lower())}),
                (reading,),
                beside=words("call hotline telephone phone operator"),
            )
        )
    rows = tuple(dict.fromkeys(days)) if len({days.count(day) for day in days}) == 1 else ()
    return Scale(rows, exhibit.label, words("day"), tuple(attributes), is_named=True)


def _of_points(exhibit: Exhibit, at: int) -> Scale:
    """Return the principles of an assessment, ranked by the sum of their points and by the mean."""
    place = next(place for place, _ in columns_of(exhibit, ColumnKind.COUNT))
    readings = tuple(
        {f"Principle {row}": amount for row, amount in grouped_by(exhibit, at, place, by).items()}
        for by in (sum, mean_of)
    )
    return Scale(
        tuple(readings[0]), exhibit.label, words("principle"), (Attribute(words("score point scored"), readings),)
    )  # fmt: skip
