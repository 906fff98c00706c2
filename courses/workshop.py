"""The workshop as trainees see it: agenda, exercises, the sections of a proposal, the rubric, an example to score."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from courses.blocks import Block
from courses.model import Mode, Priority
from courses.tools import Tool


@dataclass(frozen=True, slots=True)
class Limb:
    """One of the four limbs, (a) to (d), that a complaint mechanism needs; each is a standard of principle 7."""

    id: str
    standard: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ProposalPart:
    """One of the 18 parts of a good proposal."""

    number: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something a finding may say the institution falls short of: course-written, not official text.

    `standard` is a number of version 1.0; `limb` is empty where the indicator is of another principle's matter only.
    """

    id: str
    standard: str
    limb: str
    text: str


@dataclass(frozen=True, slots=True)
class WordRange:
    """From how many to how many words; a draft outside is warned, never refused."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class ProposalSection:
    """A section that trainees write: which parts and limbs it covers, guidance, and an example from another field."""

    id: str
    title: str
    parts: tuple[int, ...]
    limbs: tuple[str, ...]
    words: WordRange
    guidance: tuple[Block, ...]
    example_title: str
    example: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """What work of so many points looks like."""

    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the rubric; `levels` stand from 1 point to 4."""

    id: str
    title: str
    question: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """Five criteria of four levels, open from the first minute."""

    note: str
    criteria: tuple[Criterion, ...]

    @property
    def most(self) -> int:
        """The points of a perfect proposal."""
        return sum(max(level.points for level in criterion.levels) for criterion in self.criteria)


class AgendaKind(StrEnum):
    """What happens in an item of the agenda; `writing` is the time in which proposals are written."""

    PLENARY = "plenary"
    EXERCISE = "exercise"
    TEAM = "team"
    WRITING = "writing"
    TEST = "test"
    BREAK = "break"


# Without these nobody writes, is asked, or can go on listening.
NEVER_LEFT_OUT = frozenset({AgendaKind.WRITING, AgendaKind.TEST, AgendaKind.BREAK})


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A line of the agenda; `exercise` is an id where it is one, else empty.

    `minimum` is how short it may become when there is less time; only a `must` is never left out.
    """

    id: str
    kind: AgendaKind
    minutes: int
    minimum: int
    priority: Priority
    title: str
    text: str
    exercise: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """A day in a room or one webinar. `starts` and `ends` are clock times such as 08:30; the items fill it exactly.

    It is one `of` so many: a workshop of one day is not a day of a workshop of two.
    """

    id: str
    mode: Mode
    of: int
    title: str
    starts: str
    ends: str
    items: tuple[AgendaItem, ...]

    @property
    def minutes(self) -> int:
        """The length from start to end."""
        return clock_minutes(self.ends) - clock_minutes(self.starts)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an exercise; `text` is one paragraph."""

    minutes: int
    text: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise as participants may see it; its answers are in the facilitator's key.

    `chat` is the text to paste into breakout rooms of `group` people; `breakout` names the first and the last step of a
    webinar that is done in them, and is empty where there are none. `cards` are for who plays a part.
    """

    id: str
    title: str
    purpose: tuple[Block, ...]
    materials: tuple[Block, ...]
    room: tuple[Step, ...]
    webinar: tuple[Step, ...]
    chat: tuple[Block, ...]
    debrief: tuple[Block, ...]
    group: int
    breakout: tuple[int, ...] = ()
    cards: tuple[Block, ...] = ()

    def minutes(self, mode: Mode) -> int:
        """The sum of its steps in a room or in a webinar."""
        return sum(step.minutes for step in (self.room if mode is Mode.IN_PERSON else self.webinar))


@dataclass(frozen=True, slots=True)
class CaseExercises:
    """All exercises as they are written for one case: they may cite its facts and exhibits."""

    case_id: str
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True)
class ExampleSection:
    """A section of the example; the one with the id `brief` is what its authors were given."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CalibrationExample:
    """A short proposal that all reviewers score before they score each other."""

    title: str
    intro: tuple[Block, ...]
    sections: tuple[ExampleSection, ...]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything of the workshop that a participant may see. `edition` changes with every word of it.

    `early_items` and `late_items` are questions of the complaints module: asked before and after, and after only.
    `exercises` say what holds for every case, and may be silent where a case has words of its own; take `for_case`
    for what people read. `revised_on` is the day of the edition, as its authors say it.
    """

    language: str
    edition: str
    revised_on: date
    title: str
    summary: str
    limbs: tuple[Limb, ...]
    parts: tuple[ProposalPart, ...]
    indicators: tuple[Indicator, ...]
    sections: tuple[ProposalSection, ...]
    rubric: Rubric
    sittings: tuple[Sitting, ...]
    exercises: tuple[Exercise, ...]
    example: CalibrationExample
    tools: tuple[Tool, ...] = ()
    early_items: tuple[str, ...] = ()
    late_items: tuple[str, ...] = ()
    written_for: tuple[CaseExercises, ...] = ()

    def for_case(self, case_id: str) -> "Workshop":
        """Return the workshop with the exercises as they are written for a case; unchanged for one it does not know."""
        found = next((one.exercises for one in self.written_for if one.case_id == case_id), self.exercises)
        return replace(self, exercises=found)

    def sittings_of(self, mode: Mode, *, count: int = 0) -> tuple[Sitting, ...]:
        """Return the days in a room, or the webinars, in order: of the whole workshop, or of one in so many."""
        wanted = count or max(self.counts_of(mode), default=0)
        return tuple(sitting for sitting in self.sittings if sitting.mode is mode and sitting.of == wanted)

    def counts_of(self, mode: Mode) -> tuple[int, ...]:
        """Return in how many sittings it can be held, the whole workshop first."""
        return tuple(sorted({sitting.of for sitting in self.sittings if sitting.mode is mode}, reverse=True))


def clock_minutes(clock: str) -> int:
    """Return the minutes from midnight to a clock time such as 08:30."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
