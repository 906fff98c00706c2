"""What the pages of a workshop's kit show."""

from dataclasses import dataclass

from lms.web.contexts.kits import FileRow, KeptKitRow
from lms.web.contexts.shell import Action, FormState, Pages, Shell


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A line of the agenda; `is_kept` where no shortening leaves it out."""

    begins: str
    minutes: int
    title: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class SittingRows:
    """A day or a webinar as it would be held."""

    title: str
    when: str
    minutes: int
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class LessRow:
    """What is shorter than in the whole workshop; `after` is 0 where it is left out."""

    title: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class WorkshopKitPage:
    """The files of the kit, and the ways to take them: all, those for trainees alone, the debrief.

    Without `whole` there is nothing to take: what was typed cannot be held. `is_changed` where it is not
    the workshop as planned.
    """

    shell: Shell
    mode: str
    case: str
    state: FormState
    lengths: tuple[str, ...]
    debrief: Action
    is_changed: bool = False
    size: str = ""
    trainees_size: str = ""
    files: tuple[FileRow, ...] = ()
    whole: Action | None = None
    trainees: Action | None = None
    plan: tuple[SittingRows, ...] = ()
    less: tuple[LessRow, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkshopAgendaPage:
    """How a workshop is held, or would be: `given` is what was typed, to be sent when it shall be so.

    `running` names the sitting that is on now; empty between sittings. `seen` is how many changes there were so far.
    """

    shell: Shell
    zone: str
    state: FormState
    lengths: tuple[str, ...]
    running: str
    is_changed: bool
    given: tuple[tuple[str, str], ...]
    seen: int
    plan: tuple[SittingRows, ...]
    less: tuple[LessRow, ...]
    may_change: bool
    back: Action


@dataclass(frozen=True, slots=True)
class WorkshopKitArea:
    """Asking for a kit of the workshop where none is held yet. `plan` stands below the form once it could be held.

    `lengths` are the whole lengths as they are typed, each with the mode they are of; `refused` says why the answers
    are kept back. With `make_href` the kit is made and kept as it was `given`; `kept` are those made before.
    """

    shell: Shell
    holder: str
    state: FormState
    cases: tuple[tuple[str, str], ...]
    modes: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    zones: tuple[str, ...]
    lengths: tuple[tuple[str, str], ...]
    back: Action
    about: str = ""
    plan: tuple[SittingRows, ...] = ()
    less: tuple[LessRow, ...] = ()
    make_href: str = ""
    given: tuple[tuple[str, str], ...] = ()
    trainees: Action | None = None
    refused: str = ""
    kept: tuple[KeptKitRow, ...] = ()
    pages: Pages | None = None


@dataclass(frozen=True, slots=True)
class KeptKitPage:
    """A kit that was asked for: its agenda, and the ways to take it.

    Without `whole` it holds the answers of a workshop in which the viewer is a trainee; `refused` says so. With `fault`
    it cannot be made any more: there is no agenda and nothing to take.
    """

    shell: Shell
    about: str
    asked: str
    edition: str
    again: Action
    drop_href: str
    back: Action
    fault: str = ""
    is_outdated: bool = False
    plan: tuple[SittingRows, ...] = ()
    less: tuple[LessRow, ...] = ()
    whole: Action | None = None
    trainees: Action | None = None
    refused: str = ""
    files: tuple[FileRow, ...] = ()
    size: str = ""
