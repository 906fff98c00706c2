"""What the rules of reminders look at, and the letters they decide on; pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a letter is: one's own items, people late for long, a manager's week, a coordinator's week."""

    REMINDER = "reminder"
    ESCALATION = "escalation"
    DIGEST = "digest"
    OVERVIEW = "overview"


class WayIn(StrEnum):
    """How somebody signs in, or what she would need first. OPEN: with a password.

    LINK: she has an address and no password, so a letter can bring a link. NEEDS_PIN: no address and no PIN. CLOSED:
    there is an account that nobody may use, or an address that stands for someone else.
    """

    OPEN = "open"
    PIN = "pin"
    LINK = "link"
    NEEDS_PIN = "needs_pin"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Plan:
    """When an institution reminds. `every_days` and `escalate_days` of 0: never again, never at all."""

    is_on: bool = False
    days_before: int = 7
    every_days: int = 7
    escalate_days: int = 14
    digest_weekday: int = 0
    hour: int = 8


@dataclass(frozen=True, slots=True)
class Item:
    """A module somebody must complete by its deadline; `is_again`: she completed it before, and that ends or ended."""

    module_id: str
    deadline: date
    is_again: bool = False

    @property
    def key(self) -> str:
        """Return what tells it from the same module asked at another time."""
        return f"{self.module_id}@{self.deadline.isoformat()}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody here today with what is open for her; `address` empty: mail does not reach her."""

    member_id: int
    name: str
    staff_code: str
    language: str
    address: str
    tier: str
    branch_id: int
    items: tuple[Item, ...]
    way_in: WayIn = WayIn.OPEN


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who hears of others: a manager of her branch, or a coordinator of all (`branch_id` None)."""

    address: str
    name: str
    language: str
    branch_id: int | None = None
    member_id: int | None = None
    way_in: WayIn = WayIn.OPEN


@dataclass(frozen=True, slots=True)
class BranchFigures:
    """How a branch stands today: people asked for anything, complete with all, late or expired with any."""

    branch_id: int
    branch: str
    members: int
    complete: int
    late: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """A letter that was written: to whom, when, about which items; a manager's names the members too."""

    kind: NoticeKind
    address: str
    sent_on: date
    subjects: frozenset[str]
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """All that the rules look at. `invited` are the addresses to which an invitation went today already."""

    today: date
    plan: Plan
    people: tuple[Person, ...]
    readers: tuple[Reader, ...]
    branches: tuple[BranchFigures, ...]
    earlier: tuple[Earlier, ...]
    stopped: frozenset[str]
    invited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LatePerson:
    """Somebody who is late, for those who hear of it: her name and what with, no scores."""

    name: str
    branch_id: int
    item: Item


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one address. `items` are her own, `late` the people she hears of, `branches` their figures.

    `subjects` is kept, so that the same is not told twice. `unreached` counts those whom mail does not reach.
    """

    kind: NoticeKind
    address: str
    name: str
    language: str
    member_id: int | None
    items: tuple[Item, ...] = ()
    late: tuple[LatePerson, ...] = ()
    branches: tuple[BranchFigures, ...] = ()
    subjects: tuple[str, ...] = ()
    unreached: int = 0
    way_in: WayIn = WayIn.OPEN

    @property
    def brings_link(self) -> bool:
        """Return whether it invites her: a letter that names others never does, for it is shown to them."""
        return self.kind is NoticeKind.REMINDER and self.way_in is WayIn.LINK
