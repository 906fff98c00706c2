"""What the pages of a facilitator know: kits asked for, a new one, its running order."""

from dataclasses import dataclass, field

from lms.web.contexts.shell import Action, FormState, ModuleMark, Pages, Shell


@dataclass(frozen=True, slots=True)
class KitRow:
    """A kit on the list; `when` is empty where no date was given."""

    mark: ModuleMark
    href: str
    file_href: str
    mode: str
    tier: str
    minutes: int
    when: str
    asked_at: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class KeptKitRow:
    """A kit of the workshop on the list; `when` is empty where no day was given."""

    title: str
    href: str
    about: str
    lengths: str
    when: str
    asked_at: str
    asked_by: str
    trainees_href: str


@dataclass(frozen=True, slots=True)
class KitsPage:
    """The kits of an institution, newest first."""

    shell: Shell
    institution: str
    rows: tuple[KitRow, ...]
    pages: Pages
    new: Action
    workshop: Action | None = None
    workshop_kits: tuple[KeptKitRow, ...] = ()


@dataclass(frozen=True, slots=True)
class KitForm:
    """What can be chosen: pairs of value and words."""

    modules: tuple[tuple[str, str], ...]
    modes: tuple[tuple[str, str], ...]
    tiers: tuple[tuple[str, str], ...]
    zones: tuple[str, ...]
    lengths: tuple[tuple[str, str], ...]
    state: FormState = field(default_factory=FormState)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of the running order; a break has no slide number."""

    begins: str
    minutes: int
    title: str
    beat: str
    slide: str
    lead: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """The running order before the kit is asked for: `cut` is what time left out."""

    mark: ModuleMark
    mode: str
    tier: str
    minutes: int
    when: str
    clock_note: str
    rows: tuple[PlanRow, ...]
    cut: tuple[str, ...]
    activities: int


@dataclass(frozen=True, slots=True)
class NewKitPage:
    """Asking for a kit. `plan` stands below the form once it could be made; `hidden` then carries what was chosen."""

    shell: Shell
    institution: str
    form: KitForm
    preview_href: str
    ask_href: str
    plan: PlanView | None = None
    back: Action | None = None


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the kit, from its manifest; `size` is `bytes` in words."""

    path: str
    title: str
    audience: str
    size: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class KitPage:
    """A kit: what it is, its running order, its files, and the way to download them."""

    shell: Shell
    plan: PlanView
    edition: str
    file_href: str
    file_name: str
    size: str
    files: tuple[FileRow, ...]
    is_outdated: bool
    back: Action
    drop_href: str
