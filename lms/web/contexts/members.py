"""What the pages of members and branches know."""

from dataclasses import dataclass, field
from datetime import date

from lms.web.contexts.commitments import CommitmentLine
from lms.web.contexts.coverage import Choices, PersonCell
from lms.web.contexts.shell import Action, FormState, ModuleMark, Pages, Shell


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member on the list; `left_on` is her last day, `comes_on` the day she is to come, where either is known."""

    id: int
    name: str
    href: str
    staff_code: str
    tier: str
    branch: str
    login: str
    is_here: bool
    left_on: date | None
    comes_on: date | None


@dataclass(frozen=True, slots=True)
class MembersPage:
    """The members of an institution by name."""

    shell: Shell
    institution: str
    rows: tuple[MemberLine, ...]
    pages: Pages
    state: FormState
    branches: Choices
    tiers: Choices
    presences: Choices
    is_narrowed: bool
    new: Action
    all_branches: Action
    roster: Action
    together_href: str
    clear_href: str


@dataclass(frozen=True, slots=True)
class StandingLine:
    """Where a member stands with a module.

    `edition` is the one of her newest completion; `has_changed` says that a short task about it waits for her.
    """

    mark: ModuleMark
    cell: PersonCell
    edition: str = ""
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class TenureLine:
    """A place a member held; `last_day` empty while she holds it."""

    tier: str
    branch: str
    starts_on: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """A quiz she took; times in words in the institution's zone."""

    module: str
    started: str
    handed_in: str
    is_passed: bool


@dataclass(frozen=True, slots=True)
class CompletionLine:
    """A completion, what it came from in words, and its certificate where there is one."""

    module: str
    source: str
    completed_on: date
    last_day: date | None
    edition: str
    certificate: Action | None


@dataclass(frozen=True, slots=True)
class MemberPage:
    """All there is of a member. `invite_href` is empty where nobody can be invited; `why_not_invited` then says why."""

    shell: Shell
    institution: str
    name: str
    name_other: str
    staff_code: str
    email: str
    language: str
    login: str
    tier: str
    branch: str
    is_here: bool
    since: date | None
    standings: tuple[StandingLine, ...]
    tenures: tuple[TenureLine, ...]
    attempts: tuple[AttemptLine, ...]
    completions: tuple[CompletionLine, ...]
    commitments: tuple[CommitmentLine, ...]
    actions: tuple[Action, ...]
    invite_href: str
    invite_label: str
    why_not_invited: str
    back: Action


@dataclass(frozen=True, slots=True)
class MemberFormPage:
    """A form about a member: `fields` names what it asks, `action` where it goes, `submit` what the button says."""

    shell: Shell
    title: str
    lede: str
    fields: tuple[str, ...]
    action: str
    submit: str
    back: Action
    branches: Choices = ()
    tiers: Choices = ()
    languages: Choices = ()
    state: FormState = field(default_factory=FormState)
    add_branch: Action | None = None


@dataclass(frozen=True, slots=True)
class LeavePage:
    """Leaving: first the day is asked, then, with `on`, what it means is said before it is recorded."""

    shell: Shell
    name: str
    state: FormState
    on: date | None
    last_day: date | None
    href: str
    back: Action


@dataclass(frozen=True, slots=True)
class BranchLine:
    """A branch with the addresses that rename it and join it to another; `state` is that of its own form.

    `similar` is another branch that is called nearly so; `people` are in it today.
    """

    id: int
    name: str
    people: int
    href: str
    people_href: str
    join_href: str
    state: FormState
    similar: str = ""


@dataclass(frozen=True, slots=True)
class JoinedLine:
    """A branch that is closed: the one it was joined to, and since when."""

    name: str
    into: str
    day: date | None
    people_href: str


@dataclass(frozen=True, slots=True)
class BranchesPage:
    """The branches of an institution by name, those that were joined to others, and a form for another."""

    shell: Shell
    institution: str
    rows: tuple[BranchLine, ...]
    joined: tuple[JoinedLine, ...]
    create_href: str
    state: FormState
    back: Action
