"""deck.toml: slides and activities without their words."""

from dataclasses import dataclass
from enum import StrEnum

from marshmallow import fields

from courses.documents.fields import Id, OneOf, Record, Some, Whole, Words
from courses.documents.reading import entries, read, refuse_repeated
from courses.model import Beat, Layout, Mode, Priority, Role, Tier

LONGEST_MINUTES = 60


class ChartKind(StrEnum):
    """How numbers are drawn."""

    BAR = "bar"
    COLUMN = "column"
    LINE = "line"


class ActivityKind(StrEnum):
    """The kinds of exercise."""

    CARD_SORT = "card_sort"
    ROLE_PLAY = "role_play"
    FILE_REVIEW = "file_review"
    TRIAGE = "triage"
    CALCULATION = "calculation"
    DISCUSSION = "discussion"


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """A chart; `categories`, when given, count the rows of its table in every language."""

    kind: ChartKind
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlideEntry:
    """A slide without its words."""

    id: str
    beat: Beat
    layout: Layout
    role: Role
    minutes: int
    minimum: int
    priority: Priority
    modes: tuple[Mode, ...]
    tiers: tuple[Tier, ...]
    objectives: tuple[str, ...]
    activity: str
    chart: ChartEntry | None


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """An activity without its words."""

    id: str
    kind: ActivityKind
    objectives: tuple[str, ...]
    minutes: int
    minimum: int
    group: int


@dataclass(frozen=True, slots=True)
class DeckFile:
    """The structure of a session."""

    slides: tuple[SlideEntry, ...]
    activities: tuple[ActivityEntry, ...]


class _ChartSchema(Record):
    shape = ChartEntry
    kind = OneOf(ChartKind)
    categories = Some(Words(), required=False)


class _SlideSchema(Record):
    shape = SlideEntry
    id = Id(required=True)
    beat = OneOf(Beat)
    layout = OneOf(Layout)
    role = OneOf(Role, load_default=Role.CONTENT)
    minutes = Whole(1, LONGEST_MINUTES)
    minimum = Whole(1, LONGEST_MINUTES)
    priority = OneOf(Priority)
    modes = Some(OneOf(Mode), least=1)
    tiers = Some(OneOf(Tier), required=False)
    objectives = Some(Id(), required=False)
    activity = Id(load_default="")
    chart = fields.Nested(_ChartSchema, load_default=None)


class _ActivitySchema(Record):
    shape = ActivityEntry
    id = Id(required=True)
    kind = OneOf(ActivityKind)
    objectives = Some(Id(), least=1)
    minutes = Whole(1, LONGEST_MINUTES)
    minimum = Whole(1, LONGEST_MINUTES)
    group = Whole(1, 40)


class _DeckSchema(Record):
    shape = DeckFile
    slides = Some(fields.Nested(_SlideSchema), least=1)
    activities = Some(fields.Nested(_ActivitySchema))


_SCHEMA = _DeckSchema()


def read_deck_file(text: str, *, file: str) -> DeckFile:
    """Return the structure of a session; raises ContentError with all faults of the file."""
    deck = read(_SCHEMA, DeckFile, text=text, file=file)
    namespaces = (
        entries("slides", (slide.id for slide in deck.slides)),
        entries("activities", (activity.id for activity in deck.activities)),
    )
    refuse_repeated(namespaces, text=text, file=file)
    return deck
