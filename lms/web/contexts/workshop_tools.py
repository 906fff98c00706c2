"""What the page of the tools library needs."""

from dataclasses import dataclass

from lms.web.contexts.shell import Action, NavItem, Shell

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToolLine:
    """A tool in the list; `label` is its anchor. `facts` are pairs of a name and words, what nobody knows included."""

    label: str
    title: str
    text: str
    what: str
    facts: Choices
    state: str
    certainty: str
    sources: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class ToolFilter:
    """A choice that narrows the list; `name` is the field, `value` what is chosen."""

    name: str
    label: str
    empty: str
    choices: Choices
    value: str


@dataclass(frozen=True, slots=True)
class CertaintyLine:
    """How sure we are, and what that means."""

    state: str
    words: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ToolsPage:
    """The tools, all or those looked for."""

    shell: Shell
    rows: tuple[ToolLine, ...]
    total: int
    find: str
    filters: tuple[ToolFilter, ...]
    is_narrowed: bool
    clear_href: str
    certainties: tuple[CertaintyLine, ...]
    back: Action | None
