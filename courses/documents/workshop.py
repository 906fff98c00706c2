"""workshop.toml and workshop.<lang>.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from marshmallow import fields
from marshmallow.exceptions import ValidationError

from courses.documents.fields import Checked, Day, Id, OneOf, Record, Some, StandardNumber, Table, Whole, Words
from courses.documents.reading import entries, read, refuse_repeated
from courses.model import Mode, Priority
from courses.workshop import AgendaKind, WordRange


@dataclass(frozen=True, slots=True)
class LimbEntry:
    """A limb without its words."""

    id: str
    standard: str


@dataclass(frozen=True, slots=True)
class PartEntry:
    """One of the 18 parts, without its title."""

    number: int
    id: str


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """An indicator without its words."""

    id: str
    standard: str
    limb: str


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A section of the proposal without its words."""

    id: str
    parts: tuple[int, ...]
    limbs: tuple[str, ...]
    words: WordRange


@dataclass(frozen=True, slots=True)
class CriterionEntry:
    """A criterion without its words."""

    id: str


@dataclass(frozen=True, slots=True)
class ExerciseEntry:
    """The minutes of an exercise, step by step."""

    id: str
    room: tuple[int, ...]
    webinar: tuple[int, ...]
    group: int
    breakout: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A line of the agenda without its words."""

    id: str
    kind: AgendaKind
    minutes: int
    minimum: int
    priority: Priority
    exercise: str


@dataclass(frozen=True, slots=True)
class SittingEntry:
    """A day or a webinar without its words."""

    id: str
    mode: Mode
    of: int
    starts: str
    ends: str
    items: tuple[AgendaEntry, ...]


@dataclass(frozen=True, slots=True)
class WorkshopFile:
    """The structure of the workshop; `revised_on` is the day of its edition."""

    revised_on: date
    early_items: tuple[str, ...]
    late_items: tuple[str, ...]
    limbs: tuple[LimbEntry, ...]
    parts: tuple[PartEntry, ...]
    indicators: tuple[IndicatorEntry, ...]
    sections: tuple[SectionEntry, ...]
    criteria: tuple[CriterionEntry, ...]
    exercises: tuple[ExerciseEntry, ...]
    sittings: tuple[SittingEntry, ...]


@dataclass(frozen=True, slots=True)
class TitledWords:
    """A title and a text, which may be empty."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """What an indicator asks."""

    text: str


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """A criterion in words; levels stand from the lowest to the highest."""

    title: str
    question: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SittingWords:
    """The words of a day or a webinar."""

    title: str
    items: Mapping[str, TitledWords]


@dataclass(frozen=True, slots=True)
class WorkshopWords:
    """The words of the workshop that stand by id."""

    title: str
    summary: str
    rubric_note: str
    limbs: Mapping[str, TitledWords]
    parts: Mapping[str, TitledWords]
    indicators: Mapping[str, IndicatorWords]
    criteria: Mapping[str, CriterionWords]
    sittings: Mapping[str, SittingWords]


class Clock(Checked[str]):
    """A time of the day."""

    def check(self, value: object) -> str:
        """Return the value when it is one."""
        if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            raise ValidationError("must be a time in quotes, such as 08:30")
        return value


class _LimbSchema(Record):
    shape = LimbEntry
    id = Id(required=True)
    standard = StandardNumber(required=True)


class _PartSchema(Record):
    shape = PartEntry
    number = Whole(1, 99)
    id = Id(required=True)


class _IndicatorSchema(Record):
    shape = IndicatorEntry
    id = Id(required=True)
    standard = StandardNumber(required=True)
    limb = Id(load_default="")


class _RangeSchema(Record):
    shape = WordRange
    least = Whole(1, 9_999)
    most = Whole(1, 9_999)


class _SectionSchema(Record):
    shape = SectionEntry
    id = Id(required=True)
    parts = Some(Whole(1, 99, required=False), least=1)
    limbs = Some(Id())
    words = fields.Nested(_RangeSchema, required=True)


class _CriterionSchema(Record):
    shape = CriterionEntry
    id = Id(required=True)


class _ExerciseSchema(Record):
    shape = ExerciseEntry
    id = Id(required=True)
    room = Some(Whole(1, 240, required=False), least=1)
    webinar = Some(Whole(1, 240, required=False), least=1)
    group = Whole(2, 12)
    breakout = Some(Whole(1, 20, required=False))


class _AgendaSchema(Record):
    shape = AgendaEntry
    id = Id(required=True)
    kind = OneOf(AgendaKind)
    minutes = Whole(1, 240)
    minimum = Whole(1, 240)
    priority = OneOf(Priority)
    exercise = Id(load_default="")


class _SittingSchema(Record):
    shape = SittingEntry
    id = Id(required=True)
    mode = OneOf(Mode)
    of = Whole(1, 9)
    starts = Clock(required=True)
    ends = Clock(required=True)
    items = Some(fields.Nested(_AgendaSchema), least=1)


class _WorkshopSchema(Record):
    shape = WorkshopFile
    revised_on = Day(required=True)
    early_items = Some(Id(), least=1)
    late_items = Some(Id(), least=1)
    limbs = Some(fields.Nested(_LimbSchema), least=1)
    parts = Some(fields.Nested(_PartSchema), least=1)
    indicators = Some(fields.Nested(_IndicatorSchema), least=1)
    sections = Some(fields.Nested(_SectionSchema), least=1)
    criteria = Some(fields.Nested(_CriterionSchema), least=1)
    exercises = Some(fields.Nested(_ExerciseSchema), least=1)
    sittings = Some(fields.Nested(_SittingSchema), least=1)


class _TitledSchema(Record):
    shape = TitledWords
    title = Words(required=True)
    text = Words(load_default="")


class _IndicatorWordsSchema(Record):
    shape = IndicatorWords
    text = Words(required=True)


class _CriterionWordsSchema(Record):
    shape = CriterionWords
    title = Words(required=True)
    question = Words(required=True)
    levels = Some(Words(), least=1)


class _SittingWordsSchema(Record):
    shape = SittingWords
    title = Words(required=True)
    items = Table(Id(), fields.Nested(_TitledSchema))


class _WordsSchema(Record):
    shape = WorkshopWords
    title = Words(required=True)
    summary = Words(required=True)
    rubric_note = Words(required=True)
    limbs = Table(Id(), fields.Nested(_TitledSchema))
    parts = Table(Id(), fields.Nested(_TitledSchema))
    indicators = Table(Id(), fields.Nested(_IndicatorWordsSchema))
    criteria = Table(Id(), fields.Nested(_CriterionWordsSchema))
    sittings = Table(Id(), fields.Nested(_SittingWordsSchema))


def read_workshop(text: str, *, file: str) -> WorkshopFile:
    """Return the structure of the workshop; raises ContentError with all faults of the file."""
    found = read(_WorkshopSchema(), WorkshopFile, text=text, file=file)
    spaces = [
        entries(key, (entry.id for entry in getattr(found, key)))
        for key in ("limbs", "parts", "indicators", "sections", "criteria", "exercises", "sittings")
    ]
    for index, sitting in enumerate(found.sittings):
        spaces.append([(("sittings", str(index), "items", str(at)), item.id) for at, item in enumerate(sitting.items)])
    refuse_repeated(spaces, text=text, file=file)
    return found


def read_workshop_words(text: str, *, file: str) -> WorkshopWords:
    """Return the words of the workshop; raises ContentError with all faults of the file."""
    return read(_WordsSchema(), WorkshopWords, text=text, file=file)
