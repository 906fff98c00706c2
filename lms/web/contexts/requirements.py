"""What the pages of requirements know."""

from dataclasses import dataclass
from datetime import date

from lms.web.contexts.coverage import Choices
from lms.web.contexts.shell import Action, FormState, ModuleMark, Shell


@dataclass(frozen=True, slots=True)
class RequirementCell:
    """What a tier is asked for a module, in short lines; no lines: nothing. `href` leads to the form."""

    lines: tuple[str, ...]
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A tier and its cells."""

    tier: str
    cells: tuple[RequirementCell, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A rule in words with the days it held; `branch` empty: all branches, `last_day` empty: nothing ends it."""

    tier: str
    branch: str
    module: str
    terms: str
    from_on: date
    last_day: date | None
    is_to_come: bool
    href: str


@dataclass(frozen=True, slots=True)
class RequirementsPage:
    """What is asked of whom: tiers by modules, what branches are asked instead, and the rules of other days."""

    shell: Shell
    institution: str
    modules: tuple[ModuleMark, ...]
    rows: tuple[RequirementLine, ...]
    is_empty: bool
    set_several: Action
    of_branches: tuple[HistoryLine, ...]
    history: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """An example: who, and what her days are."""

    who: str
    what: str


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many of those asked stand in a state."""

    state: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class WorkedDates:
    """What a requirement means in dates and for whom, before it is saved, on the day `on` it begins to hold.

    `late` become late at once, `late_names` are the first of them. `keeps_own` are in branches whose own rule stays.
    `reading` says for each tier what it reads, and how long that takes. `cure` leads to the same rule with a date
    before which nobody is late, where its days make people late at once.
    """

    on: date
    is_past: bool
    lines: tuple[WorkedLine, ...]
    members: int
    states: tuple[StateCount, ...]
    late: int
    late_names: tuple[str, ...]
    keeps_own: int
    cells: int
    reading: tuple[str, ...] = ()
    cure: Action | None = None


@dataclass(frozen=True, slots=True)
class SetPage:
    """The form of a requirement. `dates` stands below it once it could be worked out; then it can be saved."""

    shell: Shell
    institution: str
    state: FormState
    tiers: Choices
    modules: Choices
    tracks: Choices
    branches: Choices
    chosen_tiers: tuple[str, ...]
    chosen_modules: tuple[str, ...]
    show_href: str
    save_href: str
    drop_href: str
    is_set: bool
    back: Action
    history: tuple[HistoryLine, ...] = ()
    dates: WorkedDates | None = None
