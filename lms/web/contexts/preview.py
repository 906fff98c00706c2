"""What the pages of authors know. They show keys: no page of a learner may import this module."""

from dataclasses import dataclass

from markupsafe import Markup

from lms.web.contexts.learning import LensText, SourceEntry, TermEntry
from lms.web.contexts.shell import ModuleMark, NavItem, Shell

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A module of the working folder; without faults it is ready, and without `ways` it cannot be read."""

    mark: ModuleMark
    edition: str
    faults: tuple[str, ...]
    ways: tuple[NavItem, ...]
    facts: Facts


@dataclass(frozen=True, slots=True)
class FiguresTable:
    """Modules beside each other, number by number."""

    columns: tuple[str, ...]
    rows: tuple[tuple[ModuleMark, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The working folder. `problem` says why there is nothing to show."""

    shell: Shell
    problem: str
    rows: tuple[DraftRow, ...]
    figures: FiguresTable


@dataclass(frozen=True, slots=True)
class DraftHead:
    """What stands above each page of a module in work: where to go, and what is still wrong."""

    mark: ModuleMark
    edition: str
    ways: tuple[NavItem, ...]
    faults: tuple[str, ...]
    index_href: str


@dataclass(frozen=True, slots=True)
class BrokenPage:
    """A module that cannot be read at all: its faults, and nothing else."""

    shell: Shell
    head: DraftHead


@dataclass(frozen=True, slots=True)
class LensView:
    """A lens with its length."""

    lens: LensText
    words: int
    minutes: int


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with all its lenses."""

    id: str
    title: str
    is_story: bool
    facts: Facts
    text: Markup
    lenses: tuple[LensView, ...]


@dataclass(frozen=True, slots=True)
class LessonPage:
    """The whole lesson. `minutes` holds a line a tier: its words, then the minutes of each track of `tracks`."""

    shell: Shell
    head: DraftHead
    tracks: tuple[str, ...]
    minutes: tuple[tuple[str, tuple[int, ...]], ...]
    objectives: tuple[tuple[str, str], ...]
    sections: tuple[SectionView, ...]
    terms: tuple[TermEntry, ...]
    sources: tuple[SourceEntry, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """Words under a small heading: notes of a slide, a part of an activity."""

    label: str
    text: Markup


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity as one mode runs it, answers and all."""

    id: str
    title: str
    facts: Facts
    parts: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class SlideView:
    """A slide in a running order: `begins` and `ends` count minutes from the start, `for_whom` is empty for all."""

    number: int
    id: str
    title: str
    beat: str
    begins: int
    ends: int
    facts: str
    for_whom: str
    text: Markup
    notes: tuple[NoteView, ...]
    activity: ActivityView | None


@dataclass(frozen=True, slots=True)
class DeckPage:
    """The slides of one mode, for all or for one tier. `others` are activities that no slide shown here names."""

    shell: Shell
    head: DraftHead
    modes: tuple[NavItem, ...]
    tiers: tuple[NavItem, ...]
    minutes: int
    shortest: int
    slides: tuple[SlideView, ...]
    others: tuple[ActivityView, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """Something that can be chosen, ordered or matched; `is_key` marks what is right."""

    text: str
    is_key: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """A question with its key. `remarks` are what is said to the whole of an answer."""

    number: int
    id: str
    kind: str
    stem: str
    scenario: str
    facts: Facts
    lines: tuple[LineView, ...]
    remarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QuizPage:
    """Every question of the bank."""

    shell: Shell
    head: DraftHead
    facts: Facts
    items: tuple[ItemView, ...]
