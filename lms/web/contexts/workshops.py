"""What the pages around a workshop need: the list, opening and joining one, its first page."""

from dataclasses import dataclass

from lms.web.contexts.shell import Action, FormState, Shell

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """A workshop somebody takes part in; `state` is a word for its colour."""

    title: str
    href: str
    case: str
    holder: str
    starts: str
    role: str
    state: str
    state_words: str


@dataclass(frozen=True, slots=True)
class WorkshopsPage:
    """The viewer's workshops."""

    shell: Shell
    rows: tuple[WorkshopLine, ...]
    open_one: Action | None
    kits: tuple[Action, ...]
    join: Action


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """A case that a workshop can be held on."""

    id: str
    title: str
    summary: str
    size: str


@dataclass(frozen=True, slots=True)
class OpenWorkshopPage:
    """The form that opens a workshop."""

    shell: Shell
    places: Choices
    cases: tuple[CaseChoice, ...]
    modes: Choices
    languages: Choices
    zones: tuple[str, ...]
    state: FormState
    back: Action


@dataclass(frozen=True, slots=True)
class JoinWorkshopPage:
    """The form that asks for the code of a workshop."""

    shell: Shell
    state: FormState
    back: Action


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A line of the agenda; `href` leads to the page it is done on, `place` is now, past or to_come."""

    clock: str
    minutes: int
    title: str
    text: str
    kind: str
    href: str
    place: str


@dataclass(frozen=True, slots=True)
class SittingView:
    """A day in a room or a webinar."""

    title: str
    day: str
    clock: str
    is_open: bool
    lines: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class NudgeLine:
    """A word from the trainer that was not read yet."""

    text: str
    sent: str
    read_href: str


@dataclass(frozen=True, slots=True)
class NextThing:
    """What to do next: one sentence and its way; `second` is for who would rather do that."""

    title: str
    text: str
    action: Action
    second: Action | None = None


@dataclass(frozen=True, slots=True)
class TrainerView:
    """What a trainer sees on top: how many are in, the code that lets more in, her pages."""

    people: int
    teams: int
    code: str
    ways: tuple[Action, ...]
    take_part_href: str


@dataclass(frozen=True, slots=True)
class WorkshopPage:
    """The first page of a workshop. `changed` is when days or times were changed last, empty where they never were."""

    shell: Shell
    title: str
    case: str
    case_href: str
    mode: str
    starts: str
    zone: str
    due: str
    state: str
    state_words: str
    now_line: str
    now_href: str
    next_line: str
    next_thing: NextThing | None
    nudges: tuple[NudgeLine, ...]
    team_name: str
    team: tuple[str, ...]
    sittings: tuple[SittingView, ...]
    trainer: TrainerView | None
    leave_href: str
    calendar_href: str
    changed: str
