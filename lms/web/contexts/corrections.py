"""What the pages of corrected keys know. Keys stand here in words, for who may correct them and for nobody else."""

from dataclasses import dataclass

from lms.web.contexts.coverage import Choices
from lms.web.contexts.quiz import Given
from lms.web.contexts.shell import Action, FormState, Shell
from quizzes.public import PublicItem

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction in words; `undo_href` is empty where she may not, or it is undone. Names are those of one house."""

    title: str
    item: str
    policy: str
    reason: str
    made: str
    facts: Facts
    undone: str
    undone_facts: Facts
    undo_href: str
    gainers: tuple[str, ...] = ()
    losers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The corrections there are; `institution` is empty on the page for all of the server."""

    shell: Shell
    rows: tuple[CorrectionLine, ...]
    new: Action | None
    institution: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with the key that holds now, in words."""

    id: str
    stem: str
    key: str
    href: str


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """The questions of an edition that was answered here. `nothing` says why there are none."""

    shell: Shell
    modules: Choices
    editions: Choices
    module: str
    edition: str
    rows: tuple[QuestionLine, ...]
    nothing: str
    back: Action


@dataclass(frozen=True, slots=True)
class AskPage:
    """The form: what is right. `item` is None for a number, which has `answer` and `tolerance` in its place."""

    shell: Shell
    kind: str
    stem: str
    scenario: str
    key: str
    item: PublicItem | None
    given: Given
    state: FormState
    policies: Choices
    href: str
    back: Action


@dataclass(frozen=True, slots=True)
class TryPage:
    """What it would do. `hidden` is sent again to do it, with `token`: what was seen. `danger`: what it takes away.

    `change` leads back to the form with all that was filled in.
    """

    shell: Shell
    stem: str
    before: str
    after: str
    facts: Facts
    danger: str
    counts: Facts
    is_reason_asked: bool
    hidden: Facts
    state: FormState
    submit: str
    href: str
    back: Action
    change: Action | None = None


@dataclass(frozen=True, slots=True)
class OvertakenPage:
    """Somebody was faster: `told` who did what and when, `now` what that means. `typed` is what she had filled in.

    `hidden` brings the form back with it; `undo` leads to taking back what the other one did.
    """

    shell: Shell
    told: str
    now: tuple[str, ...]
    stem: str
    key: str
    typed: Facts
    hidden: Facts
    change: Action | None
    undo: Action | None
    back: Action
