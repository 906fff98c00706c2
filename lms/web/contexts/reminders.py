"""What the pages of reminders know."""

from dataclasses import dataclass
from datetime import date

from lms.web.contexts.coverage import Choices
from lms.web.contexts.shell import Action, FormState, Pages, Shell


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter of today: to whom, of which kind, about what."""

    name: str
    address: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class PreviewPart:
    """Who would get what today: counts by kind, the first of the letters, and whom none reaches. `invitations` of the
    letters bring a link to choose a password, which works for `link_days`.
    """

    counts: tuple[tuple[str, int], ...]
    lines: tuple[LetterLine, ...]
    total: int
    unreached: int
    stopped: int
    invitations: int
    link_days: int


@dataclass(frozen=True, slots=True)
class RemindersPage:
    """The plan of an institution and what it would do today; `is_on` is what is saved, `state` what is typed.

    `uninvited` counts the people with an address who cannot sign in yet.
    """

    shell: Shell
    institution: str
    is_on: bool
    uninvited: int
    invitations: Action
    state: FormState
    weekdays: Choices
    zone: str
    today: date
    show_href: str
    save_href: str
    preview: PreviewPart | None
    log: Action
    texts: Action


@dataclass(frozen=True, slots=True)
class LogLine:
    """A letter that was written."""

    sent_on: date
    kind: str
    name: str
    address: str
    items: int


@dataclass(frozen=True, slots=True)
class LogPage:
    """The letters that were written, newest first."""

    shell: Shell
    rows: tuple[LogLine, ...]
    pages: Pages
    back: Action


@dataclass(frozen=True, slots=True)
class TextLine:
    """A short text to paste: for whom, in which language, and its direction."""

    id: str
    name: str
    staff_code: str
    tier: str
    text: str
    language: str
    direction: str
    length: int


@dataclass(frozen=True, slots=True)
class TextGroup:
    """A branch with a text for its group and one for each person there whom no letter reaches."""

    branch: str
    group: TextLine
    rows: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class TextsPage:
    """Short texts where mail does not reach, by branch."""

    shell: Shell
    institution: str
    groups: tuple[TextGroup, ...]
    total: int
    pages: Pages
    back: Action


@dataclass(frozen=True, slots=True)
class StopPage:
    """The page of the stop link: `is_stopped` says how it stands now."""

    shell: Shell
    institution: str
    address: str
    is_stopped: bool
    href: str
