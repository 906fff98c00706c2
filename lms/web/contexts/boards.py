"""What the pages of the board know: its meetings, one meeting step by step, and the resolutions."""

from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from lms.web.contexts.coverage import Choices
from lms.web.contexts.learning import LensText, TermEntry
from lms.web.contexts.shell import Action, FormState, ModuleMark, NavItem, Shell


@dataclass(frozen=True, slots=True)
class DirectorLine:
    """A director in office, and since when she sits on the board."""

    name: str
    staff_code: str
    since: date


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting on the list; `attested` in words."""

    held_on: date
    href: str
    place: str
    modules: tuple[str, ...]
    is_open: bool
    attested: str


@dataclass(frozen=True, slots=True)
class ResolutionLine:
    """A resolution; `withdrawn_on` None while it stands, the addresses empty where nothing can be done any more."""

    number: str
    resolved_on: date
    kind: str
    size: str
    sha256: str
    recorded_at: str
    withdrawn_on: date | None
    meeting: Action | None
    file_href: str
    replace_href: str = ""
    withdraw_href: str = ""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board of an institution: who sits on it, what it has read, what it has resolved."""

    shell: Shell
    institution: str
    directors: tuple[DirectorLine, ...]
    meetings: tuple[MeetingLine, ...]
    resolutions: tuple[ResolutionLine, ...]
    is_endorsed: bool
    open_meeting: Action | None
    new_meeting: Action
    new_resolution: Action
    people: Action
    pledges: Action


@dataclass(frozen=True, slots=True)
class NewMeetingPage:
    """The form of a meeting: `meeting_id` makes two presses one meeting."""

    shell: Shell
    institution: str
    meeting_id: str
    modules: Choices
    chosen: tuple[str, ...]
    state: FormState
    create_href: str
    back: Action


@dataclass(frozen=True, slots=True)
class MeetingHead:
    """What stands above every step of a meeting."""

    title: str
    place: str
    held_on: date
    steps: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """A director in the roll; the times are words in the institution's zone, empty before."""

    member_id: int
    name: str
    name_other: str
    is_present: bool
    attested_at: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class RollPage:
    """The roll-call of an open meeting."""

    shell: Shell
    head: MeetingHead
    seats: tuple[Seat, ...]
    present: int
    roll_href: str
    sheet_href: str
    drop_href: str
    go_on: Action
    people: Action
    leave: Action


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A step of the reading: a section with the board's lens, or at the end of a module what to discuss.

    `position` of `total` steps in the whole meeting; `minutes` are left to read; `note` says that the text has changed.
    """

    shell: Shell
    head: MeetingHead
    mark: ModuleMark
    title: str
    text: Markup
    lens: LensText | None
    is_discussion: bool
    terms: tuple[TermEntry, ...]
    position: int
    total: int
    minutes: int
    contents: tuple[NavItem, ...]
    back: Action
    go_on: Action
    note: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A sentence that is confirmed, of which module, in its language."""

    module: str
    sentence: str
    language: str


@dataclass(frozen=True, slots=True)
class AttestPage:
    """Who is there, and who has attested."""

    shell: Shell
    head: MeetingHead
    confirmations: tuple[Confirmation, ...]
    seats: tuple[Seat, ...]
    attested: int
    absent: tuple[str, ...]
    roll: Action
    go_on: Action


@dataclass(frozen=True, slots=True)
class DirectorPage:
    """One director, her name and her button; `position` of `total` who are there."""

    shell: Shell
    head: MeetingHead
    seat: Seat
    position: int
    total: int
    confirmations: tuple[Confirmation, ...]
    hear_href: str
    back: Action
    skip: Action


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """What closing will write, before it is written."""

    shell: Shell
    head: MeetingHead
    complete: tuple[str, ...]
    silent: tuple[str, ...]
    absent: tuple[str, ...]
    modules: tuple[str, ...]
    close_href: str
    back: Action


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A closed meeting; on paper a roll for signatures."""

    shell: Shell
    institution: str
    head: MeetingHead
    closed_at: str
    confirmations: tuple[Confirmation, ...]
    editions: tuple[tuple[str, str], ...]
    seats: tuple[Seat, ...]
    complete: int
    resolutions: tuple[ResolutionLine, ...]
    sheet: Action
    new_resolution: Action
    back: Action


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The roll on paper, with a line for each signature."""

    shell: Shell
    institution: str
    head: MeetingHead
    confirmations: tuple[Confirmation, ...]
    seats: tuple[Seat, ...]
    meeting_id: str
    closed_at: str
    back: Action


@dataclass(frozen=True, slots=True)
class ResolutionFormPage:
    """The form of a resolution; `replaces` says in words which one it takes the place of."""

    shell: Shell
    institution: str
    endorsement_id: str
    replaces: str
    replaces_number: str
    meetings: Choices
    places: Choices
    create_href: str
    back: Action
    state: FormState = field(default_factory=FormState)
    asks_about_place: bool = False
