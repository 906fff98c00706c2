"""What the pages of training sessions and their registers know."""

from dataclasses import dataclass
from datetime import date

from lms.web.contexts.coverage import Choices
from lms.web.contexts.shell import Action, FormState, ModuleMark, Pages, Shell


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session on the list; `state` is a word for its colour, `state_words` says it."""

    mark: ModuleMark
    href: str
    title: str
    when: str
    place: str
    state: str
    state_words: str
    counts: str


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """The sessions of an institution, the latest first."""

    shell: Shell
    institution: str
    rows: tuple[SessionLine, ...]
    pages: Pages
    state: FormState
    modules: Choices
    states: Choices
    is_narrowed: bool
    clear_href: str
    new: Action


@dataclass(frozen=True, slots=True)
class SessionFormPage:
    """The form of a session: `session_id` makes two presses one session."""

    shell: Shell
    institution: str
    session_id: str
    modules: Choices
    modes: Choices
    zones: tuple[str, ...]
    lengths: Choices
    state: FormState
    action: str
    submit: str
    back: Action


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A line of a register; `outcome` is a word for its colour, `outcome_words` says it."""

    name: str
    staff_code: str
    tier: str
    branch: str
    minutes: int
    percent: int | None
    outcome: str
    outcome_words: str
    why: str
    kept: str


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A session with its register as it is kept; what cannot be done has an empty address."""

    shell: Shell
    institution: str
    mark: ModuleMark
    title: str
    mode: str
    when: str
    minutes: int
    minimum_minutes: int
    place: str
    facilitator: str
    edition: str
    state: str
    state_words: str
    note: str
    rows: tuple[RegisterLine, ...]
    counts: tuple[tuple[str, int], ...]
    keep: Action | None
    paste: Action | None
    edit_href: str
    cancel_href: str
    calendar_href: str
    exports: tuple[Action, ...]
    back: Action


@dataclass(frozen=True, slots=True)
class TickLine:
    """A member who may be ticked; `was` is what stood there when the page was made, `error` what is wrong with it."""

    member_id: int
    name: str
    staff_code: str
    tier: str
    branch: str
    is_ticked: bool
    minutes: str
    percent: str
    was: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class RegisterFormPage:
    """The register as a form: the people of the session's day, found by name or branch."""

    shell: Shell
    title: str
    when: str
    day: date
    length: int
    minimum_minutes: int
    rows: tuple[TickLine, ...]
    pages: Pages
    state: FormState
    branches: Choices
    is_narrowed: bool
    clear_href: str
    tick_all_href: str
    keep_href: str
    paste: Action
    back: Action
    people: Action | None


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A line of a list with whom it means; `fault` says what to mend, and then nobody is meant."""

    number: int
    staff_code: str
    name: str
    branch: str
    minutes: int | None
    percent: int | None
    fault: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of attendance: first asked for, then shown line by line before anything is written."""

    shell: Shell
    title: str
    when: str
    length: int
    minimum_minutes: int
    text: str
    lines: tuple[ProposedLine, ...]
    faults: int
    state: FormState
    action: str
    back: Action
