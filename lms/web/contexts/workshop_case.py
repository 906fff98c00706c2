"""What the pages of a case need: the story, its numbered facts, its exhibits."""

from dataclasses import dataclass

from markupsafe import Markup

from lms.web.contexts.shell import Action, FormState, Shell

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StoryPart:
    """A chapter of the story."""

    id: str
    title: str
    text: Markup


@dataclass(frozen=True, slots=True)
class PersonLine:
    """An invented person of the case."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class ExhibitLink:
    """An exhibit in a list; `what` says in a word how it is to be read."""

    label: str
    title: str
    href: str
    what: str


@dataclass(frozen=True, slots=True)
class WorkshopCasePage:
    """The story of a sample institution, its people, and where its papers are."""

    shell: Shell
    title: str
    summary: str
    as_on: str
    is_invented: bool
    intro: Markup
    parts: tuple[StoryPart, ...]
    people: tuple[PersonLine, ...]
    exhibits: tuple[ExhibitLink, ...]
    facts: Action
    fact_count: int


@dataclass(frozen=True, slots=True)
class FactLine:
    """A numbered fact and the papers that show it."""

    number: int
    label: str
    text: str
    exhibits: tuple[ExhibitLink, ...]


@dataclass(frozen=True, slots=True)
class FactsPage:
    """The facts, all or those looked for."""

    shell: Shell
    case: str
    rows: tuple[FactLine, ...]
    total: int
    state: FormState
    exhibits: Choices
    is_narrowed: bool
    clear_href: str
    back: Action


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column of an exhibit; `order` is how it is sorted: ascending, descending or none. `is_long`: of sentences."""

    label: str
    sort_href: str
    order: str
    is_number: bool
    is_long: bool


@dataclass(frozen=True, slots=True)
class ColumnFilter:
    """A choice among the different cells of a column; `name` is the field, `value` what is chosen."""

    name: str
    label: str
    choices: Choices
    value: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: `length` in hundredths of the longest, -1 where there is no number."""

    label: str
    value: str
    length: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars that belong to one category."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars with their numbers beside them; `series` are their names where there are several."""

    title: str
    series: tuple[str, ...]
    groups: tuple[BarGroup, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of an exhibit; `number` stays the same however it is sorted."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExhibitTable:
    """An exhibit as a table that can be sorted and narrowed."""

    columns: tuple[ColumnHead, ...]
    rows: tuple[TableRow, ...]
    total: int
    filters: tuple[ColumnFilter, ...]
    find: str
    kept: Choices
    is_narrowed: bool
    clear_href: str
    csv_href: str
    charts: tuple[BarChart, ...]


@dataclass(frozen=True, slots=True)
class OrgPost:
    """A post and those that report to it."""

    post: str
    holder: str
    staff: str
    note: str
    below: tuple["OrgPost", ...]


@dataclass(frozen=True, slots=True)
class OrgBox:
    """A post as a box of the drawing; `lines` are its words, cut to fit."""

    x: int
    y: int
    lines: tuple[str, ...]
    staff: str


@dataclass(frozen=True, slots=True)
class OrgDrawing:
    """The chart of posts as boxes and the paths that join them."""

    width: int
    height: int
    box_width: int
    box_height: int
    boxes: tuple[OrgBox, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrgChart:
    """Who reports to whom: as a nested list and as a drawing."""

    posts: tuple[OrgPost, ...]
    drawing: OrgDrawing


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A way from clients to the institution, with what the paper says of it: pairs of a column and a cell."""

    name: str
    reaches: str
    keeper: str
    facts: Choices


@dataclass(frozen=True, slots=True)
class ExhibitPage:
    """A paper of the case; which of `text`, `table`, `org` and `channels` it has says how it is shown."""

    shell: Shell
    label: str
    title: str
    origin: str
    what: str
    is_raw: bool
    text: Markup
    table: ExhibitTable | None
    org: OrgChart | None
    channels: tuple[ChannelLine, ...]
    facts: tuple[FactLine, ...]
    before: Action | None
    after: Action | None
    back: Action
