"""What the pages of a ledger know."""

from dataclasses import dataclass
from datetime import datetime

from lms.web.contexts.shell import Action, Pages, Shell


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry in plain words: what happened, to whom, and what else it says. `at` is in the institution's zone;
    `reference` is the id by which it names what the details say in words.
    """

    number: int
    what: str
    who: str
    details: str
    reference: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class CheckpointLine:
    """A signed checkpoint: `note` is the whole of it, to be kept by somebody else; its time may not be signed."""

    size: int
    made_at: datetime
    note: str
    is_timed: bool


@dataclass(frozen=True, slots=True)
class LastCheckLine:
    """What the last check found: when, over how many entries, and how many faults."""

    at: datetime
    size: int
    faults: int


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The ledger of an institution, newest entry first; `more_checkpoints` is how many are not shown."""

    shell: Shell
    place: str
    size: int
    rows: tuple[EntryLine, ...]
    pages: Pages
    checkpoints: tuple[CheckpointLine, ...]
    more_checkpoints: int
    last_check: LastCheckLine | None
    check_href: str
    download: Action
    key: Action


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key by which checkpoints verify, and its fingerprint in groups that can be read out."""

    text: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class KeyPage:
    """The key of this instance and the ones before it."""

    shell: Shell
    current: KeyLine
    retired: tuple[KeyLine, ...]
