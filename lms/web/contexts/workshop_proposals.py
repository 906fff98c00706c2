"""What the desk and the pages of single parts need."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from lms.web.contexts.shell import Action, Shell

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Root:
    """What the script has to know of the page: whose proposal, whose seat, what time it was."""

    proposal_id: str
    seat_id: int
    now: str
    standing_href: str


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning: `kind` is wrong (the case says otherwise), look or note. `href` leads to what mends it."""

    field: str
    text: str
    kind: str
    place: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class LookGroup:
    """What is to be looked at in one part; `lines` lead to their fields."""

    title: str
    href: str
    lines: tuple[WarningLine, ...]


@dataclass(frozen=True, slots=True)
class StandingView:
    """How the whole proposal stands: parts done, gaps without an end in words, what contradicts the case."""

    done: int
    total: int
    limbs: Choices
    gaps: tuple[WarningLine, ...]
    more_gaps: int
    contradictions: int
    matrix_href: str
    check_href: str

    @property
    def tenths(self) -> int:
        """The share of parts done in hundredths, for a bar."""
        return self.done * 100 // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class StandingPage:
    """The standing by itself, for the script that refreshes it."""

    standing: StandingView


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section in the list: how many words of how many, what is to be looked at, who is writing in it."""

    key: str
    title: str
    href: str
    words: int
    least: int
    most: int
    state: str
    state_words: str
    warnings: int
    writer: str

    @property
    def share(self) -> int:
        """The words in hundredths of the least it wants, 100 at most."""
        return min(100, self.words * 100 // self.least) if self.least else 100


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A finding, a recommendation or a risk in its list; an empty address has no button."""

    key: str
    number: int
    text: str
    href: str
    meta: str
    warnings: int
    writer: str
    may_rise: bool
    may_sink: bool


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """The findings, the recommendations or the risks."""

    kind: str
    title: str
    empty: str
    entries: tuple[EntryLine, ...]
    add: Action | None


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The proposal at a glance: what stands, what is next, who is at it.

    `alone` leads to what she wrote before she came into her team, where the team does not have all of it.
    """

    shell: Shell
    root: Root
    case: str
    case_href: str
    title: str
    due: str
    is_late: bool
    team: tuple[str, ...]
    alone: Action | None
    next_title: str
    next_text: str
    next_action: Action | None
    standing: StandingView
    sections: tuple[SectionLine, ...]
    groups: tuple[EntryGroup, ...]
    order_href: str
    may_write: bool
    handed_in: str
    hand_in: Action | None
    take_back: Action | None
    ways: tuple[Action, ...]
    files: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class AwayPage:
    """The desk of a trainer who writes no proposal: where she may go instead."""

    shell: Shell
    take_part_href: str
    ways: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class LookupFact:
    """A fact or an exhibit beside the text; `words` is what it is found by."""

    label: str
    text: str
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Picker:
    """Boxes to tick under one heading; `options` are value, words and whether it is ticked.

    `is_chosen`: it is of the limb that was chosen.
    """

    title: str
    options: tuple[tuple[str, str, bool], ...]
    limb: str = ""
    is_chosen: bool = False

    @property
    def ticked(self) -> int:
        """How many are ticked."""
        return sum(is_on for _value, _words, is_on in self.options)


@dataclass(frozen=True, slots=True)
class Guidance:
    """What a section wants, and how it looks in another field."""

    text: Markup
    example_title: str
    example: Markup
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part of a proposal, to write or, frozen, to read.

    `values` are the fields as they were typed; `understood` says at a field what was made of it. Of `warnings` each
    names its field, those of the whole part none. `told` are findings and recommendations, to hold a section against.
    `before` and `after` are of the same kind; `onward` begins what follows from this part.
    """

    shell: Shell
    root: Root
    key: str
    kind: str
    title: str
    version: int
    edit_id: str
    action: str
    may_write: bool
    frozen_words: str
    is_out: bool
    values: Mapping[str, str]
    understood: Mapping[str, str]
    shown: Markup
    warnings: Mapping[str, tuple[WarningLine, ...]]
    saved: str
    lock: str
    words: int
    guidance: Guidance | None
    limbs: Choices
    pickers: tuple[Picker, ...]
    suggestions: Mapping[str, tuple[str, ...]]
    currency: str
    cited: tuple[LookupFact, ...]
    facts: tuple[LookupFact, ...]
    exhibits: tuple[LookupFact, ...]
    told: tuple[tuple[str, tuple[LookupFact, ...]], ...]
    find_href: str
    tools: Action
    standing: StandingView
    desk: Action
    before: Action | None
    after: Action | None
    onward: tuple[Action, ...]
    ways: tuple[Action, ...]
    take_back: Action | None
    changed: Action | None = None
