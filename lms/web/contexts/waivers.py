"""What the pages of waivers know."""

from dataclasses import dataclass
from datetime import date

from lms.web.contexts.coverage import Choices
from lms.web.contexts.shell import Action, FormState, Pages, Shell


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """A waiver in words; `last_day` empty: until it is withdrawn. `withdraw_href` is empty where it counts no more."""

    name: str
    name_href: str
    staff_code: str
    tier: str
    branch: str
    module: str
    reason: str
    approver: str
    recorded_by: str
    granted_on: date
    last_day: date | None
    state: str
    state_words: str
    withdrawn_on: date | None
    withdrawn_reason: str
    withdraw_href: str


@dataclass(frozen=True, slots=True)
class WaiversPage:
    """The waivers of an institution, newest first."""

    shell: Shell
    institution: str
    rows: tuple[WaiverLine, ...]
    pages: Pages
    state: FormState
    modules: Choices
    states: Choices
    is_narrowed: bool
    clear_href: str
    people: Action


@dataclass(frozen=True, slots=True)
class GrantPage:
    """The form that waives a module for somebody; `id` makes a second press the same waiver.

    `is_own`: she who would grant it is the one it would be for, so there is no form.
    """

    shell: Shell
    name: str
    id: str
    state: FormState
    modules: Choices
    href: str
    back: Action
    is_own: bool


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    """The form that withdraws a waiver."""

    shell: Shell
    line: WaiverLine
    state: FormState
    href: str
    back: Action
