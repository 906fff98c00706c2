"""What the pages of a learner know: her training, a module, a section, the papers around them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from markupsafe import Markup

from lms.web.contexts.changes import ChangeSummary
from lms.web.contexts.commitments import CommitmentLine, CommitmentSummary
from lms.web.contexts.shell import Action, ModuleMark, NavItem, Share, Shell


class ModuleState(StrEnum):
    """Where a member stands with a module. OPTIONAL: nobody asked her to complete it, and she has not."""

    DONE = "done"
    OPEN = "open"
    LATE = "late"
    RENEW = "renew"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module in her list. `reason` says in words who asks for it; `unmet` why it is not complete, one rule a line.

    `due_on` is the day it is due; `valid_until` the last day of a completion; `minutes` what is left to read. `edition`
    is the one she completed; `change` the short task that waits because it is no longer the newest.
    `waived` says that she need not.
    """

    mark: ModuleMark
    state: ModuleState
    minutes: int
    sections: Share
    action: Action
    reason: str = ""
    due_on: date | None = None
    completed_on: date | None = None
    valid_until: date | None = None
    unmet: tuple[str, ...] = ()
    certificate_href: str = ""
    edition: str = ""
    change: ChangeSummary | None = None
    waived: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now: `text` says what and why in a sentence or two."""

    mark: ModuleMark
    text: str
    minutes: int
    action: Action
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """My training. `required` is what is still open, most urgent first; an empty page has no rows at all.

    `commitments` are those she gave, newest first.
    """

    shell: Shell
    share: Share
    next_step: NextStep | None
    required: tuple[ModuleRow, ...]
    done: tuple[ModuleRow, ...]
    optional: tuple[ModuleRow, ...]
    commitments: tuple[CommitmentLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in a list; `is_here` is the page she is on, `is_story` a real story without lenses."""

    title: str
    href: str
    minutes: int
    is_read: bool = False
    is_here: bool = False
    is_story: bool = False


@dataclass(frozen=True, slots=True)
class TrackLink:
    """One of the ways through a module, with its length for her tier."""

    label: str
    href: str
    minutes: int
    sections: int
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class QuizSummary:
    """The quiz as the module page tells it. `best` is her best score in words ("9 of 12"), empty before the first."""

    href: str
    questions: int
    pass_percent: int
    best: str = ""
    is_passed: bool = False


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """The practice case as the module page tells it."""

    href: str
    title: str
    is_started: bool = False
    is_finished: bool = False


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """What she can do afterwards, with the ways to the standards that it serves."""

    text: str
    standards: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class EndorsedBy:
    """The resolution by which the board of the learner's institution endorsed the principles."""

    institution: str
    number: str
    resolved_on: date


@dataclass(frozen=True, slots=True)
class ModulePage:
    """A module at a glance. `resume` is the next action: begin, go on, or take the quiz. `minutes` is what is left."""

    shell: Shell
    mark: ModuleMark
    summary: str
    edition: str
    objectives: tuple[ObjectiveLine, ...]
    tracks: tuple[TrackLink, ...]
    sections: tuple[SectionRow, ...]
    read: Share
    minutes: int
    resume: Action
    case: CaseSummary
    quiz: QuizSummary
    job_aid_href: str
    glossary_href: str
    sources_href: str
    unmet: tuple[str, ...] = ()
    change: ChangeSummary | None = None
    commitment: CommitmentSummary | None = None
    completed_on: date | None = None
    certificate_href: str = ""
    endorsed: EndorsedBy | None = None
    waived: str = ""


@dataclass(frozen=True, slots=True)
class LensText:
    """What a section means for one tier; `tier` in words."""

    tier: str
    title: str
    text: Markup


@dataclass(frozen=True, slots=True)
class CalculatorField:
    """A number she can change; `value` as typed, `error` the sentence when it cannot be used."""

    name: str
    label: str
    value: str
    unit: str = ""
    hint: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class CalculatorResult:
    """A result, already rounded and written for reading."""

    label: str
    value: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CalculatorForm:
    """A calculator: a form that asks the same page again, without a script. No results before it is asked.

    `columns` and `rows` are its table, where it has one; `formula` says what it does, `source` where that comes from.
    """

    id: str
    title: str
    intro: str
    reading: str
    fields: tuple[CalculatorField, ...]
    results: tuple[CalculatorResult, ...] = ()
    error: str = ""
    formula: str = ""
    source: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term and its definition."""

    id: str
    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """Where a fact comes from, and the sections that say so."""

    id: str
    title: str
    url: str
    sections: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section. Going on is a POST to `go_on_href`: that marks it as read; `go_on_label` says where it leads.

    `href` is this page, for calculators. `lens` is hers, None in a story or for somebody without a tier; `minutes` is
    what is left of the track after this section. `track` is the one named in the address, or empty. `terms` are those
    its words link to, as `#term-<id>`.
    """

    shell: Shell
    mark: ModuleMark
    title: str
    is_story: bool
    href: str
    position: int
    text: Markup
    lens: LensText | None
    other_lenses: tuple[LensText, ...]
    calculators: tuple[CalculatorForm, ...]
    terms: tuple[TermEntry, ...]
    sections: tuple[SectionRow, ...]
    minutes: int
    back: Action
    go_on_href: str
    go_on_label: str
    track: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The words of a module, in the order of the alphabet of its language."""

    shell: Shell
    mark: ModuleMark
    entries: tuple[TermEntry, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Where the facts of a module come from."""

    shell: Shell
    mark: ModuleMark
    entries: tuple[SourceEntry, ...]


@dataclass(frozen=True, slots=True)
class JobAidPage:
    """One page for the desk. `institution` and `hotline` may be empty."""

    shell: Shell
    mark: ModuleMark
    title: str
    text: Markup
    edition: str
    institution: str = ""
    hotline: str = ""
