"""What the list of commitments knows."""

from dataclasses import dataclass
from datetime import date

from lms.web.contexts.coverage import Choices
from lms.web.contexts.shell import Action, FormState, ModuleMark, Pages, Share, Shell


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A member and her commitment; `given_on` None when she gave none, `is_older` when it was to other words."""

    name: str
    href: str
    staff_code: str
    tier: str
    branch: str
    given_on: date | None
    edition: str
    is_older: bool


@dataclass(frozen=True, slots=True)
class PledgesPage:
    """Who has committed herself to a module, and who has not."""

    shell: Shell
    institution: str
    mark: ModuleMark
    sentence: str
    edition: str
    share: Share
    rows: tuple[PledgeLine, ...]
    pages: Pages
    state: FormState
    modules: Choices
    tiers: Choices
    branches: Choices
    states: Choices
    is_narrowed: bool
    clear_href: str
    exports: tuple[Action, ...]
