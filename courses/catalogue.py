"""All modules, in series order."""

from dataclasses import dataclass, field
from math import ceil

from courses.errors import Fault, UnknownModule
from courses.model import Module, Section, Tier, Track

ORDER = (
    "introduction",
    "product-design",
    "over-indebtedness",
    "transparency",
    "pricing",
    "fair-treatment",
    "privacy",
    "complaints",
)
WORDS_A_MINUTE = 150


@dataclass(frozen=True, slots=True)
class Refused:
    """An institution's own module that cannot be read, with everything that is wrong in it."""

    folder: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The modules in their first language and in series order, their translations, and what was refused.

    The first language is English where a module has it.
    """

    modules: tuple[Module, ...]
    translations: tuple[Module, ...] = field(default=())
    refused: tuple[Refused, ...] = field(default=())

    def find(self, module_id: str, language: str = "en") -> Module | None:
        """Return the module in that language, else in its first language, else None when there is none of that id."""
        for module in (*self.translations, *self.modules):
            if module.id == module_id and module.language == language:
                return module
        return next((module for module in self.modules if module.id == module_id), None)

    def get(self, module_id: str, language: str = "en") -> Module:
        """Return what `find` does; raises UnknownModule, whose text lists the known ids."""
        module = self.find(module_id, language)
        if module is None:
            known = ", ".join(module.id for module in self.modules) or "none"
            raise UnknownModule(f"there is no module {module_id!r}; the modules are: {known}")
        return module

    def languages(self, module_id: str) -> tuple[str, ...]:
        """Return the languages of a module, the first one first; none for an unknown id."""
        return tuple(one.language for one in (*self.modules, *self.translations) if one.id == module_id)


def place_in_series(module_id: str) -> int:
    """Return the position of a module in the series; what is not of the series comes after it."""
    return ORDER.index(module_id) if module_id in ORDER else len(ORDER)


def track_for(tier: Tier) -> Track:
    """Return the way through a lesson that a tier is offered first."""
    return {Tier.BOARD: Track.BOARD, Tier.FIELD: Track.FIELD}.get(tier, Track.FULL)


def sections_for(module: Module, track: Track) -> tuple[Section, ...]:
    """Return the sections whose core a track reads, in order."""
    return tuple(section for section in module.sections if track is Track.FULL or track in section.tracks)


def reading_minutes(module: Module, *, tier: Tier, track: Track) -> int:
    """Return the minutes to read the track's core and the tier's own lenses, at 150 words a minute.

    Rounded up, and at least one.
    """
    words = sum(section.words + section.lens_words.get(tier, 0) for section in sections_for(module, track))
    return max(1, ceil(words / WORDS_A_MINUTE))
