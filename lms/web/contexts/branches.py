"""What the page that joins a branch to another knows."""

from dataclasses import dataclass

from lms.web.contexts.coverage import Choices
from lms.web.contexts.roster import StepLine
from lms.web.contexts.shell import Action, FormState, Shell


@dataclass(frozen=True, slots=True)
class JoinFigures:
    """Coverage of a branch today: who is in it, who is asked anything, and who of them is complete."""

    name: str
    members: int
    asked: int
    complete: int


@dataclass(frozen=True, slots=True)
class JoinShown:
    """What joining would do, before it is done; `figures` are the two branches today and both together.

    `rules` end, `rules_kept` are those of the branch that stays: with any of either, who is complete may change.
    """

    closed: str
    kept: str
    now: int
    later: int
    ever: int
    steps: tuple[StepLine, ...]
    more: int
    figures: tuple[JoinFigures, ...]
    rules: tuple[str, ...]
    rules_kept: tuple[str, ...]
    links: tuple[str, ...]
    waiting: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class JoinBranchPage:
    """Which branch another one is joined to, and what that does once it is chosen."""

    shell: Shell
    name: str
    choices: Choices
    into: str
    shown: JoinShown | None
    href: str
    state: FormState
    back: Action
