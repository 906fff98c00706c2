"""What the pages of the exercises need; the answers stand in contexts of the trainer's pages alone."""

from dataclasses import dataclass

from markupsafe import Markup

from lms.web.contexts.shell import Action, Shell


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """An exercise in the list."""

    number: int
    title: str
    href: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ExercisesPage:
    """The exercises in order. `key` is the way to the key of the case, for a trainer alone."""

    shell: Shell
    rows: tuple[ExerciseLine, ...]
    tools: Action
    key: Action | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step with its minutes."""

    minutes: int
    text: Markup


@dataclass(frozen=True, slots=True)
class ExercisePage:
    """An exercise as participants may see it; `chat` is what to paste into breakout rooms.

    `answers` is the way to its answers, for a trainer alone.
    """

    shell: Shell
    title: str
    minutes: int
    mode: str
    purpose: Markup
    materials: Markup
    steps: tuple[StepLine, ...]
    chat: Markup
    debrief: Markup
    answers: Action | None
    before: Action | None
    after: Action | None
    back: Action
