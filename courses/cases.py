"""A sample institution as trainees see it: numbered facts and exhibits. Nothing of the facilitator's key is here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from courses.blocks import Block


class Depth(StrEnum):
    """How much a case holds: a `short` one has fewer facts and papers. Both carry a whole workshop."""

    FULL = "full"
    SHORT = "short"


class ValueKind(StrEnum):
    """What sort of value a fact gives to a subject."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    DURATION = "duration"
    NAME = "name"
    STATEMENT = "statement"


NUMERIC = frozenset({ValueKind.COUNT, ValueKind.PERCENT, ValueKind.MONEY, ValueKind.DURATION})


class ExhibitKind(StrEnum):
    """How an exhibit is shown."""

    REGISTER = "register"
    COMPLAINTS = "complaints"
    TABLE = "table"
    NOTE = "note"
    ORG_CHART = "org_chart"
    MAP = "map"


class ColumnKind(StrEnum):
    """What the cells of a column hold, and so how they sort. A `choice` is text of which few different ones occur."""

    TEXT = "text"
    CHOICE = "choice"
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    YEAR = "year"


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BAR = "bar"
    COLUMN = "column"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person of the case."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a value is about, and the names it goes by, the usual one first.

    `cues` are other ways to give it a number, each a row of words that stand near that number: `pay|give` is either
    word, `train*` whatever begins so, `!new` a word that must not stand there. A figure that `is_designed` is one that
    a plan sets anew: how long a talk lasts, and not how many branches there are.
    """

    id: str
    aliases: tuple[str, ...]
    cues: tuple[str, ...] = ()
    is_designed: bool = False


@dataclass(frozen=True, slots=True)
class FactValue:
    """What a fact says of a subject.

    `amount` is exact for numbers and None for dates, names and statements. `text` is the value as written: a number
    with a point and without separators, a date as 2026, 2026-03 or 2026-03-31. `unit` is "%", a currency or a noun;
    `period` is the year a number speaks of, empty when it speaks of the day of the case.
    """

    kind: ValueKind
    subject: str
    text: str
    amount: Fraction | None
    unit: str
    period: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A numbered fact: what holds in this case, whatever people in it say.

    `exhibits` are the ids of those that show it; `wordings` are other right ways to say it. `contraries` are what it
    rules out, each a row of words that a wrong sentence has; `every|each` is either word. `contraries_today` are those
    that a plan says of what it sets up, and only a diagnosis gets wrong.
    """

    number: int
    id: str
    text: str
    values: tuple[FactValue, ...]
    exhibits: tuple[str, ...]
    wordings: tuple[str, ...]
    contraries: tuple[str, ...] = ()
    contraries_today: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What a proposal cites: F7."""
        return f"F{self.number}"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Subjects whose figures a draft may compare: what each is called, and words one of which says that it does."""

    id: str
    words: tuple[str, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exhibit."""

    id: str
    label: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was found; `number` counts from 1 and stays when rows are sorted."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """Which columns a chart of the exhibit shows, by id."""

    kind: ChartKind
    category: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A paper of the case: words (`blocks`) when it is a note, else rows under columns.

    The cells of an exhibit that `is_raw` are shown as they were found: a date may be missing or be no date. `also`
    gives other names of rows, by which a draft may compare them.
    """

    number: int
    id: str
    kind: ExhibitKind
    title: str
    origin: str
    blocks: tuple[Block, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    chart: ChartPlan | None
    is_raw: bool
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def label(self) -> str:
        """What a proposal cites: E3."""
        return f"E{self.number}"


@dataclass(frozen=True, slots=True)
class CasePart:
    """A chapter of the story: history, places, people, products, what the board wants."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A sample institution. `edition` changes with every word that a trainee may read."""

    id: str
    language: str
    edition: str
    depth: Depth
    title: str
    summary: str
    country: str
    currency: str
    currency_name: str
    as_on: date
    is_invented: bool
    intro: tuple[Block, ...]
    parts: tuple[CasePart, ...]
    people: tuple[Person, ...]
    subjects: tuple[Subject, ...]
    facts: tuple[Fact, ...]
    exhibits: tuple[Exhibit, ...]
    rankings: tuple[Ranking, ...] = ()

    @property
    def voices(self) -> Exhibit | None:
        """What clients said, in part still to be sorted; a short case may have no such exhibit."""
        return next((one for one in self.exhibits if one.kind is ExhibitKind.COMPLAINTS), None)

    @property
    def to_sort(self) -> tuple[Row, ...]:
        """The rows of what clients said that nobody has sorted yet."""
        voices = self.voices
        if voices is None:
            return ()
        sorts = [place for place, column in enumerate(voices.columns) if column.id == "sort"]
        return tuple(row for row in voices.rows if not any(row.cells[place] for place in sorts))

    def find_fact(self, number: int) -> Fact | None:
        """Return the fact of that number, None when there is none: a proposal may cite anything."""
        return next((fact for fact in self.facts if fact.number == number), None)

    def find_exhibit(self, number: int) -> Exhibit | None:
        """Return the exhibit of that number, None when there is none."""
        return next((exhibit for exhibit in self.exhibits if exhibit.number == number), None)

    def find_subject(self, subject_id: str) -> Subject | None:
        """Return the subject of that id, None when there is none."""
        return next((subject for subject in self.subjects if subject.id == subject_id), None)
