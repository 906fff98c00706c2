"""What stands around every page, and the small shapes that pages share."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NavItem:
    """A way somewhere; `is_current` marks where she stands."""

    label: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence on top of the page. `kind` is saved, device, unsaved, late, error, done or note."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language the page can be had in; `name` is in that language itself."""

    code: str
    name: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame. `viewer_name` empty means signed out; `viewer_role` is a tier or a role in words.

    `direction` is ltr or rtl. `local` are the pages of the area this one is in; `is_work`: it is a page
    of those who run training, with a stylesheet more. `within` is what its pages all belong to, such as a workshop.
    `sign_in_href` already says where to come back to.
    """

    title: str
    language: str = "en"
    direction: str = "ltr"
    viewer_name: str = ""
    viewer_role: str = ""
    nav: tuple[NavItem, ...] = ()
    within: NavItem | None = None
    local: tuple[NavItem, ...] = ()
    is_work: bool = False
    notices: tuple[Notice, ...] = ()
    languages: tuple[Language, ...] = ()
    home_href: str = "/"
    sign_in_href: str = "/sign-in"
    sign_out_href: str = "/sign-out"
    account_href: str = "/account"


@dataclass(frozen=True, slots=True)
class Action:
    """A link that does something: a verb and where it leads."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ModuleMark:
    """How a module is recognised: colour and glyph by its id, its number (0 is the introduction) and its title.

    `language` and `direction` are those of the words, which may differ from the page's where a translation is missing.
    """

    id: str
    principle: int
    title: str
    href: str = ""
    language: str = "en"
    direction: str = "ltr"


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a long list stands: page `number` of `count`, with `total` entries in all; an empty address has no link."""

    number: int
    count: int
    total: int
    previous_href: str = ""
    next_href: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """`done` of `total`; a total of 0 has no percentage and says so."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """Return the share in whole percent, rounded down: 100 is said only of all."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def words(self) -> str:
        """Return the share as it is read: what is not none is never "0 %", what is nearly all never a whole number."""
        if 0 < self.done * 100 < self.total:
            return "< 1 %"
        return "> 99 %" if self.total * 99 < self.done * 100 < self.total * 100 else f"{self.percent} %"

    @property
    def tenth(self) -> int:
        """Return the share in tenths, 0 to 10, which is how dark its cell is."""
        return self.done * 10 // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class FormState:
    """A form as it was sent: what was typed, and the sentence at each field; the empty key stands for the whole."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
