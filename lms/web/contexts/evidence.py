"""What the pages of evidence packs know."""

from dataclasses import dataclass
from datetime import date, datetime

from lms.web.contexts.shell import Action, FormState, Pages, Shell


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack on the list; `size` and `sha256` are empty until it was made, `asked_at` is in the institution's zone."""

    href: str
    as_of: date
    ledger_size: int
    names: str
    asked_at: datetime
    asked_by: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """Asking for a pack, and those asked for, newest first. `known` and `names` are pairs of value and words."""

    shell: Shell
    institution: str
    first_day: date | None
    state: FormState
    known: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    ask_href: str
    rows: tuple[PackRow, ...]
    pages: Pages
    key: Action


@dataclass(frozen=True, slots=True)
class PackPage:
    """A pack: `fault` says why it could not be made, `is_working` that it is being made; else it can be fetched.

    While it is being made the page asks again every few seconds.
    """

    shell: Shell
    institution: str
    row: PackRow
    file_href: str
    file_name: str
    is_working: bool
    fault: str
    verifier: str
    fingerprint: str
    key: Action
    back: Action
