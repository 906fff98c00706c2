"""What the pages of coverage know."""

from dataclasses import dataclass
from datetime import date

from lms.web.contexts.shell import Action, FormState, ModuleMark, NavItem, Pages, Share, Shell

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A share of members, and of how many it is asked; `href` leads to the people behind it where one may see them."""

    share: Share
    asked: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of figures; `complete` counts those of whom something is asked."""

    label: str
    href: str
    members: int
    cells: tuple[FigureCell, ...]
    complete: Share


@dataclass(frozen=True, slots=True)
class Filters:
    """The form over a table: choices as pairs of value and words, empty where it is not asked."""

    state: FormState
    today: date
    branches: Choices = ()
    tiers: Choices = ()
    modules: Choices = ()
    statuses: Choices = ()
    clear_href: str = ""


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """A table of figures: tiers of an institution, or institutions of a network. `exports` are ways to take it away."""

    shell: Shell
    place: str
    on: date
    narrowed: str
    first_column: str
    modules: tuple[ModuleMark, ...]
    rows: tuple[FigureRow, ...]
    everybody: FigureRow
    filters: Filters
    exports: tuple[Action, ...]
    tabs: tuple[NavItem, ...] = ()
    advice: Action | None = None


@dataclass(frozen=True, slots=True)
class PersonCell:
    """A member's state with a module: `state` is the key of its look, `why` a sentence or empty."""

    state: str
    words: str
    why: str
    completed_on: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A member and her cells."""

    name: str
    href: str
    staff_code: str
    branch: str
    tier: str
    cells: tuple[PersonCell, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The people behind the figures; `is_narrowed` tells an empty list from an empty institution."""

    shell: Shell
    place: str
    on: date
    narrowed: str
    modules: tuple[ModuleMark, ...]
    rows: tuple[PersonLine, ...]
    pages: Pages
    filters: Filters
    exports: tuple[Action, ...]
    is_narrowed: bool
    tabs: tuple[NavItem, ...] = ()
    advice: Action | None = None
