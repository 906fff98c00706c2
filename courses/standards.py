"""The 30 standards of version 1.0 (January 2013), in our own words, and how sure we are of each."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from courses.errors import ContentError, Fault
from courses.lines import Place, toml_lines
from courses.model import Activity, Module, Objective, Section, Slide
from courses.resources import read_text

VERSION = "1.0"
# How many standards each principle has; the first two counts are official, the split of the others is reconstructed.
COUNTS: Mapping[int, int] = {1: 3, 2: 6, 3: 5, 4: 3, 5: 7, 6: 2, 7: 4}
NUMBERS: tuple[str, ...] = tuple(
    f"{principle}.{number}" for principle, count in COUNTS.items() for number in range(1, count + 1)
)


class Certainty(StrEnum):
    """How sure we are of the wording behind our paraphrase."""

    CONFIRMED = "confirmed"
    SUPPORTED = "supported"
    RECONSTRUCTED = "reconstructed"


@dataclass(frozen=True, slots=True)
class StandardSource:
    """Where a standard can be read about."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard of version 1.0; `title` is our paraphrase, never the official text."""

    number: str
    principle: int
    title: str
    status: Certainty
    sources: tuple[StandardSource, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """What one module does for one standard: where it is taught, practised and tested.

    Slides, activities and items serve a standard through their objectives; the case, when an ending of it sends back to
    a section on the standard. `items` says how many, never which.
    """

    module: Module
    objectives: tuple[Objective, ...]
    sections: tuple[Section, ...]
    slides: tuple[Slide, ...]
    activities: tuple[Activity, ...]
    is_in_case: bool
    items: int


def place_standard(number: str, modules: Iterable[Module]) -> tuple[Placement, ...]:
    """Return the modules that serve a standard, in their order, with what each does for it."""
    return tuple(_placement(number, module) for module in modules if _serves(number, module))


def _serves(number: str, module: Module) -> bool:
    named = [one.standards for one in module.objectives] + [one.standards for one in module.sections]
    return any(number in standards for standards in named)


def _placement(number: str, module: Module) -> Placement:
    objectives = tuple(one for one in module.objectives if number in one.standards)
    sections = tuple(one for one in module.sections if number in one.standards)
    aims, places = {one.id for one in objectives}, {one.id for one in sections}
    return Placement(
        module=module,
        objectives=objectives,
        sections=sections,
        slides=tuple(one for one in module.slides if aims.intersection(one.objectives)),
        activities=tuple(one for one in module.activities if aims.intersection(one.objectives)),
        is_in_case=any(ending.section in places for ending in module.case.endings.values()),
        items=sum(bool(aims.intersection(item.objectives)) for item in module.bank.items),
    )


def load_standards(path: Path) -> tuple[Standard, ...]:
    """Return the standards of a file, in order; raises ContentError with all its faults."""
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError((Fault(path.name, 0, f"is not TOML: {error}; mend the line"),)) from None
    lines = toml_lines(text)
    sources = {name: _source(name, entry) for name, entry in _tables(data.get("sources"))}
    faults: list[Fault] = []
    standards = []
    for number, entry in _tables(data.get("standards")):
        place = Place(path.name, lines.get(("standards", number), 0))
        standard, wrong = _standard(number, entry, sources)
        faults += [place.fault(what) for what in wrong]
        standards += [standard] if standard else []
    missing = [number for number in NUMBERS if number not in dict(_tables(data.get("standards")))]
    faults += [Fault(path.name, 0, f'standard {number} is missing; add [standards."{number}"]') for number in missing]
    if faults:
        raise ContentError(tuple(faults))
    return tuple(standards)


def _tables(value: object) -> list[tuple[str, Mapping[str, object]]]:
    entries = value.items() if isinstance(value, dict) else ()
    return [(str(key), inner) for key, inner in entries if isinstance(inner, dict)]


def _source(name: str, entry: Mapping[str, object]) -> StandardSource:
    return StandardSource(name, str(entry.get("title", "")), str(entry.get("url", "")))


def _standard(
    number: str, entry: Mapping[str, object], sources: Mapping[str, StandardSource]
) -> tuple[Standard | None, list[str]]:
    faults = []
    title, status, cited = entry.get("title"), entry.get("status"), entry.get("sources", [])
    if number not in NUMBERS:
        faults.append(f"{number!r} is not a standard of version 1.0; remove it")
    if not isinstance(title, str) or not title:
        faults.append(f"{number}: has no title; add it in our own words")
    if status not in tuple(Certainty):
        faults.append(f"{number}: the status {status!r} is not known; use one of: {', '.join(Certainty)}")
    names = [str(name) for name in cited] if isinstance(cited, list) else []
    faults += [f"{number}: source {name!r} is not in [sources]; add it there" for name in names if name not in sources]
    if faults:
        return None, faults
    found = tuple(sources[name] for name in names)
    return Standard(number, int(number[0]), str(title), Certainty(str(status)), found), []
