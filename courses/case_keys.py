"""The facilitator's key: what is planted in a case, and how the exercises and the example come out.

Kept in types and files of its own, so that what serves trainees cannot reach it by accident: `courses.cases`,
`courses.workshop` and `courses.case_loader` do not import this module.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from courses.blocks import Block, List


class Sort(StrEnum):
    """What a voice is, by what happened and not by its tone."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    SERIOUS = "serious"


class Matter(StrEnum):
    """What a voice is about."""

    ACCESS = "access"
    COLLECTIONS = "collections"
    CONDUCT = "conduct"
    DATA = "data"
    DELAY = "delay"
    FRAUD = "fraud"
    INSURANCE = "insurance"
    MISTAKE = "mistake"
    PRICE = "price"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place of the case says: `kind` is exhibit or fact, `id` its id."""

    kind: str
    id: str
    says: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Places that do not agree, which of them hold and why, and what a good trainee makes of it.

    Where a draft could repeat the wrong value, `subject` and `claimed` name it and `draft` is such a sentence;
    a contradiction of statements has a draft at most.
    """

    number: int
    id: str
    title: str
    claims: tuple[Claim, ...]
    why: str
    good: str
    subject: str
    claimed: Fraction | None
    draft: str


@dataclass(frozen=True, slots=True)
class RegisterFault:
    """A fault of the register: `entries` are row numbers of that exhibit."""

    id: str
    entries: tuple[int, ...]
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class VoiceKey:
    """How the facilitator sorts one voice, and why."""

    number: int
    sort: Sort
    matter: Matter
    reason: str


@dataclass(frozen=True, slots=True)
class CaseKey:
    """The key of one case."""

    case_id: str
    language: str
    contradictions: tuple[Contradiction, ...]
    register_faults: tuple[RegisterFault, ...]
    voices: tuple[VoiceKey, ...]


@dataclass(frozen=True, slots=True)
class ExerciseAnswers:
    """What the facilitator knows about one exercise."""

    exercise: str
    answers: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """What the facilitator knows about the exercises held on one case."""

    case_id: str
    exercises: tuple[ExerciseAnswers, ...]


@dataclass(frozen=True, slots=True)
class ReferenceScore:
    """The points of the example for one criterion, with the reason."""

    criterion: str
    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class WorkshopKey:
    """The key of the workshop; `exercises` say what holds for every case."""

    language: str
    exercises: tuple[ExerciseAnswers, ...]
    scores: tuple[ReferenceScore, ...]
    written_for: tuple[CaseAnswers, ...] = ()

    def answers(self, exercise: str, *, case_id: str) -> tuple[Block, ...]:
        """Return what the facilitator knows about an exercise held on a case: of the case first, then of any case."""
        own = (told for one in self.written_for if one.case_id == case_id for told in one.exercises)
        of_case, of_all = (
            next((one.answers for one in answers if one.exercise == exercise), ()) for answers in (own, self.exercises)
        )
        match of_case, of_all:
            case (*before, List(items=first, is_numbered=False)), (List(items=then, is_numbered=False), *after):
                return (*before, List((*first, *then), is_numbered=False), *after)
        return (*of_case, *of_all)
