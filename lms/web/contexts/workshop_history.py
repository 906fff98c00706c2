"""What the history of a proposal needs."""

from dataclasses import dataclass

from markupsafe import Markup

from lms.web.contexts.shell import Action, FormState, Pages, Shell
from lms.web.contexts.workshop_proposals import Choices


@dataclass(frozen=True, slots=True)
class SpellLine:
    """Somebody wrote in a part for a while: `change` in words, the address that shows it word by word."""

    part: str
    name: str
    when: str
    change: str
    excerpt: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A version of the whole that was kept under a name."""

    label: str
    why: str
    name: str
    when: str
    href: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Who changed what when, in all of the proposal or in one part; `kept` are the versions with a name."""

    shell: Shell
    title: str
    lines: tuple[SpellLine, ...]
    pages: Pages | None
    kept: tuple[KeptLine, ...]
    keep_href: str
    state: FormState
    part: Action | None
    all_href: str
    desk: Action


@dataclass(frozen=True, slots=True)
class Comparison:
    """A part at two versions; `text` carries what came and what went as ins and del elements."""

    title: str
    text: Markup
    came: int
    went: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class ComparePage:
    """A part at two versions word by word; restoring is a form of its own where it may be done."""

    shell: Shell
    title: str
    compared: Comparison
    versions: Choices
    old: str
    new: str
    compare_href: str
    restore_href: str
    restorable: Choices
    history: Action


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A version of the whole against another, or against what stands now."""

    shell: Shell
    label: str
    why: str
    taken: str
    against: str
    choices: Choices
    chosen: str
    compare_href: str
    parts: tuple[Comparison, ...]
    same: int
    restore_href: str
    history: Action
