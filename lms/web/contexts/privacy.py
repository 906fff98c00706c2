"""What the pages of one's own record and of erasing know."""

from dataclasses import dataclass, field

from lms.web.contexts.shell import Action, FormState, Shell


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A field of a row: what it is called, and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """A row of one's own record under what names it; `href` leads to the thing itself, where there is a page of it."""

    title: str
    href: str
    facts: tuple[OwnFact, ...]


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What one table holds; `is_lines`: many short rows, a line each."""

    title: str
    is_lines: bool
    entries: tuple[OwnEntry, ...]


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """Parts that belong together, and the names of those in which nothing is kept."""

    key: str
    title: str
    parts: tuple[OwnPart, ...]
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnRecordPage:
    """All that is kept about the viewer; its times are on the clocks of `zone`."""

    shell: Shell
    groups: tuple[OwnGroup, ...]
    zone: str
    json_href: str
    erase_href: str
    back: Action


@dataclass(frozen=True, slots=True)
class ErasePage:
    """What erasing means, and the last question. `name` is empty when it is the viewer herself."""

    shell: Shell
    name: str
    institution: str
    completions: int
    certificates: int
    confirm_word: str
    action: str
    back: Action
    form: FormState = field(default_factory=FormState)
