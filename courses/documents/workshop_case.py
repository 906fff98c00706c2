"""case.toml, facts.<lang>.toml and exhibits.<lang>.toml of a workshop case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from marshmallow import fields

from courses.cases import ChartKind, ColumnKind, Depth, ExhibitKind, ValueKind
from courses.documents.case_rankings import RankingSchema, RankingWords
from courses.documents.fields import Day, Id, OneOf, Record, Some, Table, Whole, Words
from courses.documents.reading import entries, read, refuse_repeated


@dataclass(frozen=True, slots=True)
class ValueEntry:
    """A value as text; what it must look like depends on its kind."""

    kind: ValueKind
    value: str
    subject: str
    unit: str
    period: str


@dataclass(frozen=True, slots=True)
class FactEntry:
    """A fact without its words."""

    number: int
    id: str
    exhibits: tuple[str, ...]
    values: tuple[ValueEntry, ...]


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """A column without its heading."""

    id: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """Which columns a chart of an exhibit is drawn from."""

    kind: ChartKind
    category: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExhibitEntry:
    """An exhibit without its words and rows; `raw` when its cells are shown as they were found."""

    number: int
    id: str
    kind: ExhibitKind
    columns: tuple[ColumnEntry, ...]
    chart: ChartEntry | None
    raw: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Something that is only an id here; its words stand in the file of words."""

    id: str


@dataclass(frozen=True, slots=True)
class SubjectEntry:
    """A subject without its names; `designed` when its figure is one that a design sets anew."""

    id: str
    designed: bool


@dataclass(frozen=True, slots=True)
class WorkshopCaseFile:
    """The structure of a case."""

    id: str
    invented: bool
    country_invented: bool
    depth: Depth
    as_on: date
    currency: str
    people: tuple[Named, ...]
    exhibits: tuple[ExhibitEntry, ...]
    subjects: tuple[SubjectEntry, ...]
    facts: tuple[FactEntry, ...]


@dataclass(frozen=True, slots=True)
class PersonWords:
    """A person's name and what she does."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """The names that a subject goes by, the usual one first, and the words by which a sentence gives it a number."""

    aliases: tuple[str, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactWords:
    """A fact in words, other ways of saying it, what it rules out, and what it denies today and a design may say."""

    text: str
    wordings: tuple[str, ...]
    contraries: tuple[str, ...]
    contraries_today: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactsWords:
    """The words of a case that stand by id."""

    title: str
    country: str
    currency_name: str
    summary: str
    people: Mapping[str, PersonWords]
    subjects: Mapping[str, SubjectWords]
    facts: Mapping[str, FactWords]
    rankings: Mapping[str, RankingWords]


@dataclass(frozen=True, slots=True)
class ExhibitWords:
    """Title, origin and column headings of an exhibit, and other names of its rows."""

    title: str
    origin: str
    columns: Mapping[str, str]
    rows: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ExhibitsWords:
    """The words of all exhibits that stand by id."""

    exhibits: Mapping[str, ExhibitWords]


class _ValueSchema(Record):
    shape = ValueEntry
    kind = OneOf(ValueKind)
    value = Words(required=True)
    subject = Id(required=True)
    unit = Words(load_default="")
    period = Words(load_default="")


class _FactSchema(Record):
    shape = FactEntry
    number = Whole(1, 999)
    id = Id(required=True)
    exhibits = Some(Id())
    values = Some(fields.Nested(_ValueSchema), required=False)


class _ColumnSchema(Record):
    shape = ColumnEntry
    id = Id(required=True)
    kind = OneOf(ColumnKind)


class _ChartSchema(Record):
    shape = ChartEntry
    kind = OneOf(ChartKind)
    category = Id(required=True)
    series = Some(Id(), least=1)


class _ExhibitSchema(Record):
    shape = ExhibitEntry
    number = Whole(1, 99)
    id = Id(required=True)
    kind = OneOf(ExhibitKind)
    columns = Some(fields.Nested(_ColumnSchema), required=False)
    chart = fields.Nested(_ChartSchema, load_default=None)
    raw = fields.Boolean(load_default=False)


class _NamedSchema(Record):
    shape = Named
    id = Id(required=True)


class _SubjectEntrySchema(Record):
    shape = SubjectEntry
    id = Id(required=True)
    designed = fields.Boolean(load_default=False)


class _CaseSchema(Record):
    shape = WorkshopCaseFile
    id = Id(required=True)
    invented = fields.Boolean(required=True)
    country_invented = fields.Boolean(required=True)
    depth = OneOf(Depth)
    as_on = Day(required=True)
    currency = Words(required=True)
    people = Some(fields.Nested(_NamedSchema))
    exhibits = Some(fields.Nested(_ExhibitSchema), least=1)
    subjects = Some(fields.Nested(_SubjectEntrySchema))
    facts = Some(fields.Nested(_FactSchema), least=1)


class _PersonSchema(Record):
    shape = PersonWords
    name = Words(required=True)
    role = Words(required=True)


class _SubjectSchema(Record):
    shape = SubjectWords
    aliases = Some(Words(), least=1)
    cues = Some(Words(), required=False)


class _FactWordsSchema(Record):
    shape = FactWords
    text = Words(required=True)
    wordings = Some(Words(), required=False)
    contraries = Some(Words(), required=False)
    contraries_today = Some(Words(), required=False)


class _FactsSchema(Record):
    shape = FactsWords
    title = Words(required=True)
    country = Words(required=True)
    currency_name = Words(required=True)
    summary = Words(required=True)
    people = Table(Id(), fields.Nested(_PersonSchema))
    subjects = Table(Id(), fields.Nested(_SubjectSchema))
    facts = Table(Id(), fields.Nested(_FactWordsSchema))
    rankings = Table(Id(), fields.Nested(RankingSchema), required=False)


class _ExhibitWordsSchema(Record):
    shape = ExhibitWords
    title = Words(required=True)
    origin = Words(required=True)
    columns = Table(Id(), Words(), required=False)
    rows = Table(Words(), Some(Words(), least=1), required=False)


class _ExhibitsSchema(Record):
    shape = ExhibitsWords
    exhibits = Table(Id(), fields.Nested(_ExhibitWordsSchema))


_CASE, _FACTS, _EXHIBITS = _CaseSchema(), _FactsSchema(), _ExhibitsSchema()


def read_workshop_case(text: str, *, file: str) -> WorkshopCaseFile:
    """Return the structure of a case; raises ContentError with all faults of the file."""
    case = read(_CASE, WorkshopCaseFile, text=text, file=file)
    spaces = [
        entries("facts", (fact.id for fact in case.facts)),
        entries("exhibits", (exhibit.id for exhibit in case.exhibits)),
        entries("subjects", (subject.id for subject in case.subjects)),
        entries("people", (person.id for person in case.people)),
    ]
    columns = [
        [(("exhibits", str(index), "columns", str(place)), column.id) for place, column in enumerate(exhibit.columns)]
        for index, exhibit in enumerate(case.exhibits)
    ]
    refuse_repeated((*spaces, *columns), text=text, file=file)
    return case


def read_facts_words(text: str, *, file: str) -> FactsWords:
    """Return the words of facts, people and subjects; raises ContentError with all faults of the file."""
    return read(_FACTS, FactsWords, text=text, file=file)


def read_exhibits_words(text: str, *, file: str) -> ExhibitsWords:
    """Return the words of the exhibits; raises ContentError with all faults of the file."""
    return read(_EXHIBITS, ExhibitsWords, text=text, file=file)
