"""The typed catalogue: a module with everything made from it, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from courses.blocks import Block
from quizzes.model import Bank

ModuleId = NewType("ModuleId", str)


class Tier(StrEnum):
    """The five tiers, from board to loan officer."""

    BOARD = "board"
    SENIOR_MANAGEMENT = "senior_management"
    MIDDLE_MANAGEMENT = "middle_management"
    SUPPORT = "support"
    FIELD = "field"


class Track(StrEnum):
    """Which sections a learner reads: all, or the short way of her tier."""

    FULL = "full"
    BOARD = "board"
    FIELD = "field"


class Mode(StrEnum):
    """How a session is held."""

    IN_PERSON = "in_person"
    WEBINAR = "webinar"


class Priority(StrEnum):
    """What goes first when time is short."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class Beat(StrEnum):
    """The six beats of the series, and the opening before them, in order."""

    OPENING = "opening"
    RECAP = "recap"
    PRACTICE = "practice"
    CLIENT = "client"
    FEEDBACK = "feedback"
    TOOLS = "tools"
    CLOSE = "close"


class Layout(StrEnum):
    """How a slide is laid out."""

    TITLE = "title"
    STATEMENT = "statement"
    TWO_SIDES = "two_sides"
    PROCESS = "process"
    TABLE = "table"
    CHART = "chart"
    CASE = "case"
    QUESTION = "question"
    ACTIVITY = "activity"
    POLL = "poll"
    RECAP = "recap"


class Role(StrEnum):
    """What a slide is for in the session; all but CONTENT are never dropped."""

    CONTENT = "content"
    PRETEST = "pretest"
    DISCUSSION = "discussion"
    POSTTEST = "posttest"
    EVALUATION = "evaluation"


class SectionKind(StrEnum):
    """Core text with lenses, or a real story without."""

    CORE = "core"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Objective:
    """What a learner can do afterwards; standards are numbers of version 1.0."""

    id: str
    text: str
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Lens:
    """What a section means for one tier."""

    tier: Tier
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One idea of the lesson. `words` counts the core; `lens_words` each lens."""

    id: str
    kind: SectionKind
    title: str
    blocks: tuple[Block, ...]
    lenses: Mapping[Tier, Lens]
    objectives: tuple[str, ...]
    standards: tuple[str, ...]
    tracks: tuple[Track, ...]
    sources: tuple[str, ...]
    calculators: tuple[str, ...]
    words: int
    lens_words: Mapping[Tier, int]


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term and what it means."""

    id: str
    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class CalculatorWords:
    """The words around a calculator; its arithmetic is in `courses.calculators`."""

    id: str
    title: str
    intro: str
    reading: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the module's changelog. `items` are the two questions that test a substantive change, if any do."""

    on: date
    is_substantive: bool
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """Something she can do, what happens then, and where it leads. Effects are whole steps from -2 to 2."""

    id: str
    text: str
    consequence: tuple[Block, ...]
    next: str
    client: int
    institution: int


@dataclass(frozen=True, slots=True)
class CaseNode:
    """A decision."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    choices: tuple[CaseChoice, ...]


@dataclass(frozen=True, slots=True)
class CaseEnding:
    """An ending: `outcome` is good, mixed or poor."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    outcome: str
    section: str


@dataclass(frozen=True, slots=True)
class Case:
    """A branching practice case."""

    title: str
    setting: tuple[Block, ...]
    start: str
    nodes: Mapping[str, CaseNode]
    endings: Mapping[str, CaseEnding]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the slide's table: first column categories, the others series."""

    kind: str


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide with its notes. `words` counts what stands on it, title included; minutes are whole."""

    id: str
    beat: Beat
    layout: Layout
    role: Role
    title: str
    blocks: tuple[Block, ...]
    say: tuple[Block, ...]
    ask: tuple[Block, ...]
    do: tuple[Block, ...]
    minutes: int
    minimum: int
    priority: Priority
    modes: tuple[Mode, ...]
    tiers: tuple[Tier, ...]
    objectives: tuple[str, ...]
    activity: str
    chart: Chart | None
    words: int


@dataclass(frozen=True, slots=True)
class Activity:
    """A facilitated exercise. `expected` and `wrong` are the facilitator's alone."""

    id: str
    kind: str
    title: str
    objectives: tuple[str, ...]
    minutes: int
    minimum: int
    group: int
    aim: tuple[Block, ...]
    materials: tuple[Block, ...]
    room: tuple[Block, ...]
    webinar: tuple[Block, ...]
    cards: tuple[Block, ...]
    expected: tuple[Block, ...]
    wrong: tuple[Block, ...]
    debrief: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: the workbook or the job aid."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """Everything of one module in one language.

    `edition` is the hash of what can change meaning, twelve hex digits shown. `attestation` is the sentence a learner
    is asked to commit herself with; most modules ask for none.
    """

    id: ModuleId
    principle: int
    edition: str
    language: str
    title: str
    summary: str
    standards: tuple[str, ...]
    pass_percent: int
    objectives: tuple[Objective, ...]
    sections: tuple[Section, ...]
    glossary: tuple[GlossaryEntry, ...]
    calculators: tuple[CalculatorWords, ...]
    sources: tuple[Source, ...]
    changes: tuple[Change, ...]
    case: Case
    deck_title: str
    slides: tuple[Slide, ...]
    activities: tuple[Activity, ...]
    workbook: Document
    job_aid: Document
    bank: Bank
    attestation: str = ""
