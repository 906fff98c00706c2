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
    """A line of figures; `complete` counts those of whom something is asked. `is_withheld`: they are not shown, since
    fewer than five people stand behind them.
    """

    label: str
    href: str
    members: int
    cells: tuple[FigureCell, ...]
    complete: Share
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """The form over a table: choices as pairs of value and words, empty where it is not asked. `has_name`: people are
    looked for by name.
    """

    state: FormState
    today: date
    last: date
    branches: Choices = ()
    tiers: Choices = ()
    modules: Choices = ()
    statuses: Choices = ()
    has_name: bool = False
    clear_href: str = ""


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """A table of figures: tiers or branches of an institution, or institutions of a network.

    `exports` are ways to take it away. `has_come` says that its day is not one to come. `withheld` is how many lines
    are not in the sum.
    """

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
    has_come: bool = True
    withheld: int = 0
    setting: Action | None = None


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
    has_come: bool = True


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line of the chart: `key` is its look, `runs` its unbroken parts as SVG points, `dots` each point by itself.

    Its label stands at `label_y`, at the height of its last point as far as the others leave room.
    """

    key: str
    label: str
    runs: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]
    label_y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of shares over time, drawn in whole units of a box; `description` says in words what it shows.

    `levels` are the percentages with a line across and their heights, `marks` some of the days and where they stand.
    """

    width: int
    height: int
    left: int
    right: int
    title: str
    description: str
    lines: tuple[ChartLine, ...]
    levels: tuple[tuple[int, int], ...]
    marks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A day with the share complete of everybody and of each tier, in the order of the heads; `href` leads to it."""

    on: date
    href: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class TrendPage:
    """Coverage over time, as a chart and as the table under it."""

    shell: Shell
    place: str
    since: date
    until: date
    narrowed: str
    caption: str
    chart: Chart | None
    heads: tuple[str, ...]
    rows: tuple[TrendRow, ...]
    form: FormState
    today: date
    every: Choices
    branches: Choices
    tiers: Choices
    modules: Choices
    clear_href: str
    exports: tuple[Action, ...]
    tabs: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class NetworkSettingPage:
    """Whether an institution's network sees its name; `network` is empty where it belongs to none."""

    shell: Shell
    place: str
    network: str
    is_anonymous: bool
    back: Action
