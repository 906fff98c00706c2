"""What the entries of a log say when they are read one after another; nothing here comes from a database.

Days are text as entries write them, year-month-day: they compare as they are, here and in the page that verifies packs.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Tenure(NamedTuple):
    """Where somebody stands from `starts_on` up to, not including, `ends_on`."""

    tier: str
    branch: int
    starts_on: str
    ends_on: str | None


class Terms(NamedTuple):
    """What a rule asks; with `due_on` and `due_days` given it is due on the later of the two days."""

    track: str
    pass_percent: int
    valid_months: int | None
    renewal_days: int
    due_on: str | None
    due_days: int | None


class Completion(NamedTuple):
    """That somebody completed a module: it counts from `completed_on` up to, not including, `valid_until`."""

    person: str
    module: str
    edition: str
    language: str
    source: str
    completed_on: str
    valid_until: str | None

    @property
    def is_taken_back(self) -> bool:
        """Whether it counts on no day."""
        return self.valid_until is not None and self.valid_until <= self.completed_on


@dataclass(slots=True)
class Person:
    """A person by her key; `opening` is the commitment to her names as they were told last."""

    opening: str = ""
    tenures: tuple[Tenure, ...] = ()
    is_erased: bool = False


class Certificate(NamedTuple):
    """A certificate as it was issued; `opening` is the commitment to the names on it."""

    code: str
    kind: str
    person: str
    module: str
    title: str
    institution_name: str
    tier: str
    language: str
    issued_on: str
    valid_until: str | None
    opening: str


@dataclass(frozen=True, slots=True)
class Attestation:
    """A person's own commitment; `on` is its day on the clocks of the institution."""

    person: str
    module: str
    edition: str
    language: str
    tier: str
    sentence: str
    on: str
    opening: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """That somebody need not complete a module; `opening` hides the reason and who approved it."""

    id: str
    person: str
    module: str
    granted_on: str
    valid_until: str | None
    withdrawn_on: str | None
    opening: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A training session; `on` is its day on its own clocks, `opening` hides facilitator and place."""

    id: str
    module: str
    edition: str
    language: str
    title: str
    mode: str
    starts_at: str
    zone: str
    minutes: int
    minimum_minutes: int
    on: str
    is_cancelled: bool
    opening: str


class Attendance(NamedTuple):
    """A line of a register."""

    minutes: int
    source: str
    test_percent: int | None


class Director(NamedTuple):
    """Somebody in the roll-call of a board meeting."""

    person: str
    is_present: bool
    has_attested: bool


@dataclass(frozen=True, slots=True)
class BoardMeeting:
    """A meeting of the board, closed."""

    id: str
    held_on: str
    modules: tuple[str, ...]
    roll: tuple[Director, ...]


@dataclass(frozen=True, slots=True)
class Endorsement:
    """A resolution and the hash of its file."""

    id: str
    number: str
    resolved_on: str
    meeting: str | None
    file_sha256: str
    media_type: str
    size: int
    withdrawn_on: str | None


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition that counts here; `sha256` is of its text, None where that was never kept."""

    module: str
    edition: str
    language: str
    title: str
    sha256: str | None


class KeyCorrection(NamedTuple):
    """That the key of a question was wrong; the completions that followed are entries of their own."""

    id: str
    module: str
    editions: tuple[str, ...]
    item: str
    policy: str
    is_undone: bool


# By tier, branch (None: all branches) and module: from which day on what holds; None: nothing is asked.
Rules = dict[tuple[str, int | None, str], list[tuple[str, Terms | None]]]


@dataclass(slots=True)
class State:
    """All that was folded so far. `commitments` says of each private part which entry speaks of it."""

    log: str = ""
    size: int = 0
    began_at: str = ""
    name: str = ""
    zone: str = "UTC"
    language: str = "en"
    is_invented: bool = False
    branches: dict[int, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    into: dict[str, str] = field(default_factory=dict)
    rules: Rules = field(default_factory=dict)
    completions: dict[int, Completion] = field(default_factory=dict)
    certificates: dict[str, Certificate] = field(default_factory=dict)
    revoked_on: dict[str, str] = field(default_factory=dict)
    attestations: list[Attestation] = field(default_factory=list)
    waivers: dict[str, Waiver] = field(default_factory=dict)
    sessions: dict[str, Meeting] = field(default_factory=dict)
    registers: dict[str, dict[str, Attendance]] = field(default_factory=dict)
    board_meetings: dict[str, BoardMeeting] = field(default_factory=dict)
    endorsements: dict[str, Endorsement] = field(default_factory=dict)
    editions: dict[tuple[str, str, str], Edition] = field(default_factory=dict)
    corrections: dict[str, KeyCorrection] = field(default_factory=dict)
    commitments: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    # Where a chain of merges ends, as it was last followed.
    roots: dict[str, str] = field(default_factory=dict)

    def merge(self, person: str, *, into: str) -> None:
        """Let the facts of a person count for another from now on."""
        self.into[person] = into
        self.roots.clear()

    def root(self, person: str) -> str:
        """Return for whom a person's facts count: herself, or whom she was merged into."""
        if person not in self.into:
            return person
        seen: dict[str, None] = {}
        while person in self.into and person not in seen and person not in self.roots:
            seen[person] = None
            person = self.into[person]
        if person in seen:
            return person
        found = self.roots.get(person, person)
        self.roots.update(dict.fromkeys(seen, found))
        return found

    def first_day(self) -> str:
        """Return the first day the log speaks of: the first tenure, or the day it began; empty for an empty log."""
        days = [held.starts_on for person in self.people.values() for held in person.tenures]
        return min((*days, *([self.began_at[:10]] if self.began_at else ())), default="")
