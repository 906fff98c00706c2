"""What the pages of one's own record and of erasing know."""

from dataclasses import dataclass, field

from lms.web.contexts.shell import Action, FormState, Shell


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table of one's own record: what it is in words, its columns and its rows, empty ones too."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class OwnRecordPage:
    """All that is kept about the viewer."""

    shell: Shell
    tables: tuple[OwnTable, ...]
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
