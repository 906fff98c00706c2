"""What the page about several people at once knows."""

from dataclasses import dataclass

from lms.web.contexts.coverage import Choices
from lms.web.contexts.roster import StepLine
from lms.web.contexts.shell import Action, FormState, Shell


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """Several people moved or leaving: first the wish is asked, then, with `is_shown`, what it does with each.

    `free_ids` are those with whom it can be done, where with others it cannot.
    """

    shell: Shell
    institution: str
    member_ids: tuple[int, ...]
    number: int
    what: str
    whats: Choices
    tiers: Choices
    branches: Choices
    state: FormState
    ask_href: str
    href: str
    back: Action
    is_shown: bool = False
    steps: tuple[StepLine, ...] = ()
    unchanged: tuple[str, ...] = ()
    hindered: tuple[StepLine, ...] = ()
    free_ids: tuple[int, ...] = ()
