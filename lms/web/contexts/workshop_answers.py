"""What the trainer's pages of the key need. No trainee's page may show any of it."""

from dataclasses import dataclass

from markupsafe import Markup

from lms.web.contexts.shell import Action, Shell

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """The answers of an exercise, with what of the case's key belongs to it."""

    shell: Shell
    title: str
    answers: Markup
    key: Action
    back: Action


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """What one place of the case says: `holds` when it is right."""

    label: str
    says: str
    holds: bool


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Places of the case that do not agree, and what to make of it."""

    number: int
    title: str
    claims: tuple[ClaimLine, ...]
    why: str
    good: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault of the register: `entries` are the rows it is in."""

    entries: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """How a voice is sorted, and why."""

    number: int
    words: str
    sort: str
    matter: str
    reason: str


@dataclass(frozen=True, slots=True)
class KeyPage:
    """The whole key of a case."""

    shell: Shell
    case: str
    contradictions: tuple[ContradictionView, ...]
    faults: tuple[FaultLine, ...]
    voices: tuple[VoiceLine, ...]
    back: Action
