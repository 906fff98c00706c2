"""The files of the facilitator's key: key.toml and key.<lang>.toml, of a case and of the workshop."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields
from marshmallow.exceptions import ValidationError

from courses.documents.fields import Checked, Id, Record, Some, Table, Whole, Words
from courses.documents.reading import entries, read, refuse_repeated


@dataclass(frozen=True, slots=True)
class Reference:
    """An exhibit or a fact of the case: `exhibit:branch-list`, `fact:branches`."""

    kind: str
    id: str

    def __str__(self) -> str:
        """Return it as the file writes it."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class ContradictionEntry:
    """A contradiction without its words."""

    number: int
    id: str
    places: tuple[Reference, ...]
    holds: tuple[Reference, ...]
    subject: str
    claimed: str


@dataclass(frozen=True, slots=True)
class RegisterFaultEntry:
    """A fault of the register without its words."""

    id: str
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CaseKeyFile:
    """The structure of a case's key."""

    contradictions: tuple[ContradictionEntry, ...]
    register_faults: tuple[RegisterFaultEntry, ...]


@dataclass(frozen=True, slots=True)
class ContradictionWords:
    """A contradiction in words; `says` has one sentence for each place."""

    title: str
    says: tuple[str, ...]
    why: str
    good: str
    draft: str


@dataclass(frozen=True, slots=True)
class RegisterFaultWords:
    """A fault of the register in words."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class CaseKeyWords:
    """The words of a case's key."""

    contradictions: Mapping[str, ContradictionWords]
    register_faults: Mapping[str, RegisterFaultWords]


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """The points of the example for a criterion."""

    criterion: str
    points: int


@dataclass(frozen=True, slots=True)
class WorkshopKeyFile:
    """The structure of the workshop's key."""

    scores: tuple[ScoreEntry, ...]


@dataclass(frozen=True, slots=True)
class ScoreWords:
    """Why the example has these points."""

    reason: str


@dataclass(frozen=True, slots=True)
class WorkshopKeyWords:
    """The words of the workshop's key."""

    scores: Mapping[str, ScoreWords]


class Referring(Checked[Reference]):
    """A reference to an exhibit or a fact."""

    def check(self, value: object) -> Reference:
        """Return the value when it is one."""
        kind, colon, name = value.partition(":") if isinstance(value, str) else ("", "", "")
        if not colon or kind not in ("exhibit", "fact") or not name:
            raise ValidationError(f"{value!r} is no place; write exhibit: or fact: and its id")
        return Reference(kind, name)


class _ContradictionSchema(Record):
    shape = ContradictionEntry
    number = Whole(1, 99)
    id = Id(required=True)
    places = Some(Referring(), least=2)
    holds = Some(Referring(), least=1)
    subject = Id(load_default="")
    claimed = Words(load_default="")


class _RegisterFaultSchema(Record):
    shape = RegisterFaultEntry
    id = Id(required=True)
    entries = Some(Whole(1, 999, required=False), least=1)


class _CaseKeySchema(Record):
    shape = CaseKeyFile
    contradictions = Some(fields.Nested(_ContradictionSchema), least=1)
    register_faults = Some(fields.Nested(_RegisterFaultSchema))


class _ContradictionWordsSchema(Record):
    shape = ContradictionWords
    title = Words(required=True)
    says = Some(Words(), least=2)
    why = Words(required=True)
    good = Words(required=True)
    draft = Words(load_default="")


class _RegisterFaultWordsSchema(Record):
    shape = RegisterFaultWords
    what = Words(required=True)
    why = Words(required=True)


class _CaseKeyWordsSchema(Record):
    shape = CaseKeyWords
    contradictions = Table(Id(), fields.Nested(_ContradictionWordsSchema))
    register_faults = Table(Id(), fields.Nested(_RegisterFaultWordsSchema))


class _ScoreSchema(Record):
    shape = ScoreEntry
    criterion = Id(required=True)
    points = Whole(1, 4)


class _WorkshopKeySchema(Record):
    shape = WorkshopKeyFile
    scores = Some(fields.Nested(_ScoreSchema), least=1)


class _ScoreWordsSchema(Record):
    shape = ScoreWords
    reason = Words(required=True)


class _WorkshopKeyWordsSchema(Record):
    shape = WorkshopKeyWords
    scores = Table(Id(), fields.Nested(_ScoreWordsSchema))


_CASE, _CASE_WORDS = _CaseKeySchema(), _CaseKeyWordsSchema()
_WORKSHOP, _WORKSHOP_WORDS = _WorkshopKeySchema(), _WorkshopKeyWordsSchema()


def read_case_key(text: str, *, file: str) -> CaseKeyFile:
    """Return the structure of a case's key; raises ContentError with all faults of the file."""
    key = read(_CASE, CaseKeyFile, text=text, file=file)
    spaces = (
        entries("contradictions", (entry.id for entry in key.contradictions)),
        entries("register_faults", (entry.id for entry in key.register_faults)),
    )
    refuse_repeated(spaces, text=text, file=file)
    return key


def read_case_key_words(text: str, *, file: str) -> CaseKeyWords:
    """Return the words of a case's key; raises ContentError with all faults of the file."""
    return read(_CASE_WORDS, CaseKeyWords, text=text, file=file)


def read_workshop_key(text: str, *, file: str) -> WorkshopKeyFile:
    """Return the structure of the workshop's key; raises ContentError with all faults of the file."""
    key = read(_WORKSHOP, WorkshopKeyFile, text=text, file=file)
    refuse_repeated((entries("scores", (entry.criterion for entry in key.scores)),), text=text, file=file)
    return key


def read_workshop_key_words(text: str, *, file: str) -> WorkshopKeyWords:
    """Return the words of the workshop's key; raises ContentError with all faults of the file."""
    return read(_WORKSHOP_WORDS, WorkshopKeyWords, text=text, file=file)
