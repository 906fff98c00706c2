"""What the page of feedback needs. No field of it can hold a reviewer's name."""

from dataclasses import dataclass

from lms.web.contexts.shell import Action, Shell
from lms.web.contexts.workshop_reading import RemarkView


@dataclass(frozen=True, slots=True)
class ReasonView:
    """What one said of a criterion: the trainer, or a reviewer by letter."""

    who: str
    points: str
    text: str


@dataclass(frozen=True, slots=True)
class CriterionFeedback:
    """A criterion: the level reached in words, what the next one asks for, and the reasons."""

    number: int
    title: str
    anchor: str
    points: str
    source: str
    level: str
    next_level: str
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """One of the next things to do: why, and what is asked for."""

    title: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ReviewBack:
    """A review that came back: its word on the whole, and the page on which it can be flagged."""

    title: str
    summary: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class PassageBack:
    """A passage that was remarked on, with the way to it."""

    part: str
    href: str
    remark: RemarkView


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """Sentences of one check; `state` is a word for the colour."""

    title: str
    state: str
    line: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """The feedback of one proposal. `waits` is why there is none yet, empty when it is out."""

    shell: Shell
    waits: str
    next: Action | None
    title: str
    points: str
    strong: tuple[ReasonView, ...]
    steps: tuple[NextStep, ...]
    trainer_summary: str
    criteria: tuple[CriterionFeedback, ...]
    reviews: tuple[ReviewBack, ...]
    passages: tuple[PassageBack, ...]
    checks: tuple[CheckGroup, ...]
    calibration: str
    judgements: tuple[str, ...]
    ways: tuple[Action, ...]
