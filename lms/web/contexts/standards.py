"""What the pages of the standards know."""

from dataclasses import dataclass

from lms.web.contexts.shell import Action, ModuleMark, NavItem, Shell


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure we are of a standard: in a word, in a sentence, and the look of its mark."""

    state: str
    words: str
    meaning: str


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard in the list; `modules` says how many serve it."""

    number: str
    title: str
    href: str
    certainty: Certainty
    modules: int


@dataclass(frozen=True, slots=True)
class PrincipleGroup:
    """A principle with its standards; `mark` is the module on it, None where none is served."""

    number: int
    mark: ModuleMark | None
    rows: tuple[StandardRow, ...]


@dataclass(frozen=True, slots=True)
class StandardsPage:
    """All standards under their principles."""

    shell: Shell
    total: int
    certainties: tuple[Certainty, ...]
    groups: tuple[PrincipleGroup, ...]


@dataclass(frozen=True, slots=True)
class ServedIn:
    """What one module does for a standard. A way without an address is words alone: its reader is no learner.

    `items` counts questions; nothing here says which.
    """

    mark: ModuleMark
    objectives: tuple[str, ...]
    sections: tuple[NavItem, ...]
    slides: tuple[str, ...]
    activities: tuple[str, ...]
    case: NavItem | None
    items: int


@dataclass(frozen=True, slots=True)
class StandardPage:
    """One standard: how sure we are of it, where it can be read about, and where it is taught, practised and tested."""

    shell: Shell
    number: str
    title: str
    principle: int
    mark: ModuleMark | None
    certainty: Certainty
    sources: tuple[NavItem, ...]
    modules: tuple[ServedIn, ...]
    back: Action
    previous: Action | None
    following: Action | None
