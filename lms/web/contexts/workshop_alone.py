"""What the page of somebody's own earlier writing needs."""

from dataclasses import dataclass

from lms.web.contexts.shell import Action, Shell
from lms.web.contexts.workshop_reading import ReadingView


@dataclass(frozen=True, slots=True)
class AlonePage:
    """What she wrote alone, to read; `left` counts what the team's proposal does not have.

    An empty `take_href`: there is nothing to take, or nothing can be written now.
    """

    shell: Shell
    reading: ReadingView
    left: int
    take_href: str
    desk: Action
