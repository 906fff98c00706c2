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
class RequirementsPage:
    """What is asked of whom: tiers by modules."""

    shell: Shell
    institution: str
    modules: tuple[ModuleMark, ...]
    rows: tuple[RequirementLine, ...]
    is_empty: bool
    set_several: Action


@dataclass(frozen=True, slots=True)
class WorkedDates:
    """What a requirement means in dates, before it is saved. Days empty where nothing binds.

    Somebody who joins `today` has until `joiner_due`; who was there before has until `others_due`, the earliest there
    is. Who passes today counts until `last_day` and is asked again from `renew_from`. `reading` says for each tier what
    it reads, and how long that takes.
    """

    today: date
    joiner_due: date | None
    others_due: date | None
    last_day: date | None
    renew_from: date | None
    members: int
    late: int
    cells: int
    reading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetPage:
    """The form of a requirement. `dates` stands below it once it could be worked out; then it can be saved."""

    shell: Shell
    institution: str
    state: FormState
    tiers: Choices
    modules: Choices
    tracks: Choices
    chosen_tiers: tuple[str, ...]
    chosen_modules: tuple[str, ...]
    show_href: str
    save_href: str
    drop_href: str
    is_set: bool
    back: Action
    dates: WorkedDates | None = None
