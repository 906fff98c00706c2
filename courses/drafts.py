"""A module that is being written: what can be read of it, what is wrong with it, and its numbers."""

from dataclasses import dataclass
from pathlib import Path

from courses.checks import check
from courses.errors import ContentError, Fault
from courses.loader import load_with_lines
from courses.model import Module
from courses.stats import ModuleStats, count


@dataclass(frozen=True, slots=True)
class Draft:
    """A module folder in one language as it stands now. Without a module it cannot be read, and the faults say why."""

    id: str
    language: str
    module: Module | None
    stats: ModuleStats | None
    faults: tuple[Fault, ...]

    @property
    def is_ready(self) -> bool:
        """Return whether nothing stands against serving it."""
        return not self.faults


def read_draft(folder: Path, *, language: str) -> Draft:
    """Return the module of a folder with the faults that `lms content check` would find in it."""
    try:
        loaded = load_with_lines(folder, language=language)
    except ContentError as error:
        return Draft(folder.name, language, None, None, error.faults)
    return Draft(folder.name, language, loaded.module, count(loaded.module), check(loaded.module, loaded.lines))
