"""What the page of a problem knows."""

from dataclasses import dataclass

from lms.web.contexts.shell import Action, Shell


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """Something went wrong. `detail` is the error's own sentence; `reference` finds it in the log.

    `action` is a better way on than the start page; `retry_after` is in seconds, 0 when waiting does not help.
    """

    shell: Shell
    status: int
    detail: str = ""
    action: Action | None = None
    retry_after: int = 0
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SignInAgainPage:
    """A form came after the sign-in had run out: `pending` carries it, sealed, through signing in again."""

    shell: Shell
    pending: str
