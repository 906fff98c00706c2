"""What the pages know of what changed since a module was completed."""

from dataclasses import dataclass
from datetime import date

from lms.web.contexts.shell import Action, ModuleMark, Shell


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """A short task that waits: `questions` to answer, or 0 where reading is enough."""

    href: str
    completed_on: date
    questions: int


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """What changed, and when."""

    on: date
    text: str
    is_substantive: bool


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed since she completed the module, newest first; `completed_on` is None when nothing waits.

    With `questions` the POST to `go_href` begins them, or goes on; without, it says that she has read what changed in
    `edition`. `valid_until` is the last day of her completion, which the task does not move. `refusal` stands in place
    of the button.
    """

    shell: Shell
    mark: ModuleMark
    completed_on: date | None
    valid_until: date | None
    changes: tuple[ChangeNote, ...]
    questions: int
    edition: str
    go_href: str
    back: Action
    refusal: str = ""
