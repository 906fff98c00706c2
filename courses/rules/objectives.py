"""Rules of objectives, standards and changes: each objective is observable, taught and practised."""

from collections.abc import Iterable
from itertools import pairwise

from courses.errors import Fault
from courses.lines import Lines
from courses.model import Module

OBJECTIVES = range(4, 7)


def objective_faults(module: Module, lines: Lines) -> Iterable[Fault]:
    """Yield what is wrong with the objectives; whether they are tested is a rule of the bank."""
    words = f"words.{module.language}.toml"
    taught = {one for section in module.sections for one in section.objectives}
    practised = {one for slide in module.slides for one in slide.objectives}
    practised |= {one for activity in module.activities for one in activity.objectives}
    if len(module.objectives) not in OBJECTIVES:
        yield lines.at("module.toml", "objectives").fault(f"{len(module.objectives)} objectives; a module has 4 to 6")
    for objective in module.objectives:
        # Other languages have other words for it.
        if module.language == "en" and not objective.text.startswith("Can "):
            what = f'objective {objective.id!r} does not start with "Can"; say what she can do, so that it can be seen'
            yield lines.at(words, "objectives", objective.id).fault(what)
        place = lines.at("module.toml", "objectives", objective.id)
        if objective.id not in taught:
            yield place.fault(f"no section teaches {objective.id!r}; name it in a section's objectives")
        if objective.id not in practised:
            yield place.fault(f"no slide or activity practises {objective.id!r}; name it in one's objectives")


def standard_faults(module: Module, lines: Lines) -> Iterable[Fault]:
    """Yield the standards that an objective or a section serves and the module does not name."""
    served = [("objectives", one.id, one.standards) for one in module.objectives]
    served += [("sections", one.id, one.standards) for one in module.sections]
    for key, name, standards in served:
        for number in standards:
            if number not in module.standards:
                what = f"{name!r} serves standard {number}, which the module does not name; add it to standards"
                yield lines.at("module.toml", key, name, "standards").fault(what)


def change_faults(module: Module, lines: Lines) -> Iterable[Fault]:
    """Yield where the changelog is not newest first."""
    for index, (newer, older) in enumerate(pairwise(module.changes), start=1):
        if newer.on < older.on:
            what = f"the change of {older.on} stands below that of {newer.on}; put the newest first"
            yield lines.at(f"words.{module.language}.toml", "changes", str(index)).fault(what)
