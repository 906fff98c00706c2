"""What the pages of lists of people know: sending one, its columns, what it would change, what it did."""

from dataclasses import dataclass, field

from lms.web.contexts.coverage import Choices
from lms.web.contexts.shell import Action, FormState, Pages, Shell


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A list that came: when and by what file, and in words where it stands."""

    file_name: str
    came: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Sending a list, taking the roster away, and the lists that came before."""

    shell: Shell
    institution: str
    upload_href: str
    samples: tuple[Action, ...]
    exports: tuple[Action, ...]
    imports: tuple[ImportLine, ...]
    pages: Pages
    people: Action
    duplicates: Action
    kept_days: int
    state: FormState = field(default_factory=FormState)


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """A list that is being read, compared or written; `state_href` tells a script whether it is done.

    Without it the list is compared: the page at `href` is asked for at once and comes when that is done.
    """

    shell: Shell
    file_name: str
    is_reading: bool
    rows: int
    href: str
    state_href: str
    script: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """What is looked for, the column chosen for it (empty: none), what stands there, and a question about its dates."""

    key: str
    label: str
    hint: str
    chosen: str
    samples: tuple[str, ...]
    error: str = ""
    question: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class TierLine:
    """A word for a tier: how often it stands in the list and which tier it is taken for."""

    key: str
    word: str
    count: int
    chosen: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """Which column of a list is what."""

    shell: Shell
    institution: str
    file_name: str
    how_read: str
    notes: tuple[str, ...]
    sheets: Choices
    sheet: str
    header_row: str
    header_rows: Choices
    columns: tuple[ColumnLine, ...]
    places: Choices
    ignored: tuple[str, ...]
    tiers: tuple[TierLine, ...]
    sure_tiers: tuple[TierLine, ...]
    tier_choices: Choices
    orders: Choices
    href: str
    sheet_href: str
    drop_href: str
    errors: FormState
    token: str = ""


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many rows do one thing."""

    key: str
    label: str
    number: int
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A field before and after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A person and what happens to her record; `row` is 0 for who is not in the list."""

    row: int
    name: str
    staff_code: str
    changes: tuple[str, ...]
    differences: tuple[DifferenceLine, ...]
    remarks: tuple[str, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A cell or a row that cannot be taken."""

    row: int
    cell: str
    title: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Faults of one kind: how many there are, and the first of them."""

    label: str
    number: int
    lines: tuple[FaultLine, ...]


@dataclass(frozen=True, slots=True)
class BranchTick:
    """A branch that is not there, to be made when ticked; where one is called alike it may be that one instead."""

    name: str
    count: int
    similar: str
    is_ticked: bool
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a list would change: counts first, then the rows of one kind, and what has to be said before it is written.

    `faulty` and `by_name` count rows that need a word; `is_paper` shows all rows of the kind for printing.
    """

    shell: Shell
    institution: str
    file_name: str
    counts: tuple[CountLine, ...]
    steps: tuple[StepLine, ...]
    groups: tuple[FaultGroup, ...]
    pages: Pages
    branches: tuple[BranchTick, ...]
    on: str
    are_back: bool
    gone_in_list: int
    faulty: int
    by_name: int
    changes: int
    fingerprint: str
    answers: FormState
    is_asking_branches: bool
    answers_href: str
    apply_href: str
    columns_href: str
    drop_href: str
    faults_href: str
    print_href: str
    is_paper: bool = False


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What a list did, and what can be done now."""

    shell: Shell
    institution: str
    file_name: str
    applied: str
    counts: tuple[DifferenceLine, ...]
    branches: tuple[str, ...]
    next: tuple[Action, ...]
