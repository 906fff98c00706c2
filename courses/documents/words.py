"""words.<lang>.toml: title, objectives, glossary, the words around calculators, and what changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marshmallow import fields

from courses.documents.fields import Day, Id, OneOf, Record, Some, SourceId, Table, Words
from courses.documents.reading import read


class ChangeKind(StrEnum):
    """Whether a change touches meaning."""

    SUBSTANTIVE = "substantive"
    EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class GlossaryWords:
    """A term and its definition."""

    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class CalculatorText:
    """What stands around a calculator."""

    title: str
    intro: str
    reading: str


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One entry of the changelog."""

    on: date
    kind: ChangeKind
    text: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordsFile:
    """The words of a module that stand outside its lesson."""

    title: str
    summary: str
    objectives: Mapping[str, str]
    sources: Mapping[str, str]
    glossary: Mapping[str, GlossaryWords]
    calculators: Mapping[str, CalculatorText]
    changes: tuple[ChangeEntry, ...]
    attestation: str


class _GlossarySchema(Record):
    shape = GlossaryWords
    term = Words(required=True)
    definition = Words(required=True)


class _CalculatorSchema(Record):
    shape = CalculatorText
    title = Words(required=True)
    intro = Words(required=True)
    reading = Words(required=True)


class _ChangeSchema(Record):
    shape = ChangeEntry
    on = Day(required=True)
    kind = OneOf(ChangeKind)
    text = Words(required=True)
    items = Some(Id(), required=False)


class _WordsSchema(Record):
    shape = WordsFile
    title = Words(required=True)
    summary = Words(required=True)
    objectives = Table(Id(), Words())
    sources = Table(SourceId(), Words(), required=False)
    glossary = Table(Id(), fields.Nested(_GlossarySchema), required=False)
    calculators = Table(Id(), fields.Nested(_CalculatorSchema), required=False)
    changes = Some(fields.Nested(_ChangeSchema), least=1)
    attestation = Words(load_default="")


_SCHEMA = _WordsSchema()


def read_words_file(text: str, *, file: str) -> WordsFile:
    """Return the words of a module; raises ContentError with all faults of the file."""
    return read(_SCHEMA, WordsFile, text=text, file=file)
