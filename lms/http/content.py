"""The curriculum of the running application: modules, their folders, and the banks that attempts were begun on."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from courses.errors import UnknownModule
from courses.model import Module
from courses.resources import content_folder, read_text
from courses.standards import Standard, load_standards
from lms.attempts.corrections import list_holding
from lms.attempts.remarking import Marker
from lms.db import engine
from lms.errors import NotFound
from lms.http.holdings import catalogue, settings
from lms.reports.attempt import find_frozen_bank
from quizzes.documents import read_bank
from quizzes.model import Bank

KEPT_BANKS = 32


def get_module(module_id: str, language: str = "en") -> Module:
    """Return a module in that language, or in its first one; `NotFound` names the modules there are."""
    try:
        return catalogue().get(module_id, language)
    except UnknownModule as error:
        raise NotFound(str(error)) from None


@lru_cache(maxsize=1)
def list_standards() -> tuple[Standard, ...]:
    """Return the standards of version 1.0 in their order."""
    return load_standards(content_folder() / "standards" / "standards.toml")


def get_standard(number: str) -> Standard:
    """Return the standard of that number."""
    found = next((one for one in list_standards() if one.number == number), None)
    if found is None:
        raise NotFound(f"There is no standard {number} in version 1.0: it has 1.1 to 7.4.")
    return found


def list_modules(language: str) -> tuple[Module, ...]:
    """Return the modules in series order, each in that language or in its first one."""
    return tuple(get_module(module.id, language) for module in catalogue().modules)


def folder_of(module_id: str) -> Path:
    """Return the folder a module was read from."""
    places = (content_folder(), *settings().content_dirs)
    return next(place / module_id for place in places if (place / module_id).is_dir())


def bank_documents(module: Module) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """Return structure and words of a module's bank as its files say."""
    folder = folder_of(module.id)
    structure = tomllib.loads(read_text(folder / "quiz.toml"))
    return structure, tomllib.loads(read_text(folder / f"quiz.{module.language}.toml"))


def get_bank(module_id: str, *, edition: str, language: str) -> Bank:
    """Return the bank of an edition: today's, or as it was kept when the first attempt on it began."""
    module = catalogue().find(module_id, language)
    if module is not None and (module.edition, module.language) == (edition, language):
        return module.bank
    return _kept_bank(module_id, edition, language)


def get_marked_bank(module_id: str, *, edition: str, language: str) -> Bank:
    """Return the bank of an edition with the keys as they are corrected by now: for who has handed in."""
    bank = get_bank(module_id, edition=edition, language=language)
    holding = list_holding(engine.session(), module_id=module_id, edition=edition)
    return Marker(bank).bank_under(holding) if holding else bank


@lru_cache(maxsize=KEPT_BANKS)
def _kept_bank(module_id: str, edition: str, language: str) -> Bank:
    kept = find_frozen_bank(engine.session(), module_id=module_id, edition=edition, language=language)
    if kept is None:
        raise NotFound(f"The questions of edition {edition} of {module_id} are not kept here.")
    return read_bank(*kept, place=f"{module_id} {edition}")
