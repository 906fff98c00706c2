"""What the page of a practice case knows."""

from dataclasses import dataclass

from markupsafe import Markup

from lms.web.contexts.shell import Action, ModuleMark, Shell


@dataclass(frozen=True, slots=True)
class CaseOption:
    """Something she can do."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A decision taken: where, what, and what happened then. Effects from -2 to 2, as the author set them."""

    scene: str
    choice: str
    consequence: Markup
    client: int
    institution: int


@dataclass(frozen=True, slots=True)
class CaseScene:
    """A decision to take."""

    title: str
    text: Markup
    options: tuple[CaseOption, ...]


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """An ending; `outcome` is good, mixed or poor; `read` where to read again."""

    title: str
    text: Markup
    outcome: str
    read: Action


@dataclass(frozen=True, slots=True)
class CasePage:
    """The practice case: `steps` so far, then a `scene` or an `outcome`, never both.

    A choice is posted to `href` as `choice`, with `step` = how many were taken before: pressed twice, it counts once.
    """

    shell: Shell
    mark: ModuleMark
    title: str
    setting: Markup
    steps: tuple[CaseStep, ...]
    scene: CaseScene | None
    outcome: CaseOutcome | None
    href: str
    replay_href: str
    back: Action
