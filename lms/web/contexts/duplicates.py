"""What the pages about people who may be there twice know."""

from dataclasses import dataclass

from lms.web.contexts.members import TenureLine
from lms.web.contexts.shell import Action, Pages, Shell


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One of two: who she is, where she stands, and what stands for her."""

    name: str
    name_other: str
    staff_code: str
    email: str
    places: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    href: str
    keep_href: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two who may be one, with the reasons in words."""

    first: PersonCard
    second: PersonCard
    likeness: int
    reasons: str
    distinct_href: str


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    """The likely pairs, the likeliest first."""

    shell: Shell
    institution: str
    pairs: tuple[PairLine, ...]
    pages: Pages
    back: Action


@dataclass(frozen=True, slots=True)
class MergePage:
    """What merging would do: `gone` moves to `kept`, whose places become `places`."""

    shell: Shell
    institution: str
    kept: PersonCard
    gone: PersonCard
    reasons: str
    places: tuple[TenureLine, ...]
    href: str
    swap_href: str
    distinct_href: str
    back: Action
