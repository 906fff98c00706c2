"""tools.toml and tools.<lang>.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields
from marshmallow.exceptions import ValidationError

from courses.documents.fields import Address, Checked, Id, OneOf, Record, Some, SourceId, Table, Whole, Words
from courses.documents.reading import entries, read, refuse_repeated
from courses.standards import Certainty
from courses.tools import PRINCIPLES, Reader, ToolKind

_YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class ToolEntry:
    """A tool without its words."""

    number: int
    id: str
    kind: ToolKind
    principles: tuple[int, ...]
    readers: tuple[Reader, ...]
    languages: tuple[str, ...]
    unsure: tuple[str, ...]
    more_languages: bool
    year: int | None
    status: Certainty
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """Where tools can be read about."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ToolsFile:
    """The structure of the library."""

    sources: Mapping[str, SourceEntry]
    tools: tuple[ToolEntry, ...]


@dataclass(frozen=True, slots=True)
class ToolWords:
    """A title, and what the tool is good for where a source says it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ToolsWords:
    """The words of the library by id."""

    tools: Mapping[str, ToolWords]


class LanguageCode(Id):
    """A language in two letters."""

    pattern = re.compile(r"[a-z]{2}")
    cure = "two letters, such as en"


class Truth(Checked[bool]):
    """True where it is said, else false."""

    def check(self, value: object) -> bool:
        """Return the value when it is one."""
        if not isinstance(value, bool):
            raise ValidationError("must be true or false, without quotes")
        return value


class Year(Checked[int]):
    """A year in which a tool can have been made."""

    def check(self, value: object) -> int:
        """Return the value when it is one."""
        if isinstance(value, bool) or not isinstance(value, int) or value not in _YEARS:
            raise ValidationError(f"must be a year from {_YEARS.start} to {_YEARS[-1]}; leave it out where unknown")
        return value


class _SourceSchema(Record):
    shape = SourceEntry
    title = Words(required=True)
    url = Address(required=True)


class _ToolSchema(Record):
    shape = ToolEntry
    number = Whole(1, 999)
    id = Id(required=True)
    kind = OneOf(ToolKind)
    principles = Some(Whole(PRINCIPLES.start, PRINCIPLES[-1], required=False), least=1)
    readers = Some(OneOf(Reader), least=1)
    languages = Some(LanguageCode(), required=False)
    unsure = Some(LanguageCode(), required=False)
    more_languages = Truth(load_default=False)
    year = Year(load_default=None)
    status = OneOf((Certainty.CONFIRMED, Certainty.SUPPORTED))
    sources = Some(SourceId(), least=1)


class _ToolsSchema(Record):
    shape = ToolsFile
    sources = Table(SourceId(), fields.Nested(_SourceSchema))
    tools = Some(fields.Nested(_ToolSchema), least=1)


class _ToolWordsSchema(Record):
    shape = ToolWords
    title = Words(required=True)
    text = Words(load_default="")


class _WordsSchema(Record):
    shape = ToolsWords
    tools = Table(Id(), fields.Nested(_ToolWordsSchema))


_TOOLS, _WORDS = _ToolsSchema(), _WordsSchema()


def read_tools(text: str, *, file: str) -> ToolsFile:
    """Return the structure of the library; raises ContentError with all faults of the file."""
    found = read(_TOOLS, ToolsFile, text=text, file=file)
    refuse_repeated((entries("tools", (tool.id for tool in found.tools)),), text=text, file=file)
    return found


def read_tools_words(text: str, *, file: str) -> ToolsWords:
    """Return the words of the library; raises ContentError with all faults of the file."""
    return read(_WORDS, ToolsWords, text=text, file=file)
