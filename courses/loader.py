"""Reads module folders. Every file is read before giving up, so that one run shows all faults."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from courses.assembly import assemble
from courses.catalogue import Catalogue, Refused, place_in_series
from courses.editions import edition
from courses.errors import ContentError, Fault
from courses.files import ModuleFiles
from courses.findings import Findings
from courses.lines import Lines
from courses.model import Module
from courses.resources import languages, module_folders


@dataclass(frozen=True, slots=True)
class Loaded:
    """A module and, beside it, where everything stands in its files."""

    module: Module
    lines: Lines


def load_module(folder: Path, *, language: str = "en") -> Module:
    """Return the module of a folder, all its references resolved; raises ContentError with all its faults at once."""
    return load_with_lines(folder, language=language).module


def load_with_lines(folder: Path, *, language: str = "en") -> Loaded:
    """Return the module with its side table of lines, for a check that names places."""
    files = ModuleFiles(folder, language, Findings(folder.resolve().name))
    module = assemble(files)
    if module is None or files.findings.faults:
        raise ContentError(tuple(sorted(set(files.findings.faults))))
    return Loaded(replace(module, edition=edition(module)), files.findings.lines)


def load_catalogue(folders: Sequence[Path], *, own: Sequence[Path] = ()) -> Catalogue:
    """Return the modules of content folders in series order, then an institution's own.

    Each folder holds module folders. A shipped module that cannot be read raises ContentError; one of `own` is refused
    with its faults, and so is one that takes the id of another, while all others serve.
    """
    shipped: list[Module] = []
    faults: list[Fault] = []
    for path in _modules_in(folders):
        try:
            shipped += _in_all_languages(path, taken=shipped)
        except ContentError as error:
            faults += error.faults
    if faults:
        raise ContentError(tuple(faults))
    owned: list[Module] = []
    refused: list[Refused] = []
    for path in _modules_in(own):
        try:
            owned += _in_all_languages(path, taken=[*shipped, *owned])
        except ContentError as error:
            refused.append(Refused(path.name, error.faults))
    shipped.sort(key=lambda module: place_in_series(module.id))
    first, others = _by_first_language([*shipped, *owned])
    return Catalogue(modules=first, translations=others, refused=tuple(refused))


def _modules_in(folders: Iterable[Path]) -> list[Path]:
    return [path for folder in folders for path in module_folders(folder)]


def _in_all_languages(folder: Path, *, taken: Sequence[Module]) -> list[Module]:
    if any(module.id == folder.name for module in taken):
        what = f"a module {folder.name!r} exists already; rename the folder, and the id in it"
        raise ContentError((Fault(f"{folder.name}/module.toml", 0, what),))
    faults: list[Fault] = []
    modules: list[Module] = []
    for language in languages(folder) or ("en",):
        try:
            modules.append(load_module(folder, language=language))
        except ContentError as error:
            faults += error.faults
    if faults:
        raise ContentError(tuple(sorted(set(faults))))
    return modules


def _by_first_language(modules: Iterable[Module]) -> tuple[tuple[Module, ...], tuple[Module, ...]]:
    first: dict[str, Module] = {}
    others = tuple(module for module in modules if first.setdefault(module.id, module) is not module)
    return tuple(first.values()), others
