"""`lms content`: the modules as text files."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from courses.checks import check as check_module
from courses.days import day_words
from courses.diffs import ModuleDiff, compare
from courses.errors import ContentError, Fault
from courses.loader import load_module, load_with_lines
from courses.model import Mode, Module, Tier, Track
from courses.resources import STRUCTURE, WORKSHOP, content_folder, languages, module_folders, workshop_folder
from courses.stats import ModuleStats, as_document, count, one_decimal
from courses.workshop_checks import CaseStats, review
from lms.cli.refusal import Refusal

TABLE = (
    "module",
    "lang",
    "edition",
    "obj",
    "sect",
    "room",
    "web",
    "act",
    "items",
    "cases",
    "board",
    "field",
    "full",
    "words",
    "grade",
)
CASES = ("case", "lang", "edition", "facts", "values", "exhibits", "contradictions", "voices")
LEGEND = """
obj: objectives. sect: sections. room, web: slides of a session. act: activities. items: questions; cases: those on one.
board, field, full: minutes to read for a director, a loan officer, a manager. grade: of Flesch and Kincaid."""


@click.group()
def content() -> None:
    """Look after modules."""


@content.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, folders: tuple[Path, ...]) -> None:
    """Check modules and workshops against the rules of docs/content.md: those in FOLDERS, or those that ship.

    Prints one fault a line as file:line: what, and ends with 1 when there is one.
    """
    workshops, others = _workshops_in(folders)
    modules = [module for folder in others for module in _modules_in(folder)]
    faults = [line for module in modules for line in _faults_of(module)]
    faults += [_line(folder, fault) for folder in workshops for fault in review(folder).faults]
    for line in faults:
        click.echo(line)
    checked = f"{len(modules)} modules" + (f" and {len(workshops)} workshop" if workshops else "")
    click.echo(f"{checked} checked, {len(faults)} faults.", err=True)
    ctx.exit(1 if faults else 0)


@content.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Everything that is counted, as JSON.")
def stats(folders: tuple[Path, ...], *, as_json: bool) -> None:
    """Count what is in modules and workshops: those in FOLDERS, or those that ship."""
    workshops, others = _workshops_in(folders)
    places = [place for folder in others for place in _modules_in(folder)]
    cases = [case for folder in workshops for case in review(folder).cases]
    found = [
        count(load_module(place, language=language)) for place in places for language in languages(place) or ("en",)
    ]
    if as_json:
        document = {"modules": [as_document(one) for one in found], "cases": [asdict(case) for case in cases]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    if found:
        for line in _table([TABLE, *map(_row, found)]):
            click.echo(line)
        click.echo(LEGEND)
    if cases:
        for line in _table([CASES, *map(_case_row, cases)]):
            click.echo(line)


@content.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.pass_context
def diff(ctx: click.Context, old: Path, new: Path) -> None:
    """Say what changed from the module in folder OLD to that in folder NEW, part by part.

    Ends with 0 when both are of the same edition in every language, with 1 when not.
    """
    before, after = _by_language(old), _by_language(new)
    ids = {module.id for module in (*before.values(), *after.values())}
    if len(ids) > 1:
        raise Refusal(f"These are two modules, {' and '.join(sorted(ids))}: give two folders of the same one.")
    is_same = True
    for language in dict.fromkeys((*before, *after)):
        if language not in before or language not in after:
            click.echo(f"language {language}: {'removed' if language in before else 'added'}")
            is_same = False
            continue
        found = compare(before[language], after[language])
        is_same = is_same and found.is_same_edition
        for line in _told(found, f"{old.resolve().name} ({language})"):
            click.echo(line)
    ctx.exit(0 if is_same else 1)


def _by_language(folder: Path) -> dict[str, Module]:
    if not (folder / STRUCTURE).is_file():
        raise Refusal(f"{folder} is not a module: give the folder that its {STRUCTURE} is in.")
    return {language: load_module(folder, language=language) for language in languages(folder) or ("en",)}


def _told(found: ModuleDiff, name: str) -> Iterator[str]:
    if found.is_same_edition:
        yield f"{name}: the same edition, {found.new_edition}."
    else:
        yield f"{name}: edition {found.old_edition} became {found.new_edition}."
    yield from (f"  {part}" for part in found.parts)
    if found.newest is None:
        yield "The changelog of the new one is empty."
        return
    kind = "substantive" if found.newest.is_substantive else "editorial"
    yield f"The newest change of the new one, of {day_words(found.newest.on)}, is {kind}: {found.newest.text}"
    if not found.is_same_edition and not found.is_told:
        yield "That entry stands in the old one too: add a [[changes]] entry that says what is different now."


def _row(one: ModuleStats) -> tuple[str, ...]:
    minutes = one.minutes
    numbers = (
        one.objectives,
        one.sections,
        one.slides[Mode.IN_PERSON].slides,
        one.slides[Mode.WEBINAR].slides,
        one.activities,
        one.items.total,
        one.items.on_cases,
        minutes[Tier.BOARD][Track.BOARD],
        minutes[Tier.FIELD][Track.FIELD],
        minutes[Tier.SENIOR_MANAGEMENT][Track.FULL],
        one.all_words,
    )
    grade = "" if one.grade is None else f"{one_decimal(one.grade)}"
    return (one.id, one.language, one.edition, *map(str, numbers), grade)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield lines with columns of equal width: words begin at the left, numbers end at the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.ljust(width) if place < 3 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _case_row(one: CaseStats) -> tuple[str, ...]:
    numbers = (one.facts, one.values, one.exhibits, one.contradictions, one.voices)
    return (one.id, one.language, one.edition, *map(str, numbers))


def _workshops_in(folders: tuple[Path, ...]) -> tuple[list[Path], list[Path]]:
    """Return the folders that are workshops, and those that are or hold modules; what ships when none is given."""
    if not folders:
        return [workshop_folder()], [content_folder()]
    given = [folder for folder in folders if (folder / WORKSHOP).is_file()]
    others = [folder for folder in folders if folder not in given]
    inside = [folder / "workshop" for folder in others if (folder / "workshop" / WORKSHOP).is_file()]
    return [*given, *inside], others


def _modules_in(folder: Path) -> tuple[Path, ...]:
    found = (folder,) if (folder / STRUCTURE).is_file() else module_folders(folder)
    if not found:
        raise Refusal(f"{folder} holds no module: give a folder with a {STRUCTURE} in it, or a folder of such folders.")
    return found


def _faults_of(folder: Path) -> Iterator[str]:
    for language in languages(folder) or ("en",):
        try:
            loaded = load_with_lines(folder, language=language)
        except ContentError as error:
            yield from (_line(folder, fault) for fault in error.faults)
        else:
            yield from (_line(folder, fault) for fault in check_module(loaded.module, loaded.lines))


def _line(folder: Path, fault: Fault) -> str:
    """Return the fault with a path that can be opened from here."""
    path = os.path.relpath(folder.resolve().parent / fault.file)
    return str(Fault(path, fault.line, fault.what))
