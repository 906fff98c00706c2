"""case.toml: who leads where in the practice case, and what it does to client and institution."""

from dataclasses import dataclass
from enum import StrEnum

from marshmallow import fields

from courses.documents.fields import Id, OneOf, Record, Some, Whole
from courses.documents.reading import entries, read, refuse_repeated


class Outcome(StrEnum):
    """How the case ends."""

    GOOD = "good"
    MIXED = "mixed"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class ChoiceEntry:
    """A choice without its words."""

    id: str
    next: str
    client: int
    institution: int


@dataclass(frozen=True, slots=True)
class NodeEntry:
    """A decision without its words."""

    id: str
    choices: tuple[ChoiceEntry, ...]


@dataclass(frozen=True, slots=True)
class EndingEntry:
    """An ending without its words."""

    id: str
    outcome: Outcome
    section: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The structure of a case."""

    start: str
    nodes: tuple[NodeEntry, ...]
    endings: tuple[EndingEntry, ...]


class _ChoiceSchema(Record):
    shape = ChoiceEntry
    id = Id(required=True)
    next = Id(required=True)
    client = Whole(-2, 2)
    institution = Whole(-2, 2)


class _NodeSchema(Record):
    shape = NodeEntry
    id = Id(required=True)
    choices = Some(fields.Nested(_ChoiceSchema))


class _EndingSchema(Record):
    shape = EndingEntry
    id = Id(required=True)
    outcome = OneOf(Outcome)
    section = Id(required=True)


class _CaseSchema(Record):
    shape = CaseFile
    start = Id(required=True)
    nodes = Some(fields.Nested(_NodeSchema), least=1)
    endings = Some(fields.Nested(_EndingSchema), least=1)


_SCHEMA = _CaseSchema()


def read_case_file(text: str, *, file: str) -> CaseFile:
    """Return the structure of a case; raises ContentError with all faults of the file."""
    case = read(_SCHEMA, CaseFile, text=text, file=file)
    stops = [
        *entries("nodes", (node.id for node in case.nodes)),
        *entries("endings", (ending.id for ending in case.endings)),
    ]
    choices = [
        (("nodes", str(index), "choices", str(number)), choice.id)
        for index, node in enumerate(case.nodes)
        for number, choice in enumerate(node.choices)
    ]
    refuse_repeated((stops, choices), text=text, file=file)
    return case
