"""What a trainer's pages of a workshop need: people and teams, the code, the dates, the board."""

from dataclasses import dataclass

from markupsafe import Markup

from lms.web.contexts.shell import Action, FormState, Shell

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who takes part; `team` is a value of the choices, empty for who writes alone."""

    seat_id: int
    name: str
    email: str
    is_trainer: bool
    is_self: bool
    writes: bool
    team: str
    seen: str


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and its people."""

    id: int
    name: str
    people: tuple[str, ...]
    rename_href: str


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """Somebody who was invited and is not here yet.

    `wait` says why no letter can go out now; while it is empty, `again_href` sends one.
    """

    name: str
    email: str
    told: str
    wait: str
    again_href: str
    off_href: str


@dataclass(frozen=True, slots=True)
class OutRow:
    """Somebody whom a trainer took out, what became of her words, and the way back."""

    seat_id: int
    name: str
    when: str
    kept: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Who takes part and in which team; `may_move` until the reviews begin.

    `just_out` was taken out by the press before, one of `taken_out`.
    """

    shell: Shell
    trainers: tuple[PersonRow, ...]
    trainees: tuple[PersonRow, ...]
    invited: tuple[InvitedRow, ...]
    taken_out: tuple[OutRow, ...]
    just_out: OutRow | None
    teams: tuple[TeamRow, ...]
    choices: Choices
    invite_href: str
    alone: int
    may_move: bool
    deal_href: str
    apart_href: str
    make_href: str
    move_href: str
    trainer_href: str
    take_part_href: str
    remove_href: str
    back_href: str
    code: Action
    state: FormState


@dataclass(frozen=True, slots=True)
class CodePage:
    """The code as a sheet for the wall or a slide."""

    shell: Shell
    title: str
    code: str
    qr: Markup
    address: str
    short_address: str
    back: Action


@dataclass(frozen=True, slots=True)
class StageLine:
    """A step of the workshop that the trainer takes: when it was taken, or the button that takes it.

    `each` is how many reviews a proposal usually gets, where the step gives out reviews. `confirm` is the page that
    asks first, in the button's place.
    """

    title: str
    text: str
    done: str
    action: Action | None
    each: str = ""
    confirm: Action | None = None


@dataclass(frozen=True, slots=True)
class DatesPage:
    """Until when, and what is open."""

    shell: Shell
    zone: str
    state: FormState
    due_href: str
    agenda: Action
    stages: tuple[StageLine, ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A trainee on the board; `state` is a word for its colour, `quiet` how long ago something was saved.

    `silent` are the minutes of writing in which who is stuck saved nothing; 0 for the others.
    """

    seat_id: int
    name: str
    team: str
    where: str
    quiet: str
    silent: int
    seen: str
    state: str
    state_words: str
    parts: str
    percent: int
    words: int
    findings: int
    recommendations: int
    warnings: int
    reviews: str
    unread: int


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The trainer's board. `sentences` are ready words for a nudge."""

    shell: Shell
    at: str
    now_line: str
    rows: tuple[BoardRow, ...]
    stuck: int
    handed_in: int
    sentences: Choices
    state: FormState
    ticked: tuple[int, ...]
    nudge_href: str
    refresh_href: str
    exports: tuple[Action, ...]
