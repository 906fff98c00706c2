"""module.toml: ids, objectives, sections, calculators and sources."""

from dataclasses import dataclass

from marshmallow import fields

from courses.documents.fields import Address, Id, OneOf, Record, Some, SourceId, StandardNumber, Whole
from courses.documents.reading import entries, read, refuse_repeated
from courses.model import SectionKind, Track


@dataclass(frozen=True, slots=True)
class ObjectiveEntry:
    """An objective and the standards it serves."""

    id: str
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A section without its words."""

    id: str
    kind: SectionKind
    objectives: tuple[str, ...]
    standards: tuple[str, ...]
    tracks: tuple[Track, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalculatorEntry:
    """A calculator and the section it closes."""

    id: str
    section: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source and its address."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """The structure of a module."""

    id: str
    principle: int
    standards: tuple[str, ...]
    pass_percent: int
    objectives: tuple[ObjectiveEntry, ...]
    sections: tuple[SectionEntry, ...]
    calculators: tuple[CalculatorEntry, ...]
    sources: tuple[SourceEntry, ...]


class _ObjectiveSchema(Record):
    shape = ObjectiveEntry
    id = Id(required=True)
    standards = Some(StandardNumber())


class _SectionSchema(Record):
    shape = SectionEntry
    id = Id(required=True)
    kind = OneOf(SectionKind)
    objectives = Some(Id(), least=1)
    standards = Some(StandardNumber())
    tracks = Some(OneOf((Track.FIELD, Track.BOARD)))
    sources = Some(SourceId(), required=False)


class _CalculatorSchema(Record):
    shape = CalculatorEntry
    id = Id(required=True)
    section = Id(required=True)


class _SourceSchema(Record):
    shape = SourceEntry
    id = SourceId(required=True)
    url = Address(required=True)


class _ModuleSchema(Record):
    shape = ModuleFile
    id = Id(required=True)
    principle = Whole(0, 7)
    standards = Some(StandardNumber())
    pass_percent = Whole(1, 100)
    objectives = Some(fields.Nested(_ObjectiveSchema), least=1)
    sections = Some(fields.Nested(_SectionSchema), least=1)
    calculators = Some(fields.Nested(_CalculatorSchema), required=False)
    sources = Some(fields.Nested(_SourceSchema), required=False)


_SCHEMA = _ModuleSchema()


def read_module_file(text: str, *, file: str) -> ModuleFile:
    """Return the structure of a module; raises ContentError with all faults of the file."""
    module = read(_SCHEMA, ModuleFile, text=text, file=file)
    namespaces = (
        entries("objectives", (one.id for one in module.objectives)),
        entries("sections", (one.id for one in module.sections)),
        entries("calculators", (one.id for one in module.calculators)),
        entries("sources", (one.id for one in module.sources)),
    )
    refuse_repeated(namespaces, text=text, file=file)
    return module
