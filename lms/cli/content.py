"""`lms content`: the modules as text files."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from courses.checks import check as check_module
from courses.errors import ContentError, Fault
from courses.loader import load_with_lines
from courses.resources import STRUCTURE, content_folder, languages, module_folders
from lms.cli.refusal import Refusal


@click.group()
def content() -> None:
    """Look after modules."""


@content.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, folders: tuple[Path, ...]) -> None:
    """Check modules against the rules of docs/content.md: those in FOLDERS, or those that ship.

    Prints one fault a line as file:line: what, and ends with 1 when there is one.
    """
    modules = [module for folder in folders or (content_folder(),) for module in _modules_in(folder)]
    faults = [line for module in modules for line in _faults_of(module)]
    for line in faults:
        click.echo(line)
    click.echo(f"{len(modules)} modules checked, {len(faults)} faults.", err=True)
    ctx.exit(1 if faults else 0)


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
